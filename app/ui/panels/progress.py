"""The head of "Still needed": how far the note is, in all and for each purpose, or it is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.guides.guide import Purpose
from app.rules.state import Evaluation
from app.ui.fields.flow import FlowLayout
from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.models.item_words import PURPOSE_WORDS
from app.ui.theme import Face, Role, Space, dress
from app.ui.voice import Voice

_REST = 1_500
"""Milliseconds without a keystroke before the count is told to who does not see it."""


class Progress(QWidget):
    """Title, how many items are open, a bar, and a percentage for each purpose that asks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.voice = Voice(self, _REST)
        self._was_open: int | None = None
        title = QLabel("Still needed", self)
        dress(title, face=Face.LEAD)
        self._count = QLabel(self)
        self._percent = QLabel(self)
        dress(self._percent, face=Face.LEAD)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._percent)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Complete")
        self._purposes = {
            purpose: _PurposePart(word, self) for purpose, word in PURPOSE_WORDS.items()
        }
        parts = QWidget(self)
        flow = FlowLayout(parts, Space.M)
        for part in self._purposes.values():
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(parts)

    def show_state(self, state: Evaluation) -> None:
        """Show what the rules found."""
        total = state.total
        still_open, percent = total.open(), total.percent()
        if self._was_open not in (None, still_open):
            self.voice.tell(f"{still_open} still needed" if still_open else "Nothing is missing")
        self._was_open = still_open
        self._count.setText(str(still_open))
        self._count.setAccessibleName(f"{still_open} still needed")
        dress(self._count, pill=Role.NEEDED if still_open else Role.DONE)
        self._percent.setText(f"{percent}%")
        if self._bar.value() != percent:
            self._bar.setValue(percent)
        if self._bar.property("complete") != (still_open == 0):
            self._bar.setProperty("complete", still_open == 0)
            self._bar.style().unpolish(self._bar)
            self._bar.style().polish(self._bar)
        for purpose, part in self._purposes.items():
            part.show_part(total.asked(purpose), total.percent(purpose))


class _PurposePart(QWidget):
    """What the facts are needed for, and how far that is."""

    def __init__(self, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = word
        name = QLabel(word, self)
        dress(name, face=Face.CAPTION, tone=Role.MUTED)
        self._percent = QLabel(self)
        dress(self._percent, face=Face.CAPTION)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(name)
        row.addWidget(self._percent)

    def show_part(self, asked: int, percent: int) -> None:
        """Show the percentage; hide the part when nothing is asked for this purpose."""
        self._percent.setText(f"{percent}%")
        self._percent.setAccessibleName(f"{self._word} {percent} percent")
        dress(self._percent, tone=Role.DONE if percent == 100 else Role.TEXT)
        self.setVisible(asked > 0)


class NothingMissing(QFrame):
    """Says that nothing is missing and what to do next; hidden while something is.

    Of a note that cannot be sent it says why, whatever is missing.
    """

    next_step_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark = Picture(icons, "circle-check", Role.DONE, self, size=20)
        self._title = QLabel(self)
        dress(self._title, face=Face.LABEL)
        self._next = QLabel(self)
        self._next.setWordWrap(True)
        self._button = QPushButton(self)
        self._button.clicked.connect(self.next_step_requested)
        dress(self._button, kind="primary")
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._title)
        words.addWidget(self._next)
        words.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.S)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_state(self, state: Evaluation, *, signed: bool, why_not: str = "") -> None:
        """Show the next step when nothing is open, or `why_not` the note can be sent."""
        done = state.total.open() == 0
        if why_not:
            self._look("Cannot be sent", "octagon-alert", Role.BLOCKS)
            self._offer(why_not, "")
        elif done:
            self._look("Nothing is missing", "circle-check", Role.DONE)
            self._offer(*_next_step(state, signed=signed))
        self.setVisible(done or bool(why_not))

    def _look(self, title: str, icon: str, role: Role) -> None:
        self._title.setText(title)
        self._mark.show_icon(icon, role)
        dress(self, surface=role.value)

    def _offer(self, text: str, button: str) -> None:
        self._next.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))


def _next_step(state: Evaluation, *, signed: bool) -> tuple[str, str]:
    """What to do when nothing is missing, and the words of its button, if it has one."""
    if not signed:
        return "Read the note once more, then sign it.", "Sign the note"
    if state.total.asked(Purpose.CLAIM) > 0:
        return "The note is signed. Send the attachment with the claim.", "Pack…"
    return "The note is signed and stays in the chart.", ""
