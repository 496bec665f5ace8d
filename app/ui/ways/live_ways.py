"""Working beside others: what they change is shown, who has what open, and what the server misses.

The window has one. It follows the store of a practice on a server; an embedded practice has nobody
else, so there nothing is told, asked or shown.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.notes.note import Note
from app.domain.workstations.elsewhere import ChangedElsewhere
from app.server_errors import BusyServer, ServerUnreachable
from app.services.notes.directory import Directory
from app.services.office.office import Office
from app.ui.autosave import SaveState, Saving
from app.ui.page_tools import PageTools
from app.ui.pages.conflicts.conflict_page import ConflictPage
from app.ui.pages.notes.notes_page import NotesPage
from app.ui.pages.notes.to_sign import ToSignPage
from app.ui.pages.payers.payer_card import PayerCardPage
from app.ui.pages.remittances.remit_page import RemitPage
from app.ui.pages.requests.requests import RequestsPage
from app.ui.pages.work.work_page import WorkPage
from app.ui.ways.presence_watch import PresenceWatch
from app.ui.ways.server_banner import ServerBanner

if TYPE_CHECKING:  # the window makes it, and is only asked
    from app.ui.pages.notes.note_page import NotePage

GATHER_MS = 250
"""Changes that come together are shown together: somebody else's save touches several tables."""

AGAIN_MS = 10_000
"""When it is tried again to bring what a server that is there, but busy, did not take."""

_SHOWN_IN_LISTS = frozenset(
    {"notes", "patients", "seals", "openings", "record_requests", "amendment_requests", ""}
)


class LiveWays(QObject):
    """Says what to show; the window shows it. `server` says above every page how the server is.

    `open_note` gives the note that is open, `left_name` under what the open page keeps what is
    left on it, if they are.
    """

    shown = Signal(QWidget, object)  # page, Do or None
    closed = Signal(QWidget)
    lists_changed = Signal()
    records_changed = Signal()
    note_requested = Signal(str)
    reopen_requested = Signal()
    told = Signal(str)  # one sentence above whatever is shown

    def __init__(
        self,
        office: Office,
        open_note: Callable[[], "NotePage | None"],
        left_name: Callable[[], str],
        tools: PageTools,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._office = office
        self._open_note = open_note
        self._tools = tools
        self._window = window
        self._page: ConflictPage | None = None
        self._note_page: NotePage | None = None
        self._gathered: set[ChangedElsewhere] = set()
        self._left_name = left_name
        self.server = ServerBanner(office, tools, window)
        self.server.brought.connect(self.lists_changed)
        self.server.brought.connect(self.records_changed)
        self.server.note_requested.connect(self.note_requested)
        self.server.failed.connect(self._on_failed)
        self.presence = PresenceWatch(office, Directory(office.store).name_of, tools.runner, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHER_MS)
        self._timer.timeout.connect(self._show_changes)
        self.again = QTimer(self)
        self.again.setSingleShot(True)
        self.again.setInterval(AGAIN_MS)
        self.again.timeout.connect(self._bring)
        self._ears = _Ears(self)
        self._ears.heard.connect(self._on_heard)
        self._ears.was_lost.connect(self.server.show_lost)
        self._ears.came_back.connect(self._on_back)
        self._end_watch = office.store.watch(self._ears)
        self.is_shared = office.beside.keeping.has_spool
        if self.is_shared:
            self._bring()

    def stop(self) -> None:
        """Hear nothing any more, because the window goes; tell the others that nothing is open."""
        self._end_watch()
        self.again.stop()
        self.presence.stop()
        self.server.stop()

    def follow(self, _place: int = 0) -> None:
        """Look which note is open now; called after another page was shown."""
        page = self._open_note()
        if page is self._note_page:
            return
        if self._note_page is not None and self._note_page.keeping.is_kept:
            self.again.start()  # it was left with something on this computer only
        self._note_page = page
        if page is not None:
            page.autosave.changed.connect(self._on_saving)
            page.conflict_requested.connect(lambda: self.show_conflict(page))
            page.keeping.signed_elsewhere.connect(self._on_signed_elsewhere)
        self.presence.show_open(page)

    def show_conflict(self, note_page: "NotePage") -> None:
        """Show both versions of an open note as they are now, to decide between them."""
        note_id = note_page.note.id

        def show(stored: Note | None) -> None:
            if self._note_page is note_page and self._page is None:
                note_page.keeping.see(stored)
                self._show_conflict(note_page)

        if note_page.keeping.comparison is not None:
            stored = self._office.beside.conflicts.stored
            self._run(lambda: stored(note_id), show, lambda _error: show(None))

    def _show_conflict(self, note_page: "NotePage") -> None:
        comparison = note_page.keeping.comparison
        if comparison is None:
            return
        words = note_page.keeping.words
        page = ConflictPage(
            note_page.header.title,
            words.taken(comparison.merge),
            words.rows(comparison.merge),
            self._tools.appearance,
            self._tools.icons,
            self._window,
        )
        page.closed.connect(lambda: self._close(page))
        page.decided.connect(note_page.keeping.decide)
        page.decided.connect(lambda _sides: self._close(page))
        self._page = page
        self.shown.emit(page, None)
        page.take_focus()

    def _close(self, page: ConflictPage) -> None:
        if self._page is page:
            self._page = None
            self.closed.emit(page)
            page.deleteLater()

    def _on_heard(self, change: ChangedElsewhere) -> None:
        self._gathered.add(change)
        if not self._timer.isActive():
            self._timer.start()

    def _show_changes(self) -> None:
        changes, self._gathered = self._gathered, set()
        kinds = {change.kind for change in changes}
        if "openings" in kinds:
            self.presence.look()
        if kinds & _SHOWN_IN_LISTS:
            self.lists_changed.emit()
        if kinds - {"notes", "openings", "seals"}:
            self.records_changed.emit()
        page = self._note_page
        if page is not None and any(
            change.kind in ("notes", "seals") and change.id in ("", page.note.id)
            for change in changes
        ):
            self._look_at(page)

    def _look_at(self, page: "NotePage") -> None:
        """Show in the open note what somebody else saved, unless something is typed there."""
        note_id = page.note.id

        def done(stored: Note | None) -> None:
            if stored is None or self._note_page is not page:
                return
            if stored.signature is not None and not page.is_signed and page.autosave.is_clean:
                self._on_signed_elsewhere("This note was signed at another workstation.")
            else:
                page.keeping.take_over(stored)

        self._run(lambda: self._office.beside.conflicts.stored(note_id), done)

    def _on_signed_elsewhere(self, sentence: str) -> None:
        self.reopen_requested.emit()
        self.told.emit(sentence)

    def _on_saving(self, state: SaveState) -> None:
        """A save notices sooner than the line to the store's messages that the server is gone."""
        is_gone = state.saving is Saving.FAILED and state.sentence == ServerUnreachable.sentence
        if is_gone and not self.server.is_lost:
            self.server.show_lost()
        elif state.saving is Saving.SAVED and self.server.is_lost:
            self._on_back()

    def _on_back(self) -> None:
        self.server.show_back()
        self._bring()
        self.presence.look()
        self.lists_changed.emit()
        self.records_changed.emit()
        page = self._note_page
        if page is not None:
            page.autosave.try_now()
            self._look_at(page)

    def _bring(self) -> None:
        page = self._note_page
        self.server.bring(page.note.id if page is not None else "", self._left_name())

    def _run(
        self,
        work: Callable[[], object],
        done: Callable[..., None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        task = self._tools.runner.run(lambda _report: work(), done, failed or self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_failed(self, error: Exception) -> None:
        """A server that is gone again is told of by itself; everything else is said."""
        sentence = self._tools.words.of(error)
        if isinstance(error, BusyServer):
            self.again.start()
        if not isinstance(error, ServerUnreachable):
            self.told.emit(sentence)


class _Ears(QObject):
    """Hears the store on its own thread and says it on the window's."""

    heard = Signal(object)  # ChangedElsewhere
    was_lost = Signal()
    came_back = Signal()

    def changed(self, change: ChangedElsewhere) -> None:
        """Another program has saved a record."""
        self.heard.emit(change)

    def lost(self) -> None:
        """The server is not reached."""
        self.was_lost.emit()

    def back(self) -> None:
        """The server is reached again."""
        self.came_back.emit()


def reread_list(page: QWidget | None) -> None:
    """Show what others changed on a page that is a list; the window calls it."""
    lists = NotesPage | PayerCardPage | ToSignPage | RequestsPage | WorkPage | RemitPage
    if isinstance(page, lists):
        page.reread()
