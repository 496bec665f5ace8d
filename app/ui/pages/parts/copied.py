"""What was copied out of a practice: it goes from the clipboard when the practice is closed."""

from PySide6.QtCore import QObject

from app.ui import clipboard


class Copied(QObject):
    """Copying is the user's act; a locked screen should not hold what was copied."""

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        clipboard.put(text)

    def forget(self) -> None:
        """Clear the clipboard if a text copied here, by whichever button, is still on it."""
        clipboard.take_off()
