"""Every test here gets one open note."""

import pytest
from pytestqt.qtbot import QtBot

from app.ui.icons import Icons
from app.ui.theme import Appearance
from tests.ui.open_note import OpenNote


@pytest.fixture
def note(qtbot: QtBot, appearance: Appearance, icons: Icons) -> OpenNote:
    """An empty draft over the small guide, with its bridge."""
    return OpenNote(qtbot, appearance, icons)
