"""What the tests of editors share: surroundings of a small practice, and a desk to try them at."""

import pytest
from pytestqt.qtbot import QtBot

from app.ui.fields.support import EditorSupport
from app.ui.icons import Icons
from tests.ui.fields.desk import PROFESSIONALS, STAFF, TODAY, Desk, MakeDesk, search
from tests.ui.fields.small_attaching import SmallAttaching


@pytest.fixture
def attaching() -> SmallAttaching:
    """Takes files in at once."""
    return SmallAttaching()


@pytest.fixture
def support(icons: Icons, attaching: SmallAttaching) -> EditorSupport:
    """Small directories, a handful of diagnoses, a desk for documents."""
    return EditorSupport(
        icons=icons,
        today=lambda: TODAY,
        staff=lambda: STAFF,
        professionals=lambda: PROFESSIONALS,
        search_diagnoses=search,
        attaching=attaching,
        suggest=lambda path: f"Built for {path}.",
    )


@pytest.fixture
def desk(qtbot: QtBot, support: EditorSupport) -> MakeDesk:
    """Make a desk for a field."""
    return lambda field: Desk(qtbot, support, field)
