"""What the tests of editors share: surroundings of a small practice, and a desk to try them at."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.answers import EvidenceItem
from app.ui.fields.support import EditorSupport
from app.ui.icons import Icons
from tests.ui.fields.desk import PROFESSIONALS, STAFF, TODAY, Desk, MakeDesk, search


@pytest.fixture
def support(icons: Icons) -> EditorSupport:
    """Small directories, a handful of diagnoses, a store that refuses text files."""

    def take_in(path: Path) -> EvidenceItem | str:
        if path.suffix == ".txt":
            return "This is neither a PDF nor a picture: save it as PDF and add it again."
        content = path.read_bytes()
        return EvidenceItem(content.hex().ljust(64, "0")[:64], path.name, len(content))

    return EditorSupport(
        icons=icons,
        today=lambda: TODAY,
        staff=lambda: STAFF,
        professionals=lambda: PROFESSIONALS,
        search_diagnoses=search,
        take_in=take_in,
        suggest=lambda path: f"Built for {path}.",
    )


@pytest.fixture
def desk(qtbot: QtBot, support: EditorSupport) -> MakeDesk:
    """Make a desk for a field."""
    return lambda field: Desk(qtbot, support, field)
