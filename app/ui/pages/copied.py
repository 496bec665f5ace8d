"""What was copied out of a practice: kept in mind, so that it goes when the practice is closed."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication


class Copied(QObject):
    """The last text copied here. Copying is the user's act; a locked screen should not hold it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        self._text = text
        QGuiApplication.clipboard().setText(text)

    def forget(self) -> None:
        """Clear the clipboard if the last text copied here is still on it."""
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
