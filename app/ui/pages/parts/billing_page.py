"""What the pages of claims, remittances and denials share: head, notice, one scrolling column, Esc.

Each page of billing builds on it; `record_ways` shows them like pages of records.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.form.page import Page
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.page_head import PageHead
from app.ui.theme import Space


class BillingPage(QWidget):
    """Subclasses put their parts into `page.column` and say what `flush` still has to store."""

    closed = Signal()

    def __init__(self, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self.head = PageHead(tools.icons, self)
        self.head.close_wished.connect(self.leave)
        self.notice = Notice(tools.icons, self)
        self.page = Page(tools.appearance, self)
        said = QVBoxLayout()
        said.setContentsMargins(Space.L, Space.S, Space.L, 0)
        said.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(said)
        column.addWidget(self.page, 1)
        self._column = column

    def show_wide(self, body: QWidget) -> None:
        """Show a body as wide as the window in place of the column that reads well."""
        self._column.replaceWidget(self.page, body)
        self._column.setStretchFactor(body, 1)
        self.page.hide()

    @property
    def left_name(self) -> str:
        """Under what it is kept what is typed here and not stored; empty where nothing is."""
        return ""

    def flush(self) -> bool:
        """Store what is typed; whether nothing is left to store."""
        return True

    def put_by(self) -> bool:
        """Store what is typed, or keep it aside, for locking; whether nothing gets lost."""
        return self.flush()

    @property
    def is_away(self) -> bool:
        """Whether it is the server, which was not reached, that what is typed here waits for."""
        return False

    def reread(self) -> None:
        """Show what others saved meanwhile; a page of what is read once shows that."""

    def leave(self) -> None:
        """Store what is typed and close; what cannot be stored keeps the page."""
        if self.flush():
            self.closed.emit()

    def take_focus(self) -> None:
        """Put the focus on the first thing that takes it."""
        self.page.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes, unless a list or a field used it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
