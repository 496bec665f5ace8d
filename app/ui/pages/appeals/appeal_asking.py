"""What appeals ask before an act: which kind, how it was sent, how it ended.

"What now?" and the page of an appeal open these dialogs.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.claims.claim import Claim
from app.domain.packs.pack import Sending, SentBy
from app.domain.payers.payer import AppealKind
from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread
from app.services.cards.appeal_words import KINDS, OUTCOMES
from app.services.notes.directory import Directory
from app.services.office.office import Office
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.dialogs.sending_dialog import SendingDialog


def ask_kind(
    kinds: Sequence[AppealKind],
    claim: Claim,
    chosen: Callable[[AppealKind], None],
    parent: QWidget,
) -> AskDialog:
    """Ask which kind of appeal; what the payer's card names comes first."""
    named = {rule.kind for rule in (claim.card.appeals if claim.card else ())}
    words: dict[str, str] = {
        kind: f"{KINDS[kind].label}: {'on the payer card' if kind in named else KINDS[kind].short}"
        for kind in kinds
    }
    about = "The notice says which are open to you. " + " ".join(
        f"{KINDS[kind].label}: {KINDS[kind].means}" for kind in kinds if kind in named
    )
    dialog = AskDialog(
        "Begin an appeal",
        about.strip(),
        "Begin",
        (AskedFor("kind", "Kind of appeal", choices=words, typed=kinds[0]),),
        parent,
    )
    drop = dialog.fields["kind"]
    for place, kind in enumerate(kinds):
        drop.setItemData(  # type: ignore[attr-defined]  # choices make it a list
            place, KINDS[kind].means, Qt.ItemDataRole.ToolTipRole
        )

    def answered(values: dict[str, object]) -> None:
        chosen(next(kind for kind in kinds if kind == values["kind"]))

    dialog.answered.connect(answered)
    dialog.open()
    return dialog


def ask_outcome(
    today: dt.date, ended: Callable[[str, dt.date, str], None], parent: QWidget, record: str
) -> AskDialog:
    """Ask how an appeal ended, and on which day."""
    dialog = AskDialog(
        "How the appeal ended",
        "The payer’s money comes with an EOB of its own; this is about the decision.",
        "Record",
        (
            AskedFor("outcome", "Outcome", choices=OUTCOMES, typed="upheld"),
            AskedFor(
                "day",
                "Day of the notice",
                partial(_day_told, today=today),
                typed=show_date(today),
            ),
            AskedFor("remark", "What the notice says, word for word", is_needed=False),
        ),
        parent,
        record=record,
    )

    def answered(values: dict[str, object]) -> None:
        day = values["day"]
        assert isinstance(day, dt.date), "read by read_date"
        ended(str(values["outcome"]), day, str(values["remark"] or ""))

    dialog.answered.connect(answered)
    dialog.open()
    return dialog


def _day_told(text: str, today: dt.date) -> dt.date | Unread:
    day = read_date(text, today)
    is_early = isinstance(day, dt.date) and day > today
    return Unread("That is in the future: type the day of the notice.") if is_early else day


def ask_why_dropped(dropped: Callable[[str], None], parent: QWidget, record: str) -> AskDialog:
    """Ask whether to give up an appeal that was not sent, and why."""
    dialog = AskDialog(
        "Give this appeal up",
        "Nothing of it was sent. What you wrote stays with the claim; its window goes on running.",
        "Give it up",
        (AskedFor("why", "Why", is_needed=False),),
        parent,
        record=record,
    )
    dialog.answered.connect(lambda values: dropped(str(values["why"] or "")))
    dialog.open()
    return dialog


def ask_sending(
    office: Office,
    usual: SentBy,
    since: dt.datetime,
    told: Callable[[Sending], None],
    page: QWidget,
    record: str,
) -> SendingDialog:
    """Ask how and when something was sent, not before `since` (UTC)."""
    clock, now = office.clock, office.clock.local()
    dialog = SendingDialog(usual, min(since.astimezone(clock.zone), now), now, page, record=record)

    def sent(way: SentBy, at: dt.datetime, reference: str, remark: str) -> None:
        told(
            Sending(
                by_way_of=way,
                at=at.astimezone(dt.UTC),
                recorded_by=Directory(office.store).name_of(office.charting.user),
                recorded_at=clock.utc(),
                reference=reference,
                remark=remark,
            )
        )

    dialog.sent.connect(sent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
