"""The Remittances page: payment files are read, what waits is decided, checks are added up.

`remit_ways` shows it. Reading runs on a worker; the lists are read in milliseconds, here.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import Failure
from app.services.notes.charting import Clock
from app.services.office.billing_room import BillingRoom
from app.services.remittances.remit_folder import SUFFIXES
from app.ui.file_dialogs import Files
from app.ui.page_tools import PageTools
from app.ui.pages.parts.billing_page import BillingPage
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.parts.file_drop import FileDrop
from app.ui.pages.parts.tab_keys import turn_by_keys
from app.ui.pages.remittances.remit_decided import RemitDecided
from app.ui.pages.remittances.remit_files import RemitFiles
from app.ui.pages.remittances.remit_matching import RemitMatching
from app.ui.pages.remittances.remit_reading import ReadingBar, RemitReading
from app.ui.theme import Role, Space, dress

_BELOW = "What is surely yours is posted; the rest waits for your word"
_NONE = "No payment file was read yet"
_NOTHING_WAITS = "Nothing waits for you"
_HOW = "Get the 835 files from the clearinghouse or payer, then read or drop them here."
_ALL_DONE = "Every answer in the files read was posted or decided."
_MATCH, _FILES, _DECIDED = 0, 1, 2


class RemitPage(BillingPage):
    """`reading` reads the files named here; `posted` whenever a claim may have changed."""

    posted = Signal()
    claim_requested = Signal(str)  # claim id
    folder_chosen = Signal(str)

    def __init__(
        self,
        room: BillingRoom,
        reading: RemitReading,
        clock: Clock,
        tools: PageTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tools, parent)
        self._room = room
        self._reading = reading
        self._has_waiting = False
        FileDrop(self).dropped.connect(reading.read)
        self.head.show_title("Remittances", _BELOW)
        self.read = QPushButton(" Read files…", self)
        dress(self.read, kind="primary")
        tools.icons.put(self.read, "upload", Role.ON_ACCENT)
        self.read.setToolTip("Read payment files (Ctrl+R), or drop them on this page")
        self.head.add_before_close(self.read)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.addTab("To match")
        self.tabs.addTab("Files read")
        self.tabs.addTab("Decided")
        self.head.add_below(self.tabs)
        self.bar = ReadingBar(reading, self)
        self.matching = RemitMatching(room, tools, self)
        self.files = RemitFiles(clock, tools.settings().remittance_folder, tools, self)
        self.decided = RemitDecided(room, tools, self)
        self.none = EmptyState(tools.icons, self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Read what waits and the files read last."""
        try:
            unmatched = self._room.unmatched
            waiting, files = unmatched.waiting(), unmatched.files()
            decided = unmatched.decided()
        except Failure as failure:
            self.notice.say(self.tools.words.of(failure), Role.BLOCKS)
            return
        self.tabs.setTabText(_MATCH, f"To match ({len(waiting)})" if waiting else "To match")
        self.matching.show_waiting(waiting)
        self.files.show_files(files)
        self.decided.show_decided(decided)
        title, how = (_NOTHING_WAITS, _ALL_DONE) if files else (_NONE, _HOW)
        self.none.say("receipt", title, how, "Read files…")
        self._has_waiting = bool(waiting)
        self._show_tab()

    def reread(self) -> None:
        """Show what others read or decided meanwhile; what is looked at and chosen stays."""
        self.refresh()

    def take_focus(self) -> None:
        """Put the focus on what waits, or on the way to read files; on the tabs above no list."""
        if self.tabs.currentIndex() == _FILES:
            self.files.take_focus()
        elif self.tabs.currentIndex() == _DECIDED:
            if not self.decided.take_focus():
                self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._has_waiting:
            self.matching.take_focus()
        else:
            self.none.setFocus()

    def _ask_for_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        filters = f"Payment files ({kinds});;All files (*)"
        self.tools.files.ask_for_files(
            Files.PAYMENTS, "Read payment files", filters, self._reading.read, self
        )

    def _on_read(self, words: str, role: Role, waits: bool) -> None:
        self.matching.notice.say("")
        self.notice.say(words, role, (("OK", lambda: self.notice.say("")),))
        self.refresh()
        self.tabs.setCurrentIndex(_MATCH if waits else _FILES)
        self.take_focus()

    def _on_decided(self) -> None:
        self.notice.say("")
        self.refresh()
        self.take_focus()
        self.posted.emit()

    def _on_taken_back(self) -> None:
        self.matching.notice.say("")
        self._on_decided()

    def _show_tab(self) -> None:
        if self.tabs.currentIndex() == _FILES:
            self.stack.setCurrentWidget(self.files)
        elif self.tabs.currentIndex() == _DECIDED:
            self.stack.setCurrentWidget(self.decided)
        else:
            self.stack.setCurrentWidget(self.matching if self._has_waiting else self.none)

    def _connect(self) -> None:
        self._reading.ended.connect(self._on_read)
        self.read.clicked.connect(lambda _checked: self._ask_for_files())
        self.none.next_requested.connect(self._ask_for_files)
        self.tabs.currentChanged.connect(lambda _at: self._show_tab())
        turn_by_keys(self.tabs, self, self.take_focus)
        self.matching.decided.connect(self._on_decided)
        self.decided.taken_back.connect(self._on_taken_back)
        for part in (self.matching, self.decided):
            part.claim_requested.connect(self.claim_requested)
        self.files.folder_chosen.connect(self.folder_chosen)
        shortcut = QShortcut(QKeySequence("Ctrl+R"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask_for_files)

    def _lay_out(self) -> None:
        for each in (self.matching, self.files, self.decided, self.none):
            self.stack.addWidget(each)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self.bar)
        column.addWidget(self.matching.notice)
        column.addWidget(self.stack, 1)
        self.show_wide(body)
