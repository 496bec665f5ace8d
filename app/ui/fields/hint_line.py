"""The one line under a field: a hint, how typed text is understood, or what is wrong with it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import Face, Role, dress


class HintLine(QLabel):
    """Always one line high, so that nothing moves when it speaks; what is cut is in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        dress(self, face=Face.CAPTION, tone=Role.MUTED)

    @property
    def full_text(self) -> str:
        """The whole sentence, also when it does not fit."""
        return self._full

    def say(self, text: str, tone: Role = Role.MUTED) -> None:
        """Show a sentence in a tone of the theme; empty shows nothing."""
        self._full = text
        dress(self, tone=tone)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line of the caption face, whether there is text or not."""
        self.ensurePolished()
        return QSize(0, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the hint, as narrow as need be."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut the sentence to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Cut again when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")
