"""Settings: kept as they were, never in the way of a start."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.settings import (
    FILE_NAME,
    MOST_REMEMBERED,
    SET_ASIDE,
    Settings,
    Window,
    read_settings,
    write_settings,
)


def settings_values() -> st.SearchStrategy[Settings]:
    words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
    pixels = st.integers(-5000, 5000)
    return st.builds(
        Settings,
        theme=st.sampled_from(["system", "light", "dark"]),
        scale_percent=st.integers(50, 300),
        window=st.none()
        | st.builds(
            Window, pixels, pixels, st.integers(1, 9999), st.integers(1, 9999), st.booleans()
        ),
        last_user=words,
        idle_minutes=st.integers(1, 480),
        scanner_folder=words,
        import_columns=st.dictionaries(
            words, st.dictionaries(words, st.integers(0, 10_000), max_size=3), max_size=3
        ),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kept=settings_values())
def test_settings_come_back_as_they_were(tmp_path: Path, kept: Settings) -> None:
    write_settings(tmp_path, kept)
    assert read_settings(tmp_path) == (kept, ())


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "nowhere") == (Settings(), ())


@pytest.mark.parametrize(
    "content", [b"theme = ", b"\xff\xfe", b"\x00" * 50, b"theme = 'dark'\n[[["]
)
def test_an_unreadable_file_is_set_aside_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    found, problems = read_settings(tmp_path)
    assert found == Settings()
    assert problems == (f"The settings could not be read and were set aside as {SET_ASIDE}.",)
    assert (tmp_path / SET_ASIDE).read_bytes() == content
    assert read_settings(tmp_path) == (Settings(), ())


def test_every_unreadable_value_is_named_and_the_others_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        'theme = "pink"\nscale_percent = 1000\nidle_minutes = true\nlast_user = 5\n'
        'export_folder = "/srv/letters"\naging_by = "service"\ncolor = "red"\n'
        '[window]\nx = 1\ny = "2"\n'
    )
    found, problems = read_settings(tmp_path)
    assert found == Settings(aging_by="service")
    assert problems == (
        "The setting “theme” must be system, light or dark. Its default is used.",
        "The setting “scale_percent” must be a whole number from 50 to 300. Its default is used.",
        "The setting “idle_minutes” must be a whole number from 1 to 480. Its default is used.",
        "The setting “last_user” must be a staff id. Its default is used.",
        "There is no setting “color”. It is left out.",
        "The setting “window” must be x, y, width and height, in numbers. Its default is used.",
    )


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_file_keeps_the_program_from_starting(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    found, _ = read_settings(tmp_path)
    assert isinstance(found, Settings)


def test_a_folder_in_place_of_the_file_is_survived(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    found, problems = read_settings(tmp_path)
    assert found == Settings()
    assert len(problems) == 1


def test_reading_settings_brings_nothing_heavy_along() -> None:
    code = (
        "import sys, app.settings, app.log, app.services.people.access, app.storage.folder\n"
        "heavy = ('pydantic', 'sqlalchemy', 'alembic', 'app.domain', 'rpds', 'cryptography')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"


def test_columns_of_the_newest_files_are_remembered() -> None:
    kept = Settings()
    for number in range(30):
        kept = kept.with_columns(f"file{number}", {"given": number})
    kept = kept.with_columns("file20", {"given": 1})
    assert len(kept.import_columns) == MOST_REMEMBERED
    assert list(kept.import_columns)[-1] == "file20"
    assert kept.import_columns["file20"] == {"given": 1}
    assert "file9" not in kept.import_columns
