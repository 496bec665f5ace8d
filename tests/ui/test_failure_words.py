"""What the screen says when work fails."""

import logging
from pathlib import Path

import pytest

from app.errors import MissingFolder
from app.files import write_whole
from app.log import Event, EventLog
from app.ui.failure_words import UNEXPECTED, FailureWords


def test_a_folder_that_went_away_before_a_file_was_saved_is_said(tmp_path: Path) -> None:
    words = FailureWords(EventLog(logging.NullHandler()))
    with pytest.raises(FileNotFoundError) as gone:
        write_whole(tmp_path / "stick" / "letter.pdf", b"%PDF")
    assert words.of(gone.value, Event.EXPORT_FAILED) == MissingFolder.sentence
    assert words.of(gone.value) == UNEXPECTED
