"""A text of sentences that can be read, walked and pointed at one by one; it cannot be changed.

The narrative panel shows the narrative in one and what was left out in another.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from app.ui.theme import Appearance, Role

_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_ON = {Qt.Key.Key_Right, Qt.Key.Key_Down}


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence: where it stands in the text, and the answer paths it is made of."""

    start: int
    end: int
    paths: tuple[str, ...]


class SentenceView(QPlainTextEdit):
    """Arrow keys go from sentence to sentence; Enter goes to a sentence's first field.

    `words_of` names the fields of a sentence.
    """

    pointed = Signal(object)  # Span under the pointer, or None
    chosen = Signal(object)  # Span, by click or key
    entered = Signal(object)  # Span, by Enter

    def __init__(
        self, appearance: Appearance, words_of: Callable[[Span], str], name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._words_of = words_of
        self._text = ""
        self._spans: tuple[Span, ...] = ()
        self._starts: list[int] = []
        self._pointed: Span | None = None
        self._current: int | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)

    @property
    def current(self) -> Span | None:
        """The sentence chosen last, while it is there."""
        return self._spans[self._current] if self._current is not None else None

    def show_text(self, text: str, spans: Sequence[Span]) -> None:
        """Show another text; place and chosen sentence stay where they can."""
        if text == self._text and tuple(spans) == self._spans:
            return
        before = self.current
        self._spans = tuple(spans)
        self._starts = [_units(text, span.start) for span in self._spans]
        self._write(text)
        self._pointed = None
        paths = [span.paths for span in self._spans]
        self._current = paths.index(before.paths) if before and before.paths in paths else None
        scroll = self.verticalScrollBar().value()
        self._select()
        self.verticalScrollBar().setValue(scroll)  # the reader stays where he is
        self._paint_pointed()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows, Home and End choose a sentence, Enter goes to its field."""
        key, last = Qt.Key(event.key()), len(self._spans) - 1
        if event.modifiers() or last < 0:
            super().keyPressEvent(event)
        elif key in _ON:
            self._choose(0 if self._current is None else min(last, self._current + 1))
        elif key in _BACK:
            self._choose(last if self._current is None else max(0, self._current - 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.entered.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Come in by Tab at the sentence chosen last, or the first."""
        super().focusInEvent(event)
        by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if by_key and self._spans:
            self._choose(self._current or 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Light up the sentence under the pointer."""
        super().mouseMoveEvent(event)
        self._point(self._span_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._point(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the sentence that was clicked; dragging selects text as usual."""
        super().mouseReleaseEvent(event)
        span = self._span_at(event.position().toPoint())
        if span is not None and not self.textCursor().hasSelection():
            self._choose(self._spans.index(span))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Name the fields of the sentence under a resting pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            span = self._span_at(event.pos())
            QToolTip.showText(event.globalPos(), self._words_of(span) if span else "", self)
            return True
        return super().viewportEvent(event)

    def _write(self, text: str) -> None:
        """Put in only what is different, so that nothing else is laid out or scrolled."""
        old, self._text = self._text, text
        start = _same_letters(old, text)
        tail = _same_letters(old[start:][::-1], text[start:][::-1])
        cursor = self._cursor_over(old, start, len(old) - tail)
        cursor.insertText(text[start : len(text) - tail])

    def _cursor_over(self, text: str, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(text, start))
        cursor.setPosition(_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _choose(self, at: int) -> None:
        self._current = at
        self._select()
        span = self._spans[at]
        words = self._words_of(span)
        self.setAccessibleDescription(words)
        text = self._text[span.start : span.end]
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{text} {words}"))
        self.chosen.emit(span)

    def _select(self) -> None:
        span = self.current
        if span is not None:
            self.setTextCursor(self._cursor_over(self._text, span.start, span.end))
        elif self.textCursor().hasSelection():
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _point(self, span: Span | None) -> None:
        if span is not self._pointed:
            self._pointed = span
            self._paint_pointed()
            self.pointed.emit(span)

    def _paint_pointed(self) -> None:
        selections = []
        if self._pointed is not None:
            light = QTextEdit.ExtraSelection()
            cursor = self._cursor_over(self._text, self._pointed.start, self._pointed.end)
            look = QTextCharFormat()
            look.setBackground(self._appearance.theme.color(Role.ACCENT_SOFT))
            light.cursor, light.format = cursor, look
            selections.append(light)
        self.setExtraSelections(selections)

    def _span_at(self, place: QPoint) -> Span | None:
        position = self.cursorForPosition(place).position()
        at = bisect_right(self._starts, position) - 1
        if at < 0 or position > _units(self._text, self._spans[at].end):
            return None
        return self._spans[at]


def _same_letters(one: str, other: str) -> int:
    """How many letters both begin with, found by halves: slices compare faster than letters."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _units(text: str, at: int) -> int:
    """A place in the text as Qt counts it: rare letters beyond U+FFFF take two units there."""
    before = text[:at]
    return at if before.isascii() else len(before.encode("utf-16-le")) // 2
