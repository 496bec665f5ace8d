"""Every record page here is tried over a real store in memory and real workers."""

from collections.abc import Iterator

import pytest
from app.ui.icons import Icons
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance
from pytestqt.qtbot import QtBot
from tests.storage.fakes import MemoryStore
from tests.ui.pages.record_desk import RecordDesk


@pytest.fixture
def desk(qtbot: QtBot, appearance: Appearance, icons: Icons) -> Iterator[RecordDesk]:
    """An empty practice."""
    tasks = TaskRunner()
    yield RecordDesk(qtbot, appearance, icons, MemoryStore(), tasks)
    tasks.stop()
