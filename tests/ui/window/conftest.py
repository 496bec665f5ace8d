"""The program over a practice on the disk, for the tests of the window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.office_desk import OfficeDesk, make_practice
from tests.ui.window.acts import Sit


@pytest.fixture(scope="session")
def small_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice to copy."""
    folder = tmp_path_factory.mktemp("practice") / "data"
    make_practice(folder)
    return folder


@pytest.fixture
def data(tmp_path: Path, small_practice: Path) -> Path:
    """A practice of its own."""
    folder = tmp_path / "data"
    shutil.copytree(small_practice, folder)
    return folder


@pytest.fixture
def sit(
    qtbot: QtBot,
    tmp_path: Path,  # noqa: ARG001 - asked for first, so that it goes last
) -> Iterator[Sit]:
    """Starts the program on a folder; all are closed at the end, before the folder goes."""
    desks: list[OfficeDesk] = []

    def start(folder: Path) -> OfficeDesk:
        desks.append(OfficeDesk.sit_down(qtbot, folder))
        return desks[-1]

    yield start
    for desk in desks:
        desk.leave()


@pytest.fixture
def desk(sit: Sit, data: Path) -> OfficeDesk:
    """The program with the practice unlocked, the list of notes shown."""
    desk = sit(data)
    desk.unlock()
    return desk
