"""The pages of the main window, one shown at a time, in a room that scrolls on a low screen.

A window of 910 x 430 logical pixels (a screen of 1366 x 768 at 150 %) with a banner or two leaves
some pages less height than their parts need; they keep it, and the room scrolls.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class Pages(QStackedWidget):
    """`room` is what the window shows: it scrolls what the page shown has no room for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = QScrollArea(parent)
        self.room.setWidget(self)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is followed
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the page shown needs; Qt would ask for what the largest one does."""
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:  # noqa: ARG002, N802 - Qt's signature
        """The same: the room is to scroll what a page needs, not what it would like to have."""
        return self.minimumSizeHint().height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No more than is needed."""
        return self.minimumSizeHint()
