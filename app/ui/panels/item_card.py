"""An open item in full: what to do, why, who asks, what it is needed for, and how to answer it.

The completeness panel shows one in the place of the selected row.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.guides.guide import Severity
from app.domain.notes.note import Reason
from app.rules.open_item import OpenItem
from app.ui.fields.mark import SIZE
from app.ui.fields.picture import Picture
from app.ui.fields.reason_line import ReasonLine
from app.ui.icons import Icons
from app.ui.models.item_words import day_words, needed_words, source_words
from app.ui.models.open_items import ItemRow, RowKind
from app.ui.panels.item_delegate import item_look
from app.ui.theme import Face, Role, Space, dress

_BORDER = 2  # of the focus, which the stylesheet always leaves room for


class ItemCard(QFrame):
    """One row opened. Signals come from the user alone.

    `before` is the reason last given to this warning with the same payer; empty when there is none.
    """

    go = Signal()
    reason_given = Signal(str)
    taken_back = Signal()

    def __init__(
        self,
        row: ItemRow,
        icons: Icons,
        name_of: Callable[[str], str],
        *,
        before: str,
        read_only: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        assert row.item is not None, "only rows with an item are opened"
        self._read_only = read_only
        self._name_of = name_of
        self._before = before
        self.reason_line: ReasonLine | None = None
        name, role = item_look(row)
        dress(self, surface=role.value, state="current")
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.XS)
        mark = Picture(icons, name, role, self, size=SIZE)
        whole = QHBoxLayout(self)
        inner = Space.S - _BORDER
        whole.setContentsMargins(inner, inner, inner, inner)
        whole.setSpacing(Space.S)
        whole.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._column, 1)
        self._tell(row, row.item)
        if row.kind is RowKind.ANSWERED and row.reason:
            self._show_reason(row.reason)
        elif row.item.severity is Severity.WARNS and not read_only:
            self._ask_reason(row.item)
        self._add_go()

    def show_focus(self, focused: bool) -> None:
        """Show whether the list whose selected row this is has the focus."""
        dress(self, state="focused" if focused else "current")

    def height_at(self, width: int) -> int:
        """How high the card is when it is that wide."""
        self.ensurePolished()
        return self.heightForWidth(width)

    def _tell(self, row: ItemRow, item: OpenItem) -> None:
        self._add(row.where, Face.CAPTION, Role.MUTED)
        self._add(item.say, Face.LABEL)
        self._add(item.because, Face.BODY)
        self._add(source_words(item.source), Face.CAPTION, Role.MUTED)
        self._add(needed_words(item), Face.CAPTION, Role.MUTED)

    def _show_reason(self, reason: Reason) -> None:
        self._add(f"Reason: {reason.text}", Face.BODY)
        by = f"{self._name_of(reason.by)}, {day_words(reason.at.astimezone().date())}"
        self._add(by, Face.CAPTION, Role.MUTED)
        if not self._read_only:
            back = QPushButton("Take back", self)
            back.clicked.connect(self.taken_back)
            dress(back, kind="link")
            self._column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask_reason(self, item: OpenItem) -> None:
        self.reason_line = ReasonLine(item.say, self)
        self.reason_line.given.connect(self.reason_given)
        self._column.addWidget(self.reason_line)
        if self._before:
            self._add(f"Last time with this payer: {self._before}", Face.CAPTION)
            again = QPushButton("Give this reason again", self)
            again.clicked.connect(lambda: self.reason_given.emit(self._before))
            dress(again, kind="link")
            self._column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_go(self) -> None:
        go = QPushButton("Go to the field", self)
        go.clicked.connect(self.go)
        dress(go, kind="link")
        self._column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, text: str, face: Face, tone: Role = Role.TEXT) -> None:
        if text:
            label = QLabel(text, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            dress(label, face=face, tone=tone)
            self._column.addWidget(label)
