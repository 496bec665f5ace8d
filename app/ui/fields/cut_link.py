"""A link of one line that is cut where the room ends; what it says stands whole in the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.theme import dress

_LEAST = 60
"""Logical pixels that are always left of it."""

_EDGES = 8
"""Frame and padding of a link at both sides, as the theme has them."""

_SLACK = 4
"""Logical pixels against widths that are rounded down: a text that fits is never cut."""


class CutLink(QPushButton):
    """As wide as its words, or as there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._full = ""
        dress(self, kind="link")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def full_text(self) -> str:
        """The whole text, also when it does not fit."""
        return self._full

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the whole text."""
        self.ensurePolished()
        edges = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self._shown())
        width = self.fontMetrics().horizontalAdvance(self._full) + edges + _SLACK
        return QSize(max(_LEAST, width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as need be."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _shown(self) -> str:
        return self.text().replace("&&", "&")

    def _fit(self) -> None:
        room = max(self.width(), _LEAST) - _EDGES
        cut = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideMiddle, room)
        self.setText(cut.replace("&", "&&"))
