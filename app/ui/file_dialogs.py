"""Asks for files and folders; every page and dialog that does so asks here.

A dialog begins in the folder where files of its kind (`Files`) were last opened or saved, else
among the documents or downloads of whoever uses this computer.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import Failure
from app.ui.tasks import TaskRunner

if TYPE_CHECKING:  # the door has no use for what it imports
    from app.services.office.used_folders import UsedFolders

_Places = QStandardPaths.StandardLocation


class Files(StrEnum):
    """What kind of files it is; each kind has a folder of its own."""

    DOCUMENTS = "documents"  # scans and letters that come in
    PAYMENTS = "payments"
    LISTS = "lists"  # of patients, from other systems
    CARDS = "cards"  # of payers, in and out
    PAPERS = "papers"  # what is printed into a file, and tables
    PACKS = "packs"  # folders for packs and copies of records
    BACKUPS = "backups"
    SCANS = "scans"  # folders that are watched


_DOWNLOADED = frozenset({Files.DOCUMENTS, Files.PAYMENTS, Files.LISTS, Files.CARDS})


class FileDialogs:
    """Each question is a dialog over `parent`; nothing is called when it is left."""

    def __init__(self, used: UsedFolders, runner: TaskRunner) -> None:
        self._used = used
        self._runner = runner

    def start(self, kind: Files) -> Path:
        """Where a dialog for files of a kind begins."""
        if (last := self._used.last(kind)) is not None:
            return last
        first = _Places.DownloadLocation if kind in _DOWNLOADED else _Places.DocumentsLocation
        places = map(QStandardPaths.writableLocation, (first, _Places.HomeLocation))
        return next((Path(each) for each in places if each and Path(each).is_dir()), Path.home())

    def ask_to_save(
        self,
        title: str,
        name: str,
        words: str,
        take: Callable[[Path], object],
        parent: QWidget,
        kind: Files = Files.PAPERS,
    ) -> None:
        """Ask where to save a file, `name` offered; `words` say what its suffix means."""
        suffix = Path(name).suffix
        dialog = self._dialog(kind, title, parent)
        dialog.setNameFilter(f"{words} (*{suffix})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self._take(kind, Path(chosen), take))
        dialog.open()

    def ask_for_file(
        self,
        kind: Files,
        title: str,
        filters: str,
        take: Callable[[Path], object],
        parent: QWidget,
    ) -> None:
        """Ask for a file to open."""
        dialog = self._dialog(kind, title, parent)
        dialog.setNameFilter(filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self._take(kind, Path(chosen), take))
        dialog.open()

    def ask_for_files(
        self,
        kind: Files,
        title: str,
        filters: str,
        take: Callable[[list[Path]], object],
        parent: QWidget,
    ) -> None:
        """Ask for one file or more to open."""

        def chosen(names: list[str]) -> None:
            files = [Path(name) for name in names]
            self._remember(kind, files[0].parent)
            take(files)

        dialog = self._dialog(kind, title, parent)
        dialog.setNameFilter(filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(chosen)
        dialog.open()

    def ask_for_folder(
        self,
        kind: Files,
        title: str,
        take: Callable[[Path], object],
        parent: QWidget,
        now: str = "",
    ) -> None:
        """Ask for a folder; `now` is the one it takes the place of, if there is one."""

        def chosen(name: str) -> None:
            self._remember(kind, Path(name))
            take(Path(name))

        dialog = self._dialog(kind, title, parent)
        if now and Path(now).is_dir():
            dialog.setDirectory(now)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _dialog(self, kind: Files, title: str, parent: QWidget) -> QFileDialog:
        dialog = QFileDialog(parent, title, str(self.start(kind)))
        dialog.finished.connect(lambda _how: _end(dialog))
        return dialog

    def _take(self, kind: Files, file: Path, take: Callable[[Path], object]) -> None:
        self._remember(kind, file.parent)
        take(file)

    def _remember(self, kind: Files, folder: Path) -> None:
        """Off this thread; where it is not kept, the next dialog begins elsewhere."""
        self._runner.run(lambda _report: self._used.use(kind, folder), _kept, _not_kept)


def _end(dialog: QFileDialog) -> None:
    """Let a dialog go that is over.

    Qt keeps in a plain file of its own (QtProject.conf, on Windows the registry) where its dialogs
    were last: folders may name patients, so it is told of the home folder alone.
    """
    dialog.setHistory([])
    dialog.setDirectory(str(Path.home()))
    dialog.deleteLater()


def _kept(_nothing: None) -> None:
    """Nobody needs to hear of it."""


def _not_kept(error: Exception) -> None:
    if not isinstance(error, Failure):
        raise error
