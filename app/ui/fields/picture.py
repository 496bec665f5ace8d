"""An icon standing by itself in a form or panel, in the colors of the theme in force."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.icons import SIZE, Icons
from app.ui.theme import Role


class Picture(QWidget):
    """Draws one icon at each painting, so that it follows theme and screen."""

    def __init__(
        self, icons: Icons, name: str, role: Role, parent: QWidget, *, size: int = SIZE
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._name = name
        self._role = role
        self._size = size
        self.setFixedSize(size, size)

    def show_icon(self, name: str, role: Role) -> None:
        """Draw another icon from now on."""
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The size of the icon."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Draw the icon for the screen it is on."""
        ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._icons.pixmap(self._name, self._role, self._size, ratio))
        painter.end()
