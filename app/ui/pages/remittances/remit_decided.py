"""What somebody decided about answers out of payment files, and the way to take a decision back.

The remittance page has one. What was posted without asking is taken back on its claim.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import Failure, StaleRecord
from app.log import Event
from app.services.office.billing_room import BillingRoom
from app.services.remittances.remit_waiting import Decided
from app.ui.page_tools import PageTools
from app.ui.pages.claims.taking_back import ask_back_decided
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.row_table import RowTable
from app.ui.pages.remittances.remit_rows import DECIDED, ColumnsModel
from app.ui.theme import Role, Space, dress

_ROW_HEIGHT = 40
_NONE = "Nobody has decided about an answer yet."
_UNASKED = "What was posted without asking is taken back on its claim, beside the payer’s answer."
_STALE = "This was taken back already, or its claim was changed just now. Look at the list again."
_AGAIN = "Taken back. It waits again under “To match”."


class RemitDecided(QWidget):
    """`taken_back` whenever a decision is open again."""

    taken_back = Signal()
    claim_requested = Signal(str)  # claim id

    def __init__(self, room: BillingRoom, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self._tools = tools
        self._is_busy = False
        self.notice = Notice(tools.icons, self)
        self._rows = ColumnsModel(DECIDED, self)
        self.table = RowTable(self._rows, "Decided answers", _ROW_HEIGHT, self)
        self._none = QLabel(_NONE, self)
        self.back = QPushButton(" Take back…", self)
        self.claim = QPushButton("Show the claim", self)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._show_line(now.row())
        )
        self.table.opened.connect(lambda _line: self._go_to_claim())
        self.back.clicked.connect(lambda _checked: self.take_back())
        self.claim.clicked.connect(lambda _checked: self._go_to_claim())
        shortcut = QShortcut(QKeySequence("Ctrl+Backspace"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.take_back)

    def show_decided(self, rows: Sequence[Decided]) -> None:
        """Show these; the line looked at stays."""
        line = max(0, self.table.currentIndex().row())
        self._rows.put(rows)
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)
        if rows:
            self.table.selectRow(min(line, len(rows) - 1))
        self._show_line(self.table.currentIndex().row())

    def take_focus(self) -> bool:
        """Put the focus on the list; whether there is one."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._rows.rows)

    def take_back(self) -> None:
        """Take back what is chosen; what was posted asks why first."""
        row = self._chosen()
        if row is None or self._is_busy:
            return
        waiting = row.waiting.id
        if row.waiting.decided == "not_ours":
            desk = self._room.remittances
            self._do(lambda: desk.withdraw(waiting))
            return
        back = self._room.taking_back
        ask_back_decided(
            lambda why: self._do(lambda: back.take_back_decided(waiting, why)),
            self.window(),
            waiting,
        )

    def _do(self, act: Callable[[], object]) -> None:
        self._is_busy = True
        task = self._tools.runner.run(lambda _report: act(), self._on_done, self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_done(self, _kept: object) -> None:
        self._is_busy = False
        self.notice.say(_AGAIN, Role.DONE)
        self.taken_back.emit()

    def _on_failed(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, StaleRecord | ValueError | KeyError):
            self.notice.say(_STALE, Role.WARNS)
            self.taken_back.emit()
            return
        self.notice.say(self._tools.words.of(error, Event.SAVE_FAILED), Role.BLOCKS)
        if not isinstance(error, Failure):
            raise error  # a fault of the program: the excepthook writes it down

    def _chosen(self) -> Decided | None:
        line = self.table.currentIndex().row()
        return self._rows.rows[line] if 0 <= line < len(self._rows.rows) else None

    def _show_line(self, _line: int) -> None:
        row = self._chosen()
        self.back.setEnabled(row is not None)
        self.claim.setEnabled(row is not None and row.claim is not None)

    def _go_to_claim(self) -> None:
        row = self._chosen()
        if row is not None and row.claim is not None:
            self.claim_requested.emit(row.claim.id)

    def _lay_out(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tools.icons.put(self.back, "undo-2", Role.ACCENT)
        self.back.setToolTip("Let it wait again (Ctrl+Backspace)")
        self.claim.setToolTip("Show the claim it was posted to (Enter)")
        for button in (self.back, self.claim):
            dress(button, kind="quiet")
        told = QLabel(_UNASKED, self)
        for label in (told, self._none):
            label.setWordWrap(True)
            dress(label, tone=Role.MUTED)
        acts = QHBoxLayout()
        acts.setSpacing(Space.S)
        acts.addWidget(self.back)
        acts.addWidget(self.claim)
        acts.addWidget(told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(self._none)
        column.addLayout(acts)
        column.addStretch(0)
