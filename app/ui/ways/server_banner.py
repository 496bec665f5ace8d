"""What is said of the practice's server: that it is not reached, what waits for it, what it took.

`live_ways` has one. What waits lies on this computer; it is brought as soon as the server is back.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.reading.times import show_time
from app.server_errors import ServerUnreachable
from app.services.notes.spool import Brought
from app.services.office.office import Office
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice, Ways
from app.ui.theme import Role

COUNT_MS = 1_000
"""How often it is counted what waits, while the server is away."""

_GO_ON = "Go on typing: what you type is kept on this computer and stored when the server is back."


class ServerBanner(QObject):
    """`notice` stands above every page. `brought` says that something was stored."""

    brought = Signal()
    note_requested = Signal(str)
    page_requested = Signal(str)  # name of what was left there
    failed = Signal(object)  # the exception

    def __init__(self, office: Office, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._tools = tools
        self._since = ""  # the time of day, while the server is away
        self.notice = Notice(tools.icons, window)
        self._timer = QTimer(self)
        self._timer.setInterval(COUNT_MS)
        self._timer.timeout.connect(self._count)

    @property
    def is_lost(self) -> bool:
        """Whether the server is not reached, as far as this program knows."""
        return bool(self._since)

    def show_lost(self) -> None:
        """Say that the server is not reached from now on, and what waits for it."""
        self._since = show_time(self._office.clock.local().time())
        self._say_lost(0)
        self._timer.start()
        self._count()

    def show_back(self) -> None:
        """Say so no longer."""
        self.stop()
        self.notice.say("")

    def stop(self) -> None:
        """Count no more."""
        self._since = ""
        self._timer.stop()

    def bring(self, note_id: str, page_name: str) -> None:
        """Bring what waits, also what an earlier program left; what is open is left to its page.

        `page_name` is that of what is left on the page that is open.
        """
        keeping, waiting = self._office.beside.keeping, self._office.waiting

        def work() -> tuple[Brought, Brought]:
            return keeping.bring(note_id), waiting.bring(page_name)

        self._run(work, lambda ended: self._on_brought(*ended))

    def _count(self) -> None:
        self._run(self._office.waiting.count, self._say_lost)

    def _say_lost(self, count: int) -> None:
        if self._since:
            waits = f" {_pages(count)} for the server." if count else ""
            words = f"The server is not reached since {self._since}. {_GO_ON}{waits}"
            if words != self.notice.text:
                self.notice.say(words, Role.WARNS)

    def _on_brought(self, notes: Brought, pages: Brought) -> None:
        if notes.saved or pages.saved:
            self.brought.emit()
        said = []
        if notes.saved:
            said.append(f"{_notes(notes.saved)} {_STORED}")
        if pages.saved:
            said.append(f"{_typed(pages.saved)} {_STORED}")
        ways: Ways = (("OK", lambda: self.notice.say("")),)
        if pages.undecided:
            name = pages.undecided[0]
            said.append(f"{_typed(pages.undecided)} {_DECIDE}")
            ways = (("Open it", lambda: self._open(self.page_requested.emit, name)), *ways)
        if notes.undecided:
            note_id = notes.undecided[0]
            said.append(f"{_notes(notes.undecided)} typed here {_DECIDE}")
            ways = (("Open it", lambda: self._open(self.note_requested.emit, note_id)), *ways[-1:])
        if said:
            needs_word = notes.undecided or pages.undecided
            self.notice.say(" ".join(said), Role.WARNS if needs_word else Role.DONE, ways)

    def _open(self, wish: Callable[[str], object], which: str) -> None:
        self.notice.say("")
        wish(which)

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        task = self._tools.runner.run(lambda _report: work(), done, self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_failed(self, error: Exception) -> None:
        """A server that is gone again is told of by itself; everything else is said."""
        if not isinstance(error, ServerUnreachable):
            self.failed.emit(error)


_STORED = "kept on this computer while the server was away is stored now."
_DECIDE = "was changed elsewhere too: open it and decide what holds."


def _notes(ids: tuple[str, ...]) -> str:
    return (
        "What was typed into a note" if len(ids) == 1 else f"What was typed into {len(ids)} notes"
    )


def _typed(names: tuple[str, ...]) -> str:
    """What was left under names, in words."""
    claims = {name.split(":")[1] for name in names}
    return (
        "What was done on a claim" if len(claims) == 1 else f"What was done on {len(claims)} claims"
    )


def _pages(count: int) -> str:
    return "1 page waits" if count == 1 else f"{count} pages wait"
