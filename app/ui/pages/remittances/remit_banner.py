"""Offers new payment files of the watched folder in one calm line above the page.

`remit_ways` has one. It reads nothing by itself: somebody says so.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.documents.scanner_folder import Look, MakeWatch, Scan, ScannerFolder
from app.services.remittances.remit_folder import newest_remittance, watch
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role


class RemitBanner(Notice):
    """`read_wished` carries the paths to read; they are offered no more."""

    read_wished = Signal(object)  # tuple of Path
    _looked = Signal(object)  # Look, from the thread that looks

    def __init__(self, make_watch: MakeWatch, tools: PageTools, parent: QWidget) -> None:
        super().__init__(tools.icons, parent)
        self._make_watch = make_watch
        self._tools = tools
        self._files: tuple[Scan, ...] = ()
        self._folder: ScannerFolder | None = None
        self._looked.connect(self._on_looked)

    @property
    def files(self) -> tuple[Path, ...]:
        """What is offered."""
        return tuple(file.path for file in self._files)

    def follow(self) -> None:
        """Watch the folder of the settings, if there is one."""
        self.stop()
        settings = self._tools.settings()
        if settings.remittance_folder:
            self._folder = watch(
                Path(settings.remittance_folder),
                settings.remittances_since,
                self._make_watch,
                self._looked.emit,
            )

    def choose(self, folder: str, keep: Callable[..., None]) -> None:
        """Watch another folder, or none; what is in it by now is not new."""
        since = newest_remittance(Path(folder)) if folder else 0
        settings = self._tools.settings()
        keep(replace(settings, remittance_folder=folder, remittances_since=since))
        self.follow()

    def stop(self) -> None:
        """Watch nothing any more; the window goes, or another folder is chosen."""
        if self._folder is not None:
            self._folder.close()
        self._folder, self._files = None, ()
        self.say("")

    def _on_looked(self, look: Look) -> None:
        if self._folder is not None:
            self._files = look.scans
            self._offer()

    def _offer(self) -> None:
        count = len(self._files)
        if not count:
            self.say("")
            return
        words = f"1 new payment file: {self._files[0].path.name}"
        if count > 1:
            words = f"{count} new payment files"
        read = "Read it" if count == 1 else "Read them"
        ways = ((read, self._read), ("Ignore", self._done))
        self.say(words, Role.NEEDED, ways)

    def _read(self) -> None:
        paths = self.files
        self._done()
        self.read_wished.emit(paths)

    def _done(self) -> None:
        """Offer these no more, also after the next start."""
        if self._folder is not None:
            since = self._folder.done_with(self._files, self._files)
            self._tools.keep_settings(replace(self._tools.settings(), remittances_since=since))
        self._files = ()
        self._offer()
