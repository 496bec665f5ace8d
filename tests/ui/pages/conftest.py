"""Every record page here is tried over a real store in memory and real workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.icons import Icons
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance
from tests.storage.fakes import MemoryStore
from tests.ui.pages.record_desk import RecordDesk


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    """Real workers."""
    tasks = TaskRunner()
    yield tasks
    tasks.stop()


@pytest.fixture
def desk(
    qtbot: QtBot, appearance: Appearance, icons: Icons, runner: TaskRunner, tmp_path: Path
) -> Iterator[RecordDesk]:
    """An empty practice."""
    made = RecordDesk(qtbot, appearance, icons, MemoryStore(), runner, tmp_path / "logs")
    yield made
    runner.stop()
    made.log.close()
