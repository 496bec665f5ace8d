"""The bar at the top of a page: a title, a line below it, what can be done, close."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.ui.fields.cut_label import CutLabel
from app.ui.icons import Icons
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress


class PageHead(QFrame):
    """Long titles are cut, their whole text is in the tooltip."""

    close_wished = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, surface="panel")
        self._title = CutLabel("", self)
        dress(self._title, face=Face.TITLE)
        # A name in Arabic stands where every other name stands.
        self._title.setAlignment(
            Qt.AlignmentFlag.AlignLeft
            | Qt.AlignmentFlag.AlignAbsolute
            | Qt.AlignmentFlag.AlignVCenter
        )
        self._below = CutLabel("", self)
        dress(self._below, face=Face.CAPTION, tone=Role.MUTED)
        close = QToolButton(self)
        close.setToolTip("Close (Esc); what is typed is saved")
        close.setAccessibleName("Close")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.put(close, "x")
        close.clicked.connect(self.close_wished)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._below)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._row.setSpacing(Space.S)
        self._row.addLayout(words, 1)
        self._row.addWidget(close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._row)

    @property
    def title(self) -> str:
        """What the page shows."""
        return self._title.full_text

    def show_title(self, title: str, below: str = "") -> None:
        """Name what the page shows."""
        self._title.show_text(title)
        self._below.show_text(below)
        self._below.setVisible(bool(below))

    def add_before_close(self, widget: QWidget) -> None:
        """Put something at the right, before the way to close."""
        self._row.insertWidget(self._row.count() - 1, widget)
        order_as_laid_out(self)

    def add_after_title(self, widget: QWidget) -> None:
        """Put something at the right, before everything else there."""
        self._row.insertWidget(1, widget)
        order_as_laid_out(self)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the title: the tabs of a page."""
        below = QHBoxLayout()
        below.setContentsMargins(Space.XS, 0, 0, 0)
        below.addWidget(widget, 1)
        self._column.addLayout(below)
        order_as_laid_out(self)
