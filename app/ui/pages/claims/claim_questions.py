"""The questions of the claim page: a dialog for each act that needs words, a day or an amount.

The claim page makes one; each answer becomes one change of the claim, kept by its keeping.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.claims.claim_change import ClaimChange
from app.domain.packs.channel import Channel
from app.errors import Failure
from app.services.claims.claim_acts import Act
from app.services.claims.claim_checks import ANSWERED, ClaimCheck
from app.services.claims.claim_file import ClaimFile
from app.services.claims.patient_part import PatientPart
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.pages.claims import claim_asking as asking

_AGREEMENT = "A paper in which the patient or a representative agreed to pay."
_PART = "Write down what somebody checked. The program never works it out."


class ClaimQuestions(QObject):
    """`file` gives the claim as it is shown, `keep` does a change, `now` is UTC.

    `channels` are those packs travel by.
    """

    def __init__(
        self,
        file: Callable[[], ClaimFile],
        keep: Callable[[ClaimChange], None],
        now: Callable[[], dt.datetime],
        channels: Callable[[], Sequence[Channel]],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._file = file
        self._keep = keep
        self._now = now
        self._channels = channels
        self._page = page

    def ask_act(self, act: Act) -> None:
        """Ask for what an act needs."""
        file = self._file()
        asked = asking.asked_of(act, file.claim, file.today, self._how(file))
        self._ask(act.value.rstrip("…"), "", asked, partial(asking.change_of, act))

    def _how(self, file: ClaimFile) -> str:
        try:
            channels = self._channels()
        except Failure:
            channels = ()  # the server is gone: a claim can be recorded all the same
        return asking.usual_how(file.claim, file.packs, channels)

    def ask_line(self) -> None:
        """Ask for another code that was billed."""
        file = self._file()
        asked = asking.asked_for_line(file.claim, file.today)
        self._ask("Another code", "", asked, asking.line_change)

    def ask_answer(self, check: ClaimCheck) -> None:
        """Ask why a warning does not stop the claim."""
        asked = (AskedFor("reason", "Why this does not stop the claim"),)

        def change(given: asking.Answers, at: dt.datetime) -> ClaimChange:
            reference = f"{ANSWERED}{check.id}"
            return ClaimChange(kind="tell", at=at, text=str(given["reason"]), reference=reference)

        self._ask("Answer once", check.text, asked, change)

    def ask_agreement(self) -> None:
        """Ask for an agreement to pay that is on file."""
        file = self._file()
        asked = asking.asked_for_agreement(file.today, has_medicaid=file.is_medicaid)
        self._ask("Agreement to pay", _AGREEMENT, asked, asking.agreement_change)

    def ask_part(self, part: PatientPart) -> None:
        """Ask what somebody found the patient's part to be."""
        asked = asking.asked_for_part(part)
        self._ask("Patient’s part", _PART, asked, asking.part_change)

    def _ask(
        self,
        title: str,
        about: str,
        asked: Sequence[AskedFor],
        change: Callable[[asking.Answers, dt.datetime], ClaimChange],
    ) -> None:
        dialog = AskDialog(title, about, "Record", asked, self._page, record=self._file().claim.id)
        dialog.answered.connect(lambda given: self._keep(change(given, self._now())))
        dialog.open()
