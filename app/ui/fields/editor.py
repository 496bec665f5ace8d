"""The frame around every field: label, mark, control, closings, suggestion and one line of hint.

Forms and tables hold `FieldEditor`s made by `kinds.make_editor`; the binder listens to `edited` and
`settled` and answers with `set_value` and `mark`.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.guides.answers import Answer, NotGiven, Unreadable
from app.domain.guides.guide import Field, FieldKind, Severity
from app.domain.guides.showing import show_answer
from app.rules.open_item import OpenItem
from app.ui.fields.closing import ClosingButton
from app.ui.fields.control import Control, Raw
from app.ui.fields.hint_line import HintLine
from app.ui.fields.late_mark import LateMark
from app.ui.fields.mark import SIZE as GUTTER
from app.ui.fields.mark import Mark, gravest, words_for
from app.ui.fields.suggestion import FROM_ANSWERS, FROM_RECORDS, Suggestion
from app.ui.fields.support import EditorSupport
from app.ui.theme import Face, Role, Space, dress

# Focus that goes to a menu, a pop-up or another program comes back: the user has not left.
_PASSING = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
}
_UNDO_KEYS = {"Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"}
_CLOSING_KEY = "Ctrl+."
_EXAMPLE = "Example:"


def is_undo_key(event: QKeyEvent) -> bool:
    """Whether the keys mean undo or redo on some platform; they are the window's, not a field's."""
    keys = QKeySequence.StandardKey
    return (
        event.matches(keys.Undo)
        or event.matches(keys.Redo)
        or QKeySequence(event.keyCombination()).toString() in _UNDO_KEYS
    )


def split_help(text: str) -> tuple[str, str]:
    """Part a field's help into the hint and the example that follows "Example:"."""
    hint, _, example = text.partition(_EXAMPLE)
    return hint.strip(), example.strip()


class FieldEditor(QWidget):
    """One field of a form.

    `edited` comes from the user alone, at every keystroke. While the user types, `set_value` leaves
    the text as it stands if it comes as the answer to `edited`; any other call (undo, a default, a
    row taken back) shows at once. `settled` asks the owner to call `set_value` with the answer as
    it was read, so that `t-3` becomes a date when the user goes on.
    """

    edited = Signal(str, object)  # answer path; text still to be read, an Answer, or None
    settled = Signal(str)  # answer path

    def __init__(
        self, field: Field, path: str, support: EditorSupport, control: Control, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.path = path
        self._control = control
        self.leave_out = control.leave_out  # a choice that another field holds
        self._items: Sequence[OpenItem] = ()
        self._answer: Answer | None = None
        self._read_only = False
        self._note = ""
        self._unreadable = ""
        self._has_focus = False
        self._answering = False  # inside the call stack of `edited`
        self._hint, example = split_help(field.help)
        control.setParent(self)
        control.set_example(example)
        self._mark = Mark(support.icons, self)
        self._late = LateMark(self)
        self._label = QLabel(field.label.replace("&", "&&"), self)
        self._closing = (
            ClosingButton(field.closings, support.icons, self) if field.closings else None
        )
        said = FROM_ANSWERS if field.kind is FieldKind.LONG_TEXT else FROM_RECORDS
        self._suggestion = (
            Suggestion(lambda: support.suggest(path), self, said) if field.suggests else None
        )
        self.line = HintLine(self)
        self._lay_out()
        self._connect()
        self._describe()

    @property
    def narrow(self) -> bool:
        """Whether half a column is wide enough, so that two of these may stand side by side."""
        return self._control.narrow

    def focus_widget(self) -> QWidget:
        """The widget that gets the focus when somebody jumps to this field."""
        return self._control.entrance()

    def set_value(self, answer: Answer | None) -> None:
        """Show an answer; emits nothing."""
        if self._answering and self._control.typed:
            return
        self._unreadable = answer.why if isinstance(answer, Unreadable) else ""
        self._note = ""
        self._answer = answer
        self._show_answer()
        if self._suggestion:
            self._suggestion.show_current(show_answer(answer))
        if self._closing:
            self._closing.show_closing(answer.kind if isinstance(answer, NotGiven) else None)
        self._show_state()
        self._speak()

    def mark(self, items: Sequence[OpenItem]) -> None:
        """Show the open items of this field."""
        if items == self._items:
            return
        self._items = items
        self._mark.show_items(items)
        self._describe()
        self._speak()

    def show_late(self, words: str) -> None:
        """Mark the answer as entered late: by whom, when and why; not when `words` are empty."""
        if words != self._late.words:
            self._late.show_words(words)
            self._describe()

    def set_read_only(self, read_only: bool) -> None:
        """Let the answer be read and copied, but not changed: a signed note."""
        self._read_only = read_only
        self._control.set_read_only(read_only)
        self._show_answer()
        if self._closing:
            self._closing.set_read_only(read_only)
        if self._suggestion:
            self._suggestion.set_read_only(read_only)

    def refresh_suggestion(self) -> None:
        """Build the suggested text again, because an answer it is built from changed."""
        if self._suggestion:
            self._suggestion.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Watch the focus, and pass undo on to the window, whose undo is the whole form's."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._on_entered()
        elif kind == QEvent.Type.FocusOut:
            assert isinstance(event, QFocusEvent)
            self._on_focus_out(event.reason())
        elif kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            assert isinstance(event, QKeyEvent)
            if is_undo_key(event):
                event.ignore()
                return True
            if self._closing and QKeySequence(event.keyCombination()).toString() == _CLOSING_KEY:
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self._closing.use()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        dress(self._label, face=Face.LABEL)
        self._label.setWordWrap(True)
        self._label.setBuddy(self.focus_widget())
        head = QHBoxLayout()
        head.addStrut(self._head_height())
        head.setSpacing(Space.S)
        head.addWidget(self._label, 1)
        head.addWidget(self._late)
        if self._closing:
            head.addWidget(self._closing, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(Space.XS)
        column.addWidget(self._control)
        if self._suggestion:
            column.addWidget(self._suggestion)
        column.addSpacing(2)
        column.addWidget(self.line)
        gutter = QVBoxLayout()
        # The mark stands in the middle of the label's first line.
        gutter.setContentsMargins(0, max(0, (self._head_height() - GUTTER) // 2), 0, 0)
        gutter.addWidget(self._mark)
        gutter.addStretch()
        whole = QHBoxLayout(self)
        # What the line says stands nearer to its own field than to the next.
        whole.setContentsMargins(0, 0, 0, Space.XS)
        whole.setSpacing(Space.XS)
        whole.addLayout(gutter)
        whole.addLayout(column, 1)

    def _head_height(self) -> int:
        """The same with a closing as without, so that controls side by side stand on one line."""
        label = self._label.fontMetrics().height() + Space.XS
        return max(label, self._closing.sizeHint().height() if self._closing else 0)

    def _connect(self) -> None:
        self._control.sent.connect(self._on_sent)
        self._control.finished.connect(self._on_finished)
        self._control.noted.connect(self._on_noted)
        self._control.refused.connect(self._on_refused)
        self._control.rebuilt.connect(self._watch_stops)
        self._watch_stops()
        if self._closing:
            # Tab passes it by, or what is typed next would be lost on it; its key is the field's.
            self._closing.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._closing.picked.connect(self._on_finished)
            self._closing.installEventFilter(self)
        if self._suggestion:
            self._suggestion.taken.connect(self._on_finished)
            for button in self._suggestion.stops():
                button.installEventFilter(self)

    def _watch_stops(self) -> None:
        for stop in self._control.stops():
            stop.installEventFilter(self)

    def _on_sent(self, raw: Raw) -> None:
        self._note = ""
        self._unreadable = ""
        if self._closing:
            self._closing.show_closing(None)
        self._answering = True
        try:
            self.edited.emit(self.path, raw)
        finally:
            self._answering = False
        self._show_state()
        self._speak()

    def _on_finished(self, raw: Raw) -> None:
        self.edited.emit(self.path, raw)
        self.settled.emit(self.path)

    def _on_noted(self, note: str) -> None:
        self._note = note
        self._speak()

    def _on_refused(self, why: str) -> None:
        self._unreadable = why
        self._speak()

    def _on_entered(self) -> None:
        self._has_focus = True
        self.refresh_suggestion()
        self._speak()

    def _on_focus_out(self, reason: Qt.FocusReason) -> None:
        now = QApplication.focusWidget()
        if reason in _PASSING or (now is not None and self.isAncestorOf(now)):
            return
        self._has_focus = False
        self._note = ""
        self._control.on_left()
        left_behind = self._note  # what the control says on leaving outlasts showing the answer
        self.settled.emit(self.path)
        self._note = left_behind
        self._speak()

    def _show_answer(self) -> None:
        self._control.show_answer(self._answer)
        if self._read_only and self._answer is None:
            _take_examples_away(self._control)

    def _show_state(self) -> None:
        state = "unreadable" if self._unreadable else ""
        if (self.focus_widget().property("state") or "") != state:
            self._describe()
        dress(self.focus_widget(), state=state)

    def _speak(self) -> None:
        """Say the one thing that matters most now."""
        worst = gravest(self._items)
        if self._unreadable:
            self.line.say(self._unreadable, Role.BLOCKS)
        elif self._note:
            self.line.say(self._note)
        elif worst and worst.severity in (Severity.BLOCKS, Severity.WARNS):
            self.line.say(worst.say, Role(worst.severity.value))
        else:
            self.line.say(self._hint if self._has_focus else "")

    def _describe(self) -> None:
        parts = (self._unreadable, self.field.help, words_for(self._items), self._late.words)
        description = "\n".join(part for part in parts if part)
        self._control.describe(self.field.label, description)
        self._label.setToolTip(description)
        if self._closing:
            self._closing.setAccessibleName(f"{self.field.label}: no answer")


def _take_examples_away(control: Control) -> None:
    """Where nothing can be typed any more, an example would read like an answer."""
    for line in control.findChildren(QLineEdit):
        line.setPlaceholderText("")
    for text in control.findChildren(QPlainTextEdit):
        text.setPlaceholderText("")
