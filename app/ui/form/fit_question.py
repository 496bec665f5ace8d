"""One question of the code fit: yes or no, and below a no what follows, answered on the spot.

The workshop makes one for each question; a closer code is a suggestion in words, nothing more.
"""

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.guides.guide import Severity
from app.rules.open_item import OpenItem
from app.ui.draft_bridge import AnsweredWarning
from app.ui.fields.reason_line import ReasonLine
from app.ui.form.binder import Binder
from app.ui.form.focus import order_tab
from app.ui.models.item_words import source_words
from app.ui.theme import Face, Role, Space, dress


class FitQuestion(QWidget):
    """The question's editor, and a notice while its answer speaks against the code."""

    def __init__(self, path: str, binder: Binder, parent: QWidget) -> None:
        super().__init__(parent)
        self._path = path
        self._binder = binder
        self._notice: QWidget | None = None
        self._shown: tuple[tuple[OpenItem | AnsweredWarning, ...], bool] = ((), False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self._editor = binder.make_editor(path, self)
        column.addWidget(self._editor)
        self._column = column
        binder.bind_noted(path, self._refresh)
        self._refresh()

    def entrance(self) -> QWidget:
        """The widget that gets the focus when somebody jumps to the question."""
        return self._editor.focus_widget()

    def _refresh(self) -> None:
        bridge = self._binder.bridge
        items, answered = self._binder.items.at(self._path), bridge.answered_warnings()
        # What warns is told in the notice, in full.
        self._editor.mark([item for item in items if item.severity is not Severity.WARNS])
        shown: tuple[OpenItem | AnsweredWarning, ...] = (
            *(item for item in items if item.severity is Severity.WARNS),
            *(each for each in answered if each.item.path == self._path),
        )
        if (shown, self._binder.read_only) == self._shown:
            return
        self._shown = (shown, self._binder.read_only)
        if self._notice:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        if shown:
            self._notice = self._make_notice(shown[0])
            self._column.addWidget(self._notice)
            self._notice.show()  # now, not when the layout gets to it
            order_tab(self)

    def _make_notice(self, shown: OpenItem | AnsweredWarning) -> QWidget:
        item = shown.item if isinstance(shown, AnsweredWarning) else shown
        notice = QFrame(self)
        dress(notice, surface="silent" if item is not shown else "warns")
        column = QVBoxLayout(notice)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        for text, face, tone in (
            (item.say, Face.LABEL, Role.TEXT),
            (item.because, Face.BODY, Role.TEXT),
            (self._closer_code(item), Face.BODY, Role.TEXT),
            (source_words(item.source), Face.CAPTION, Role.MUTED),
        ):
            if text:
                label = QLabel(text, notice)
                label.setWordWrap(True)
                dress(label, face=face, tone=tone)
                column.addWidget(label)
        if isinstance(shown, AnsweredWarning):
            self._show_reason(shown, notice, column)
        elif not self._binder.read_only:
            reason = ReasonLine(item.say, notice)
            reason.given.connect(lambda text: self._binder.bridge.answer_warning(item.id, text))
            column.addWidget(reason)
        return notice

    def _show_reason(self, answered: AnsweredWarning, notice: QFrame, column: QVBoxLayout) -> None:
        reason = QLabel(f"You go on because: {answered.reason.text}", notice)
        reason.setWordWrap(True)
        column.addWidget(reason)
        if not self._binder.read_only:
            back = QPushButton("Take back", notice)
            item_id = answered.item.id
            back.clicked.connect(lambda: self._binder.bridge.answer_warning(item_id, ""))
            dress(back, kind="link")
            column.addWidget(back)

    def _closer_code(self, item: OpenItem) -> str:
        code = self._binder.bridge.guide.suggested_codes.get(item.requirement)
        return f"A closer code: {code}. Start a note for {code} instead." if code else ""
