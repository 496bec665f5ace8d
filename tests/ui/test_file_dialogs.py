"""Dialogs for files begin where the same kind of file was last opened or saved, each kind apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.services.notes.unfinished import Unfinished
from app.services.office.used_folders import UsedFolders
from app.ui.file_dialogs import FileDialogs, Files
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance
from tests.small_guide import NOW
from tests.storage.fakes import MemoryStore


class Asking:
    """The dialogs of one person over a page."""

    def __init__(self, qtbot: QtBot, runner: TaskRunner) -> None:
        self._qtbot = qtbot
        self._used = UsedFolders(Unfinished(MemoryStore(), "s1", lambda: NOW))
        self.files = FileDialogs(self._used, runner)
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.taken: list[Path] = []

    @property
    def dialog(self) -> QFileDialog:
        """The one that is open."""
        return next(each for each in self.page.findChildren(QFileDialog) if each.isVisible())

    def choose(self, *paths: Path) -> None:
        """Choose in the open dialog, as its button would tell."""
        dialog = self.dialog
        dialog.fileSelected.emit(str(paths[0]))
        dialog.filesSelected.emit([str(path) for path in paths])
        dialog.reject()

    def until_begins_in(self, kind: Files, folder: Path) -> None:
        """Wait for the worker that keeps it."""
        self._qtbot.waitUntil(lambda: self._used.last(kind) == folder)
        assert self.files.start(kind) == folder


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    """Real workers."""
    tasks = TaskRunner()
    yield tasks
    tasks.stop()


@pytest.fixture
def asking(qtbot: QtBot, appearance: Appearance, runner: TaskRunner) -> Asking:
    del appearance  # the look
    return Asking(qtbot, runner)


def test_saving_offers_a_name_in_the_folder_used_last(asking: Asking, tmp_path: Path) -> None:
    for _ in range(2):
        asking.files.ask_to_save(
            "Call sheet", "sheet.pdf", "PDF files", asking.taken.append, asking.page
        )
        assert asking.dialog.defaultSuffix() == "pdf"
        assert Path(asking.dialog.selectedFiles()[0]).name == "sheet.pdf"
        asking.choose(tmp_path / "sheet.pdf")
        asking.until_begins_in(Files.PAPERS, tmp_path)
    asking.files.ask_to_save("Sheet", "sheet.pdf", "PDF files", asking.taken.append, asking.page)
    assert Path(asking.dialog.selectedFiles()[0]) == tmp_path / "sheet.pdf"
    assert asking.taken == [tmp_path / "sheet.pdf"] * 2


def test_each_kind_of_file_has_a_folder_of_its_own(asking: Asking, tmp_path: Path) -> None:
    scans, payments = tmp_path / "scans", tmp_path / "payments"
    for folder in (scans, payments):
        folder.mkdir()
    files, page = asking.files, asking.page
    files.ask_for_files(Files.DOCUMENTS, "Add", "All files (*)", asking.taken.extend, page)
    asking.choose(scans / "one.pdf", scans / "two.pdf")
    files.ask_for_file(Files.PAYMENTS, "Read", "All files (*)", asking.taken.append, page)
    asking.choose(payments / "a.835")
    assert asking.taken == [scans / "one.pdf", scans / "two.pdf", payments / "a.835"]
    asking.until_begins_in(Files.DOCUMENTS, scans)
    asking.until_begins_in(Files.PAYMENTS, payments)


def test_a_folder_takes_the_place_of_another_beside_it(asking: Asking, tmp_path: Path) -> None:
    asking.files.ask_for_folder(
        Files.BACKUPS, "Backup folder", asking.taken.append, asking.page, str(tmp_path)
    )
    assert Path(asking.dialog.directory().path()) == tmp_path
    asking.choose(tmp_path)
    asking.until_begins_in(Files.BACKUPS, tmp_path)


def test_a_folder_that_is_gone_is_passed_over_without_a_word(
    asking: Asking, tmp_path: Path
) -> None:
    first = asking.files.start(Files.PACKS)
    gone = tmp_path / "unplugged"
    gone.mkdir()
    asking.files.ask_for_folder(Files.PACKS, "Folder", asking.taken.append, asking.page)
    asking.choose(gone)
    asking.until_begins_in(Files.PACKS, gone)
    gone.rmdir()
    assert asking.files.start(Files.PACKS) == first
    asking.files.ask_for_folder(Files.PACKS, "Folder", asking.taken.append, asking.page, str(gone))
    assert Path(asking.dialog.directory().path()) == first
    asking.dialog.reject()


@pytest.mark.parametrize("is_chosen", [True, False])
def test_qts_own_settings_name_no_folder_that_was_looked_into(
    asking: Asking, qtbot: QtBot, tmp_path: Path, is_chosen: bool
) -> None:
    folder = tmp_path / "Testwell, Marisol"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(b"%PDF")
    asking.files.ask_for_file(
        Files.DOCUMENTS, "Add", "All files (*)", asking.taken.append, asking.page
    )
    dialog = asking.dialog
    dialog.setDirectory(str(folder))
    dialog.selectFile(str(folder / "scan.pdf"))
    if is_chosen:
        dialog.accept()
    else:
        dialog.reject()
    qtbot.waitUntil(lambda: not asking.page.findChildren(QFileDialog))
    assert asking.taken == [folder / "scan.pdf"] * is_chosen
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    told = [str(kept.value(f"FileDialog/{name}")) for name in ("history", "lastVisited")]
    assert all(Path.home().name in each and "Testwell" not in each for each in told)
