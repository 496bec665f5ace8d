"""The questions of the claim page: a dialog for each act that needs words, a day or an amount.

The claim page makes one; each answer becomes one change of the claim, kept by its keeping.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.claims.claim_acts import Act
from app.services.claims.claim_checks import ClaimCheck
from app.services.claims.claim_file import ClaimFile
from app.services.claims.claims import FollowedClaims
from app.services.claims.patient_part import PatientPart
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.pages.claims import claim_asking as asking
from app.ui.pages.claims.claim_keeping import Change

_AGREEMENT = "A paper in which the patient or a representative agreed to pay."
_PART = "Write down what somebody checked. The program never works it out."


class ClaimQuestions(QObject):
    """`file` gives the claim as it is shown, `keep` does a change."""

    def __init__(
        self,
        file: Callable[[], ClaimFile],
        claims: FollowedClaims,
        keep: Callable[[Change], None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._file = file
        self._claims = claims
        self._keep = keep
        self._page = page

    def ask_act(self, act: Act) -> None:
        """Ask for what an act needs."""
        file = self._file()
        asked = asking.asked_of(act, file.claim, file.today)
        change = partial(asking.change_of, act, claims=self._claims)
        self._ask(act.value.rstrip("…"), "", asked, change)

    def ask_line(self) -> None:
        """Ask for another code that was billed."""
        file = self._file()
        asked = asking.asked_for_line(file.claim, file.today)
        self._ask("Another code", "", asked, partial(asking.line_change, claims=self._claims))

    def ask_answer(self, check: ClaimCheck) -> None:
        """Ask why a warning does not stop the claim."""
        asked = (AskedFor("reason", "Why this does not stop the claim"),)

        def change(given: asking.Answers) -> Change:
            return lambda claim: self._claims.answer(claim, check.id, str(given["reason"]))

        self._ask("Answer once", check.text, asked, change)

    def ask_agreement(self) -> None:
        """Ask for an agreement to pay that is on file."""
        file = self._file()
        asked = asking.asked_for_agreement(file.today, has_medicaid=file.is_medicaid)
        change = partial(asking.agreement_change, claims=self._claims)
        self._ask("Agreement to pay", _AGREEMENT, asked, change)

    def ask_part(self, part: PatientPart) -> None:
        """Ask what somebody found the patient's part to be."""
        change = partial(asking.part_change, claims=self._claims)
        self._ask("Patient’s part", _PART, asking.asked_for_part(part), change)

    def _ask(
        self,
        title: str,
        about: str,
        asked: Sequence[AskedFor],
        change: Callable[[asking.Answers], Change],
    ) -> None:
        dialog = AskDialog(title, about, "Record", asked, self._page)
        dialog.answered.connect(lambda given: self._keep(change(given)))
        dialog.open()
