"""The numbers and the text of a claim, to be copied into whatever sends it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.claims.claim_desk import ClaimCard, ClaimLine
from app.services.claims.claim_file import ClaimFile
from app.ui import clipboard
from app.ui.pages.parts.copy_card import CopyCard, step_among

_APPROVALS = {
    "predetermination": ("REF G3", "Predetermination"),
    "prior_authorization": ("REF G1", "Prior authorization"),
}


class ClaimNumbers(QWidget):
    """A card of numbers and one of the narrative; the 400 characters are the whole claim's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards = (CopyCard(self._copy, self), CopyCard(self._copy, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for card in self.cards:
            column.addWidget(card)
            card.stepped.connect(lambda button, step: step_among(self.cards, button, step))

    def show_file(self, file: ClaimFile) -> None:
        """Show them."""
        numbers, narrative = self.cards
        numbers.show_card(ClaimCard("Numbers", tuple(_numbers(file)), _kind(file)))
        narrative.show_card(_narrative(file))
        narrative.setVisible(bool(file.claim.notes))

    def _copy(self, text: str) -> None:
        for card in self.cards:
            card.say_copy()
        clipboard.put(text)


def _numbers(file: ClaimFile) -> Iterator[ClaimLine]:
    claim = file.claim
    yield ClaimLine("CLM01", "Claim number", claim.number)
    yield ClaimLine("PWK06", "Attachment number", claim.attachment_number, "none yet")
    for line in claim.lines:
        yield ClaimLine("REF 6R", f"Line {line.code}", line.control, "formed when kept")
    for record in file.approvals:
        qualifier, words = _APPROVALS[record.kind]
        yield ClaimLine(qualifier, words, record.number)
    replaced = next((each for each in file.others if each.id == claim.replaces), None)
    if replaced is not None:
        missing = f"not known for {replaced.number}"
        yield ClaimLine("REF F8", "Payer’s number, replaced", replaced.payer_number, missing)
    yield ClaimLine("", "Payer’s claim number", claim.payer_number, "comes with its answer")


def _kind(file: ClaimFile) -> str:
    return {
        "original": "",
        "replacement": "A replacement: frequency code 7 in the claim.",
        "void": "A void: frequency code 8 in the claim.",
    }[file.claim.kind]


def _narrative(file: ClaimFile) -> ClaimCard:
    fitted = file.narrative
    most = fitted.limit.characters
    count = len(file.claim.notes)
    shared = "of one note" if count == 1 else f"shared by {count} notes"
    left = len(fitted.dropped)
    remark = f"{len(fitted.text)} of {most} characters, {shared}."
    if left:
        remark += f" {left} sentences left out for want of room." if left > 1 else " One left out."
    return ClaimCard(
        "Claim note", (ClaimLine("NTE", "Text", fitted.text, "nothing to tell yet"),), remark
    )
