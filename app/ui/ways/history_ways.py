"""The ways to the history: its page, the warning when it does not fit, and what is told to it.

The window has one.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.audit import NOTHING, About, Deed
from app.domain.notes.note import Note
from app.domain.practice.authority import Right
from app.domain.signing.seal import SigningKey
from app.log import Event
from app.services.notes.directory import Directory
from app.services.office.office import Office
from app.services.trail import about_note
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice
from app.ui.pages.requests.history import HistoryPage
from app.ui.theme import Role

_KEY = (
    "A signing key in the name of {} stands in this practice, and the history does not tell that"
    " anybody made it. Nothing signed with it counts. Find out who had access to the practice file,"
    " check the history, and write down there what happened."
)


class HistoryWays(QObject):
    """Says what to show; the window shows it. `banner` stands above every page."""

    wished = Signal()
    shown = Signal(QWidget, object)  # page, Do or None
    closed = Signal(QWidget)
    note_requested = Signal(str)
    patient_requested = Signal(str)

    def __init__(self, office: Office, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._tools = tools
        self._window = window
        self._page: HistoryPage | None = None
        self.banner = Notice(tools.icons, window)
        self._warnings: dict[str, str] = {}  # what stands in the banner, by what it is about
        self._read: set[str] = set()
        if office.misfit is not None:
            self._warn("", office.misfit.sentence)

    def warn_of(self, keys: Sequence[SigningKey]) -> None:
        """Say that there are signing keys that nobody made here, to who may look into that."""
        if self._office.may(Right.SEE_HISTORY):
            name = Directory(self._office.store).name_of
            for key in keys:
                self._warn(key.fingerprint, _KEY.format(name(key.person)))

    def show(self, patient_id: str = "") -> None:
        """Show the history, of one patient if asked."""
        page = HistoryPage(self._office, self._tools, self._window)
        page.closed.connect(lambda: self._on_closed(page))
        page.note_requested.connect(self.note_requested)
        page.patient_requested.connect(self.patient_requested)
        if patient_id:
            page.show_patient(patient_id)
        before, self._page = self._page, page
        self.shown.emit(page, Do.HISTORY)
        page.take_focus()
        if before is not None:
            before.deleteLater()

    def tell_viewed(self, note: Note) -> None:
        """Tell the trail that a stored note is looked at."""
        if note.version:
            self.tell(Deed.NOTE_VIEWED, about_note(note))

    def tell_user(self) -> None:
        """Tell the trail that somebody else is at the keyboard."""
        self.tell(Deed.USER_CHANGED)

    def tell(self, deed: Deed, about: About = NOTHING) -> None:
        """Tell the trail of an act that changes nothing else, on a worker."""
        office = self._office
        self._tools.runner.run(
            lambda _report: office.tell(deed, about), lambda _nothing: None, self._on_untold
        )

    def _warn(self, about: str, sentence: str) -> None:
        if about in self._read:
            return
        self._warnings[about] = sentence
        words = " ".join(dict.fromkeys(self._warnings.values()))
        ways = (("Show the history", self.wished.emit), ("I have read this", self._hide))
        self.banner.say(words, Role.BLOCKS, ways)

    def _hide(self) -> None:
        """Say it no more before the program is opened anew."""
        self._read |= self._warnings.keys()
        self._warnings.clear()
        self.banner.say("")

    def _on_untold(self, error: Exception) -> None:
        self.banner.say(self._tools.words.of(error, Event.SAVE_FAILED), Role.BLOCKS)

    def _on_closed(self, page: HistoryPage) -> None:
        if self._page is page:
            self._page = None
            self.closed.emit(page)
            page.deleteLater()
