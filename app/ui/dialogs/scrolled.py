"""A dialog that is as high as its words need and no higher than the screen: then it scrolls.

Dialogs put it around their column. A screen of 1366 x 768 at 150 % has 464 logical pixels of height
above its taskbar, and some dialogs ask for more.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

_FRAME = 40
"""Logical pixels for the title and the edges that the system draws around a dialog."""

_LOWEST = 160


class Scrolled(QScrollArea):
    """Takes over the layout that a dialog has; `fit` makes the dialog as high as it needs."""

    def __init__(self, column: QLayout, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._column = column
        self._dialog = dialog
        self._needed = 0
        inner = QWidget(self)
        inner.setLayout(column)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it, and it follows them
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(dialog)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)

    def fit(self) -> None:
        """Grow or shrink the dialog to what is shown in it, as far as the screen has room."""
        self._column.activate()
        width = self._dialog.width()
        needed = self._column.totalHeightForWidth(width)
        if needed < 0:  # nothing in it depends on the width
            needed = self._column.totalSizeHint().height()
        room = self._dialog.screen().availableGeometry().height() - _FRAME
        self._needed = needed
        self._dialog.resize(width, min(needed, room))
        self._offer_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Offer the bar where it is needed now."""
        super().resizeEvent(event)
        self._offer_bar()

    def _offer_bar(self) -> None:
        """A bar that was there takes width, words then take more lines, and it would stay."""
        policies = Qt.ScrollBarPolicy
        fits = self.height() >= self._needed
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Fit again when lines come and go."""
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as what stands in it."""
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as what stands in it, and low: the rest scrolls."""
        return QSize(self._column.totalMinimumSize().width(), _LOWEST)
