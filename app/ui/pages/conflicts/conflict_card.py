"""One place where two versions differ: both side by side, and the choice between them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.guides.answers import Choice
from app.domain.guides.guide import Option
from app.domain.notes.merging import Side
from app.ui.fields.segments import SegmentsControl
from app.ui.models.conflict_rows import ConflictRow, Version
from app.ui.theme import Face, Role, Space, dress

_SIDES: dict[str, Side] = {"theirs": "theirs", "mine": "mine", "both": "both"}
_LABELS = {"theirs": "Theirs", "mine": "Mine", "both": "Both"}


class ConflictCard(QFrame):
    """`chosen` tells that a side was picked, or the choice taken back."""

    chosen = Signal()

    def __init__(self, row: ConflictRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        dress(self, surface="card")
        label = QLabel(row.label, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        dress(label, face=Face.LEAD)
        self._boxes = {
            "theirs": _VersionBox("Theirs", row.theirs, self),
            "mine": _VersionBox("Mine", row.mine, self),
        }
        sides = [side for side in _SIDES if side != "both" or row.both]
        options = [Option(side, _LABELS[side], help=_help(side, row)) for side in sides]
        self.choice = SegmentsControl(self, options)
        self.choice.describe(f"{row.label}: which holds?", "T for theirs, M for mine, B for both")
        self.choice.sent.connect(self._on_chosen)
        versions = QHBoxLayout()
        versions.setSpacing(Space.M)
        for box in self._boxes.values():
            versions.addWidget(box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(label)
        column.addLayout(versions)
        column.addWidget(self.choice)

    @property
    def side(self) -> Side | None:
        """What was chosen; None while nothing is."""
        return _SIDES.get(self.choice.value)

    def choose(self, side: Side) -> None:
        """Choose a side, as a press on its button does."""
        self.choice.show_answer(Choice(side))
        self._on_chosen()

    def take_focus(self) -> None:
        """Put the focus on the choice."""
        self.choice.entrance().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self) -> None:
        for side, box in self._boxes.items():
            box.show_chosen(chosen=self.side in (side, "both"))
        self.chosen.emit()


class _VersionBox(QFrame):
    """What one side has: whose it is, what it says; framed when it is chosen."""

    def __init__(self, title: str, version: Version, parent: QWidget) -> None:
        super().__init__(parent)
        head = QLabel(f"{title} · {version.entered}" if version.entered else title, self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        dress(head, face=Face.CAPTION, tone=Role.MUTED)
        words = QLabel(version.words, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(head)
        column.addWidget(words)
        column.addStretch(1)
        self.show_chosen(chosen=False)

    def show_chosen(self, *, chosen: bool) -> None:
        """Show whether it will stand."""
        dress(self, surface="accent" if chosen else "sunken")


def _help(side: str, row: ConflictRow) -> str:
    if side == "both":
        return row.both
    return row.theirs.words if side == "theirs" else row.mine.words
