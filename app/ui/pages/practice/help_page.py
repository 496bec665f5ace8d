"""The help page: what a note is, in few words, and every shortcut out of the table of actions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.actions import ACTIONS, Do, keys_words
from app.ui.theme import Face, Role, Space, dress

_WIDEST = 880

_ABOUT = (
    (
        "A note",
        "is the record for one patient, code and date of service. It saves itself as you type.",
    ),
    (
        "Still needed",
        "says what is missing, why, and who asks for it. Enter on an item goes to its field.",
    ),
    (
        "Warnings",
        "can be answered with a reason. The reason is kept with the note.",
    ),
    (
        "Chart only",
        "takes away everything that only a claim needs. The note can still be complete.",
    ),
    (
        "Signed",
        "notes never change. A continuation, a correction or a void is added below, and signed.",
    ),
    (
        "A claim",
        (
            "is begun from its note (Ctrl+B). Its one button is the next step, also by Ctrl+Enter"
            " from every field of its page; More has the rest."
        ),
    ),
    (
        "Work",
        (
            "has what there is to do, the overdue first. Alt+P puts a claim off, Alt+T takes it"
            " over, Alt+F says that you followed it up, Ctrl+Z undoes the last of these."
        ),
    ),
    (
        "An appeal",
        (
            "quotes the signed note: Space ticks a passage. Ctrl+Enter does the next step, Ctrl+S"
            " keeps what is written; after a pause, and on leaving, it is kept by itself."
        ),
    ),
    (
        "An EOB",
        (
            "is typed cell by cell: Enter goes on, past an adjustment that is not there too;"
            " Ctrl+Enter posts. In remittances Enter posts to the claim chosen, Ctrl+Backspace says"
            " “not ours”, Ctrl+Shift+F looks for another claim."
        ),
    ),
    (
        "A field",
        (
            "that has no answer is closed with its reason by Ctrl+. (full stop). Delete clears a"
            " choice, Ctrl+Z brings it back."
        ),
    ),
    (
        "Records",
        ("of patients, practice and staff mark what they lack: F8 goes there."),
    ),
    (
        "Tabs",
        (
            "of the practice, of packs, remittances and claim data are turned by Ctrl+Page Down or"
            " Ctrl+Tab, and back by Ctrl+Page Up or Ctrl+Shift+Tab."
        ),
    ),
    (
        "Without a mouse",
        (
            "Tab goes through a page as you read it and comes round; the blue ring is where you"
            " are. Arrows move in lists and among choices, Escape leads back, Alt+F8 shows a"
            " password."
        ),
    ),
    (
        "Screen readers",
        (
            "hear what each field still needs and what is wrong with it, and in a pause how much"
            " is still needed. High contrast of the system is followed."
        ),
    ),
    (
        "Dates and times",
        "are read as you type them: t for today, t-3, 11/3, 1430, 2:30p.",
    ),
)


class HelpPage(QScrollArea):
    """Read with the arrow keys; Escape asks for what was there before."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Help")
        dress(self, surface="reading")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        content = QWidget(self)
        middle = QWidget(content)
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        title = QLabel("Help", middle)
        dress(title, face=Face.DISPLAY)
        column.addWidget(title)
        column.addWidget(self._card("How it works", _ABOUT, middle))
        always = [do for do, spec in ACTIONS.items() if spec.keys and not spec.for_note]
        in_note = [do for do, spec in ACTIONS.items() if spec.keys and spec.for_note]
        keys = QHBoxLayout()
        keys.setSpacing(Space.M)
        keys.addWidget(self._keys_card("Everywhere", always, middle))
        keys.addWidget(self._keys_card("In a note", in_note, middle))
        column.addLayout(keys)
        column.addStretch(1)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(middle, 1)
        row.addStretch(0)
        self.setWidget(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes; the rest scrolls."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _card(self, title: str, parts: tuple[tuple[str, str], ...], parent: QWidget) -> QFrame:
        card, grid = _empty_card(title, parent)
        for line, (name, words) in enumerate(parts, 1):
            label = QLabel(name, card)
            dress(label, face=Face.LABEL)
            text = QLabel(words, card)
            text.setWordWrap(True)
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, line, 1)
        grid.setColumnStretch(1, 1)
        return card

    def _keys_card(self, title: str, actions: list[Do], parent: QWidget) -> QFrame:
        card, grid = _empty_card(title, parent)
        for line, do in enumerate(actions, 1):
            text = QLabel(ACTIONS[do].text.removesuffix("…"), card)
            keys = QLabel(keys_words(do), card)
            dress(keys, pill=Role.SILENT)
            grid.addWidget(text, line, 0)
            grid.addWidget(keys, line, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(actions) + 1, 1)
        return card


def _empty_card(title: str, parent: QWidget) -> tuple[QFrame, QGridLayout]:
    card = QFrame(parent)
    dress(card, surface="card")
    grid = QGridLayout(card)
    grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.S)
    head = QLabel(title, card)
    dress(head, face=Face.LEAD)
    grid.addWidget(head, 0, 0, 1, 2)
    return card, grid
