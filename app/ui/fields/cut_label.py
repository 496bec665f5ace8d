"""A label of one line that is cut where the room ends; the tooltip tells the whole."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class CutLabel(QLabel):
    """Always one line high, so that nothing moves when its text changes."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._full = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    @property
    def full_text(self) -> str:
        """The whole text, also when it does not fit."""
        return self._full

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line, whether there is text or not."""
        self.ensurePolished()
        return QSize(0, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as one line, as narrow as need be."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Cut again when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        cut = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(cut)
        self.setToolTip(self._full if cut != self._full else "")
