"""A list that drops down, for pages that scroll; the pages of packs, imports and claim data use it.

Qt's own takes the wheel as a choice: scrolling past it would change a channel or a column unseen.
"""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class DropDown(QComboBox):
    """A combo box that leaves the wheel to the page around it; keys and clicks choose."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Let the page scroll."""
        event.ignore()
