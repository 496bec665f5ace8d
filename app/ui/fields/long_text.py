"""The control for text of several lines; it grows with what it holds."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from app.domain.guides.answers import Answer, NotGiven
from app.domain.guides.showing import CLOSING_WORDS, show_answer
from app.ui.fields.control import Control
from app.ui.fields.line import menu_without_undo

_LEAST_LINES = 3
_MOST_LINES = 14
# Border and padding of the stylesheet above and below the text, and one pixel that Qt keeps free.
_FRAME = 7


class GrowingText(QPlainTextEdit):
    """Plain text as high as its lines, from three to fourteen; tab leaves it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = self.document().documentLayout()
        layout.documentSizeChanged.connect(self._on_size_changed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the text within the limits."""
        # A plain text document measures its height in lines, wrapped ones counted.
        lines = min(max(int(self.document().size().height()), _LEAST_LINES), _MOST_LINES)
        line_height = ceil(QFontMetricsF(self.font()).lineSpacing())  # as Qt lays lines out
        margin = round(2 * self.document().documentMargin()) + _FRAME
        return QSize(super().sizeHint().width(), lines * line_height + margin)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never lower than the text within the limits."""
        return QSize(80, self.sizeHint().height())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer cut, copy and paste."""
        menu = menu_without_undo(self)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _on_size_changed(self, size: QSizeF) -> None:
        policies = Qt.ScrollBarPolicy
        is_full = size.height() > _MOST_LINES
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAsNeeded if is_full else policies.ScrollBarAlwaysOff
        )
        self.updateGeometry()


class LongTextControl(Control):
    """Text of several lines, sent with every keystroke."""

    typed = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._example = ""
        self._text = GrowingText(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._text)
        self._text.textChanged.connect(self._on_changed)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the text; a closed field is empty and says why."""
        closed = isinstance(answer, NotGiven)
        self._text.setPlaceholderText(
            CLOSING_WORDS[answer.kind] if isinstance(answer, NotGiven) else self._example
        )
        text = "" if closed else show_answer(answer)
        if text == self._text.toPlainText():
            return
        cursor = self._text.textCursor()
        caret = cursor.position()
        # textChanged does not tell who changed the text: only the user may be heard.
        self._text.blockSignals(True)
        self._text.setPlainText(text)
        self._text.blockSignals(False)
        cursor = self._text.textCursor()
        cursor.setPosition(min(caret, len(text)))
        self._text.setTextCursor(cursor)
        self._text.updateGeometry()

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be selected and copied only."""
        self._text.setReadOnly(read_only)

    def stops(self) -> Sequence[QWidget]:
        """The text."""
        return (self._text,)

    def set_example(self, example: str) -> None:
        """Show the example where text will be typed."""
        self._example = example
        self._text.setPlaceholderText(example)

    def _on_changed(self) -> None:
        self.sent.emit(self._text.toPlainText() or None)
