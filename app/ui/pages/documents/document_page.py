"""The page of one document: its pages, one of them large, what is known of it, what is sent.

The ways to records make one; everything edited here changes what is sent, never the original.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.evidence import page_edits
from app.domain.evidence.evidence import Box, EvidenceRecord
from app.errors import Failure
from app.services.documents.documents import DocumentDrawer
from app.services.notes.unfinished import Unfinished
from app.ui.fields.document_words import facts_line, flags_of
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_fields import DocumentFields
from app.ui.pages.documents.document_session import DocumentSession
from app.ui.pages.parts.left_keeping import AWAY
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.page_head import PageHead
from app.ui.pages.parts.page_pictures import PagePictures
from app.ui.pages.parts.page_strip import PageStrip
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.parts.page_view import PageView
from app.ui.pages.records.record_head import STANDING_WORDS
from app.ui.pages.records.record_session import Standing
from app.ui.theme import Role, Space, dress

_FIELDS_WIDTH = 300


class DocumentPage(QWidget):
    """`record` is the document as it is stored; `move` asks to which patient it belongs."""

    closed = Signal()
    saved = Signal(str)  # document id

    def __init__(
        self,
        record: EvidenceRecord,
        drawer: DocumentDrawer,
        support: PageSupport,
        unfinished: Unfinished,
        tools: PageTools,
        move: Callable[[EvidenceRecord], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self._move = move
        self._typed = ""
        self.session = DocumentSession(
            record, drawer, support.user, unfinished, tools.runner, tools.words, self
        )
        self.pictures = PagePictures(drawer, tools.runner, self)
        self.head = PageHead(support.icons, self)
        self.notice = Notice(support.icons, self)
        self.strip = PageStrip(self.pictures, support.appearance, self)
        self.view = PageView(self.pictures, support.appearance, support.icons, self)
        self.fields = DocumentFields(support.editors, support.reader, support.clock.zone, self)
        self._state = QLabel(self)
        self.undo = self._tool(support, "undo-2", "Undo (Ctrl+Z)", self.session.undo)
        self.redo = self._tool(support, "redo-2", "Redo (Ctrl+Y)", self.session.redo)
        self.move_away = QPushButton("Move to another patient…", self)
        dress(self.move_away, kind="quiet")
        support.icons.put(self.move_away, "folder-input", Role.ACCENT)
        self._lay_out()
        self._connect()
        self._show()

    def flush(self) -> bool:
        """Store everything now; whether nothing is left."""
        return not self.session.flush()

    @property
    def left_name(self) -> str:
        """Under what it is kept what is edited here and not stored."""
        return self.session.kept.name

    def put_by(self) -> bool:
        """Store everything, or keep it aside, for locking; whether nothing gets lost."""
        return self.flush() or self.session.kept.keep_now()

    @property
    def is_away(self) -> bool:
        """Whether it is the server, which was not reached, that the edits wait for."""
        return self.session.is_away

    def reread(self) -> None:
        """Show what others changed meanwhile; store what the server was not there to take."""
        self.session.reread()

    def leave(self) -> bool:
        """Store everything and close; False when something cannot be stored: the page stays."""
        if not self.flush():
            return False
        self.closed.emit()
        return True

    def take_focus(self) -> None:
        """Put the focus on the pages."""
        self.strip.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say one sentence above the page."""
        self.notice.say(sentence, Role.WARNS)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc puts the tool down, then closes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.view.is_blacking:
            self.view.black_out.setChecked(False)
            self.take_focus()
        else:
            self.leave()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Going to another page saves."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.session.save()

    def _lay_out(self) -> None:
        for part in (self._state, self.undo, self.redo, self.move_away):
            self.head.add_before_close(part)
        rule = QFrame(self)
        rule.setProperty("rule", True)
        rule.setFixedHeight(1)
        side = QFrame(self)
        dress(side, surface="side")
        side.setFixedWidth(_FIELDS_WIDTH)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.fields)
        strip = QVBoxLayout()
        strip.setContentsMargins(Space.S, Space.S, 0, Space.S)
        strip.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(strip)
        row.addWidget(self.view, 1)
        row.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, rule, self.notice):
            column.addWidget(widget)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._show)
        session.stored.connect(lambda kept: self.saved.emit(kept.id))
        self.head.close_wished.connect(self.leave)
        self.move_away.clicked.connect(self._ask_move)
        self.strip.chosen.connect(lambda at: self.view.show_page(session.record, at))
        self.strip.move_wished.connect(self._move_page)
        for part in (self.strip, self.view):
            part.turn_wished.connect(self._turn)
            part.leave_out_wished.connect(self._leave_out)
        self.view.boxes_wished.connect(self._black_out)
        self.fields.edited.connect(self._on_edited)
        for keys, act in (
            ("Ctrl+Z", session.undo),
            ("Ctrl+Y", session.redo),
            ("Ctrl+Shift+Z", session.redo),
            ("Ctrl+S", session.save),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show(self) -> None:
        record, session = self.session.record, self.session
        flags = " · ".join(words for words, _ in flags_of(record))
        self.head.show_title(record.title, " · ".join(p for p in (facts_line(record), flags) if p))
        words, tone = STANDING_WORDS[session.standing]
        self._state.setText(words)
        dress(self._state, tone=tone)
        self.undo.setEnabled(session.can_undo)
        self.redo.setEnabled(session.can_redo)
        self.fields.show_record(record, by_user=self._typed)
        self.strip.show_record(record, self.strip.current)
        self.view.show_page(record, self.strip.current)
        self._show_trouble()

    def _show_trouble(self) -> None:
        if self.session.standing is Standing.STALE:
            way = ("Show the stored entry", self._take_over)
            self.notice.say(self.session.sentence, Role.BLOCKS, (way,))
        elif self.session.standing is Standing.REFUSED:
            ways = (("Try again", self.session.save), ("Discard changes", self.session.give_up))
            sentence, tone = self.session.sentence, Role.BLOCKS
            if self.is_away:
                sentence, tone = AWAY, Role.WARNS
            self.notice.say(sentence, tone, ways)
        elif _is_unblacked(self.session.record):
            self.notice.say(
                "“Blacked out” is chosen, but nothing is blacked out on a page that is sent.",
                Role.WARNS,
            )
        else:
            self.notice.say("")

    def _on_edited(self, record: EvidenceRecord, field: str) -> None:
        self._typed = field
        try:
            self.session.edit(record, field)
        finally:
            self._typed = ""

    def _turn(self, degrees: int) -> None:
        at = self.strip.current
        self.session.edit(page_edits.turned(self.session.record, at, degrees))

    def _leave_out(self) -> None:
        at, record = self.strip.current, self.session.record
        self.session.edit(page_edits.left_out(record, at, out=record.pages[at].included))

    def _black_out(self, boxes: tuple[Box, ...]) -> None:
        record = self.session.record
        self.session.edit(page_edits.with_boxes(record, self.strip.current, boxes))

    def _move_page(self, at: int, to: int) -> None:
        record = self.session.record
        to = max(0, min(to, len(record.pages) - 1))
        self.session.edit(page_edits.moved(record, at, to))
        self.strip.choose(to)

    def _ask_move(self) -> None:
        if self.flush():
            self._move(self.session.record)

    def _take_over(self) -> None:
        try:
            stored = self._drawer.get(self.session.record.id)
        except Failure as failure:
            self.notice.say(str(failure), Role.BLOCKS)
            return
        if stored is not None:
            self.session.take_over(stored)

    def _tool(
        self, support: PageSupport, icon: str, words: str, act: Callable[[], None]
    ) -> QToolButton:
        tool = QToolButton(self)
        support.icons.put(tool, icon)
        tool.setToolTip(words)
        tool.setAccessibleName(words.partition(" (")[0])
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tool.clicked.connect(lambda _checked: act())
        return tool


def _is_unblacked(record: EvidenceRecord) -> bool:
    return record.other_patients == "redacted" and not record.is_redacted
