"""Offers new scans in one calm line above the page: attach to the note, to a patient, or ignore.

The main window has one. It follows the folder chosen in the settings.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.finding.listing import PatientRow
from app.services.documents.scanner_folder import Look, Scan, ScannerFolder
from app.services.office.office import Office
from app.ui.dialogs import lists
from app.ui.dialogs.choose_scans import ChooseScans
from app.ui.dialogs.finder import Finder
from app.ui.page_tools import PageTools
from app.ui.pages.notes.note_page import NotePage
from app.ui.pages.parts.notice import Notice, Ways
from app.ui.theme import Role
from app.ui.ways.record_ways import RecordWays

_FOLLOWS_MS = 1_000
"""How soon another folder is taken over from the settings; no disk is touched for it."""

_NAMES_SHOWN = 2


class ScanBanner(Notice):
    """`open_note` gives the note that is shown, if one is."""

    _looked = Signal(object)  # Look, from the thread that looks

    def __init__(
        self,
        office: Office,
        tools: PageTools,
        records: RecordWays,
        open_note: Callable[[], NotePage | None],
        parent: QWidget,
    ) -> None:
        super().__init__(tools.icons, parent)
        self._office = office
        self._tools = tools
        self._records = records
        self._open_note = open_note
        self._scans: tuple[Scan, ...] = ()
        self._watched = ""
        self._folder: ScannerFolder | None = None
        self._looked.connect(self._on_looked)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.follow)
        self._timer.start(_FOLLOWS_MS)
        self.follow()

    @property
    def scans(self) -> tuple[Scan, ...]:
        """What is offered."""
        return self._scans

    def follow(self) -> None:
        """Watch the folder of the settings, and offer what can be done on the page shown now."""
        settings = self._tools.settings()
        if settings.scanner_folder != self._watched:
            self._unwatch()
            self._watched = settings.scanner_folder
            if self._watched:
                self._folder = ScannerFolder(
                    Path(self._watched),
                    settings.scans_since,
                    self._office.watch_folder,
                    self._looked.emit,
                )
        self._offer()

    def stop(self) -> None:
        """Watch nothing any more; the window goes."""
        self._timer.stop()
        self._unwatch()

    def _unwatch(self) -> None:
        if self._folder is not None:
            self._folder.close()
        self._folder, self._watched, self._scans = None, "", ()

    def _on_looked(self, look: Look) -> None:
        if self._folder is not None:
            self._scans = look.scans
            self._offer()

    def _offer(self) -> None:
        count = len(self._scans)
        if not count:
            words = ""
        elif count <= _NAMES_SHOWN:
            names = " and ".join(scan.path.name for scan in self._scans)
            words = f"{count} new scan{'s' if count > 1 else ''}: {names}"
        else:
            words = f"{count} new scans"
        ways = self._ways() if count else ()
        if words != self.text or [b.text() for b in self.buttons] != [way for way, _ in ways]:
            self.say(words, Role.NEEDED, ways)

    def _ways(self) -> Ways:
        note = self._open_note()
        takes = note is not None and note.isVisible() and not note.is_signed
        more = "…" if len(self._scans) > 1 else ""
        attach: Ways = ((f"Attach to this note{more}", self._ask_for_note),) if takes else ()
        others: Ways = (
            ("Add to a patient…", self._ask_for_patient),
            ("Ignore", lambda: self._done_with(self._scans)),
        )
        return attach + others

    def _ask_for_note(self) -> None:
        self._ask_which("Attach", self._attach)

    def _attach(self, scans: tuple[Scan, ...]) -> None:
        note = self._open_note()
        if note is not None and not note.is_signed:
            note.take_documents([scan.path for scan in scans])
            self._done_with(scans)

    def _ask_for_patient(self) -> None:
        self._ask_which("Add to a patient…", self._find_patient)

    def _find_patient(self, scans: tuple[Scan, ...]) -> None:
        finder = Finder(
            "New scans: for which patient?",
            "Name or chart number",
            lists.patients(self._office.store),
            self._tools.appearance,
            self._tools.icons,
            self.window(),
        )
        finder.chosen.connect(lambda row: self._add_to(row, scans))
        finder.open_over(self.window())

    def _add_to(self, patient: PatientRow, scans: tuple[Scan, ...]) -> None:
        self._records.add_documents(patient.id, [scan.path for scan in scans])
        self._done_with(scans)

    def _ask_which(self, act: str, then: Callable[[tuple[Scan, ...]], None]) -> None:
        """Ask which of several are meant; a single one needs no question."""
        if len(self._scans) == 1:
            then(self._scans)
            return
        dialog = ChooseScans(self._scans, act, self.window())
        dialog.chosen.connect(then)
        dialog.open()

    def _done_with(self, scans: tuple[Scan, ...]) -> None:
        """Offer these no more, also after the next start."""
        if self._folder is None:
            return
        since = self._folder.done_with(scans, self._scans)
        self._scans = tuple(scan for scan in self._scans if scan not in scans)
        self._tools.keep_settings(replace(self._tools.settings(), scans_since=since))
        self._offer()
