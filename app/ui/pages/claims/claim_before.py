"""What speaks against a claim before it goes: what blocks it, and warnings to answer once.

The claim page shows it below the lines; gone once nothing is left to say.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.services.claims.claim_checks import ClaimCheck, answer_to
from app.services.claims.claim_file import ClaimFile
from app.services.claims.claims import LINES_OPEN_IN
from app.ui.pages.claims.claim_section import ClaimSection, link, pill, words
from app.ui.theme import Face, Role


class ClaimBefore(ClaimSection):
    """`answer_wished` asks for the reason why a warning does not stop the claim."""

    answer_wished = Signal(object)  # ClaimCheck
    fee_wished = Signal(str)  # line id
    note_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Before it goes", parent)
        self.open: tuple[ClaimCheck, ...] = ()

    def show_file(self, file: ClaimFile) -> None:
        """Show what blocks first, then what is not answered, then what was."""
        self.clear()
        if file.claim.state not in LINES_OPEN_IN:
            self.open = ()
            self.hide()
            return
        answers = {check.id: answer_to(file.claim, check) for check in file.warnings}
        unanswered = tuple(check for check in file.warnings if not answers[check.id])
        self.open = (*file.blocks, *unanswered)
        for check in self.open:
            self._put_check(check)
        for check in file.warnings:
            if answers[check.id]:
                text = f"{check.text} Answered: {answers[check.id]}"
                self.say(text, face=Face.CAPTION, tone=Role.MUTED)
        self.setVisible(bool(file.blocks or file.warnings))

    def take_focus(self) -> None:
        """Put the focus on the first way to mend or answer something."""
        ways = self.frame.findChildren(QPushButton)
        if ways:
            ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_check(self, check: ClaimCheck) -> None:
        role = Role.BLOCKS if check.blocks else Role.WARNS
        badge = pill("Blocks" if check.blocks else "Look", role, self.frame)
        self.put_row(badge, words(check.text, self.frame), *self._way(check))

    def _way(self, check: ClaimCheck) -> tuple[QWidget, ...]:
        """How it is mended or answered, where it can be from here."""
        if not check.blocks:
            name = f"answer:{check.id}"
            answer = link(
                "Answer…", name, lambda: self.answer_wished.emit(check), self.frame, check.text
            )
            return (*self._way_to_line(check), answer)
        if not check.note:
            return ()
        name = f"mend:{check.id}"
        note = check.note
        return (
            link(
                "Open the note",
                name,
                lambda: self.note_requested.emit(note),
                self.frame,
                check.text,
            ),
        )

    def _way_to_line(self, check: ClaimCheck) -> tuple[QWidget, ...]:
        if not check.line:
            return ()
        name = f"type:{check.id}"
        return (
            link(
                "Type it in", name, lambda: self.fee_wished.emit(check.line), self.frame, check.text
            ),
        )
