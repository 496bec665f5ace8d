"""What the pages of requests and the history share: a head, a body, Esc; nothing to store."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.page_tools import PageTools
from app.ui.pages.parts.page_head import PageHead
from app.ui.theme import Role, Space, dress


class PlainPage(QWidget):
    """Subclasses put their parts into `body`. Esc closes wherever on the page the focus is."""

    closed = Signal()

    def __init__(
        self, tools: PageTools, title: str, below: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tools = tools
        self.head = PageHead(tools.icons, self)
        self.head.show_title(title, below)
        self.head.close_wished.connect(self.closed)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self.body.setSpacing(Space.M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(self.body, 1)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)

    def flush(self) -> bool:
        """Nothing is typed here that would have to be stored."""
        return True

    def add_tool(self, words: str, icon: str) -> QPushButton:
        """A button in the head, before the way to close."""
        button = QPushButton(words, self)
        dress(button, kind="quiet")
        self.tools.icons.put(button, icon, Role.ACCENT)
        self.head.add_before_close(button)
        return button
