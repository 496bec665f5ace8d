"""The question before an answer is taken back from a claim: why it does not belong there.

The claim page and the remittance page ask it.
"""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.claims.claim import Posting
from app.domain.claims.claim_change import ClaimChange
from app.services.remittances.eob_entry import PAPER
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor

_WHAT = "Every amount is posted once more, turned around; nothing is deleted."
_WAITS = "The answer then waits under Remittances for its own claim."
_TYPED = "Type it on its own claim then. A slip in an EOB is mended on the EOB page instead."


def ask_back(about: str, told: Callable[[str], None], parent: QWidget, record: str) -> AskDialog:
    """Ask why; `told` gets the reason."""
    asked = AskedFor("why", "Why it does not belong to this claim")
    dialog = AskDialog("Take the answer back", about, "Take back", (asked,), parent, record=record)
    dialog.answered.connect(lambda given: told(str(given["why"])))
    dialog.open()
    return dialog


def ask_back_decided(told: Callable[[str], None], parent: QWidget, record: str) -> AskDialog:
    """Ask why something that was posted by hand out of a file is taken back."""
    return ask_back(f"{_WHAT} {_WAITS}", told, parent, record)


def ask_back_posting(
    keep: Callable[[ClaimChange], None],
    now: Callable[[], dt.datetime],
    parent: QWidget,
    posting: Posting,
) -> AskDialog:
    """Ask why a posting is taken back from the claim that is shown, and have it done."""

    def told(why: str) -> None:
        keep(ClaimChange(kind="take back", at=now(), reference=posting.id, text=why))

    then = _TYPED if posting.source == PAPER else _WAITS
    return ask_back(f"{_WHAT} {then}", told, parent, posting.id)
