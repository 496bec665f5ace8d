"""What all record pages share: head, notice, saving by Ctrl+S and on leaving, undo, closing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.records.records import Saved
from app.ui.fields.editor import FieldEditor
from app.ui.form.focus import focused_in
from app.ui.form.table_box import TableBox
from app.ui.pages.conflicts.conflict_dialog import ConflictDialog
from app.ui.pages.parts.left_keeping import AWAY
from app.ui.pages.parts.notice import Notice, Ways
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_head import RecordHead
from app.ui.pages.records.record_session import RecordSession, Standing
from app.ui.pages.records.record_walk import next_needed
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Role, Space


class RecordPage(QWidget):
    """Subclasses name their sessions in `sessions` and put their widgets into `column`.

    Nothing typed is lost: leaving saves; what cannot be saved keeps the page and says why.
    """

    closed = Signal()
    saved = Signal(str)  # id of what was stored; "practice" for the practice
    problem = Signal(str)  # the sentence why something was not saved

    def __init__(self, support: PageSupport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.support = support
        self.head = RecordHead(support.icons)
        self.notice = Notice(support.icons, self)
        self.head.save_wished.connect(self.save)
        self.head.undo_wished.connect(self.undo_save)
        self.head.close_wished.connect(self.leave)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.head)
        said = QVBoxLayout()
        said.setContentsMargins(Space.L, Space.S, Space.L, 0)
        said.addWidget(self.notice)
        self.column.addLayout(said)
        order_as_laid_out(self)
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Y", self.redo),
            ("Ctrl+Shift+Z", self.redo),
            ("F8", lambda: self.walk(1)),
            ("Shift+F8", lambda: self.walk(-1)),
        ):
            self._bind(keys, act)

    def sessions(self) -> Sequence[RecordSession]:
        """Every record that is being edited here, the page's own first."""
        raise NotImplementedError

    def show_field(self, session: RecordSession, path: str) -> None:
        """Put the caret into a field of one of the records, by its answer path."""
        raise NotImplementedError

    def show_problem(self, session: RecordSession) -> None:
        """Put the caret where a record cannot be saved as it is."""
        if session.problem is not None:
            self.show_field(session, session.problem.path)

    def walk(self, step: int) -> None:
        """Go to the next field still needed here, or back, around the end; see `next_needed`."""
        around = focused_in(self)
        place = next((each.path for each in around if isinstance(each, FieldEditor | TableBox)), "")
        needed = next_needed(self.walked(), self.session_in_use(), place, step)
        if needed is not None:
            self.show_field(*needed)

    def walked(self) -> Sequence[RecordSession]:
        """The records F8 walks through, in the order they stand on the page."""
        return self.sessions()

    def go_to(self, path: str) -> None:
        """Put the caret into the editor of a known name, such as `patient.birth_date`."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the caret into the first field."""
        raise NotImplementedError

    @property
    def left_name(self) -> str:
        """Under what it is kept what is typed into the record in use; empty where there is none."""
        session = self.session_in_use() or next(iter(self.sessions()), None)
        return session.keeping.name if session else ""

    @property
    def is_away(self) -> bool:
        """Whether the server alone, which was not reached, is why something here is not saved."""
        left = [session for session in self.sessions() if not session.is_saved]
        return bool(left) and all(session.is_away for session in left)

    @property
    def is_saved(self) -> bool:
        """Whether everything typed here is on the disk."""
        return all(session.is_saved for session in self.sessions())

    def save(self) -> None:
        """Store everything typed, off the GUI thread; what cannot be stored is said and shown."""
        for session in self.sessions():
            session.save()
        self._show_refused()

    def leave(self) -> bool:
        """Store everything and close; False when something cannot be stored: the page stays."""
        if not self.flush():
            self._show_refused()
            return False
        self.closed.emit()
        return True

    def flush(self) -> bool:
        """Store everything now; for leaving, locking and quitting. Whether nothing is left."""
        left = [session for session in self.sessions() if not session.flush()]
        return not left

    def put_by(self) -> bool:
        """Store everything, and keep aside what cannot be stored as it is; for locking."""
        kept = [session.flush() or session.keeping.keep_now() for session in self.sessions()]
        return all(kept)

    def reread(self) -> None:
        """Show what others saved meanwhile, wherever nothing is typed."""
        for session in self.sessions():
            session.reread()

    def undo_save(self) -> None:
        """Put back what stood there before the last save."""
        for session in self.sessions():
            if session.can_take_back:
                session.take_back()
                return

    def undo(self) -> None:
        """Take back the last edit that is not saved over."""
        if session := self.session_in_use():
            session.bridge.undo()

    def redo(self) -> None:
        """Do the edit again that was taken back."""
        if session := self.session_in_use():
            session.bridge.redo()

    def session_in_use(self) -> RecordSession | None:
        """The record whose editor has the focus; else the first."""
        return next(iter(self.sessions()), None)

    def watch(self, session: RecordSession) -> None:
        """Show how a record stands, from now on."""
        session.changed.connect(self.show_standing)
        session.stored.connect(self._on_stored)
        self.show_standing()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes, unless a list or a field used it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Come with the caret in the first field, unless somebody went to another."""
        super().showEvent(event)
        if next(focused_in(self), None) is None:
            self.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Going to another page saves; what cannot be saved stays here, unsaved and said."""
        super().hideEvent(event)
        if not event.spontaneous():
            for session in self.sessions():
                session.save()

    def _bind(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def show_standing(self) -> None:
        """Show how all records here stand with the disk, and what keeps one from it."""
        sessions = self.sessions()
        self.head.show_sessions(sessions)
        told = next((s for s in sessions if s.standing in (Standing.STALE, Standing.REFUSED)), None)
        if told is None:
            self._show_brought_back()
            return
        words = AWAY if told.is_away else told.sentence
        if words != self.notice.text:
            self.problem.emit(words)
        self.notice.say(words, Role.WARNS if told.is_away else Role.BLOCKS, self._ways(told))

    def _ways(self, session: RecordSession) -> Ways:
        ways: Ways = (("Save again", self.save),) if session.is_away else ()
        if session.problem is not None:
            ways += (("Go there", lambda: self.show_problem(session)),)
        if session.joining.merge is not None:
            ways += (("Compare and decide…", lambda: self._compare(session)),)
        words = "Open the stored entry" if session.standing is Standing.STALE else "Discard changes"
        return (*ways, (words, lambda: self._discard(session)))

    def _compare(self, session: RecordSession) -> None:
        """Show both versions of a record, to decide between them."""
        merged = session.joining.merge
        if merged is not None:
            words = session.joining.words
            dialog = ConflictDialog(
                words.taken(merged),
                words.rows(merged),
                self.support.appearance,
                self.support.icons,
                self,
            )
            dialog.decided.connect(session.joining.decide)
            dialog.open()

    def _show_brought_back(self) -> None:
        """Say that something typed before is here again, until it is saved or given up."""
        back = (s for s in self.sessions() if s.unsaved and s.standing is Standing.UNSAVED)
        if session := next(back, None):
            words = session.brought_back_words()
            self.notice.say(words, Role.NEEDED, (("Discard it", lambda: self._discard(session)),))
        else:
            self.notice.say("")

    def _discard(self, session: RecordSession) -> None:
        session.keeping.forget()
        self.discard(session)

    def discard(self, session: RecordSession) -> None:
        """Drop what was typed and show what is stored, by the user's own wish."""
        raise NotImplementedError

    def _show_refused(self) -> None:
        refused = next((s for s in self.sessions() if s.standing is Standing.REFUSED), None)
        if refused is not None and refused.problem is not None:
            self.show_problem(refused)

    def _on_stored(self, saved: Saved[Any]) -> None:
        self.saved.emit(str(getattr(saved.record, "id", "practice")))
