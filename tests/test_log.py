"""The log: events and places, no words."""

import logging
import re
import sys
from pathlib import Path

import pytest

from app.errors import StaleNote
from app.log import FILE_BYTES, FILE_NAME, OLDER_FILES, Event, EventLog, open_log

CANARY = "Quillfeather"


def fail(name: str) -> None:
    try:
        raise KeyError(name)
    except KeyError as error:
        raise ValueError(f"no patient {name}") from error


def caught(name: str) -> BaseException:
    try:
        fail(name)
    except ValueError as error:
        return error
    raise AssertionError


def lines(folder: Path) -> list[str]:
    return (folder / FILE_NAME).read_text("utf-8").splitlines()


def test_an_event_is_a_line_with_numbers(tmp_path: Path) -> None:
    log = open_log(tmp_path / "logs")
    log.note(Event.NOTE_SIGNED, notes=3, milliseconds=41)
    log.close()
    (line,) = lines(tmp_path / "logs")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}\+00:00 info note signed notes=3 milliseconds=41",
        line,
    )


def test_words_are_refused_as_numbers_and_as_events(tmp_path: Path) -> None:
    log = open_log(tmp_path)
    with pytest.raises(ValueError, match="invalid literal"):
        log.note(Event.EXPORTED, files=CANARY)  # type: ignore[arg-type] # what we try
    with pytest.raises(ValueError, match="is not a valid Event"):
        log.note(CANARY)  # type: ignore[arg-type] # what we try
    log.close()
    assert lines(tmp_path) == []


def test_an_error_is_its_types_and_places(tmp_path: Path) -> None:
    log = open_log(tmp_path)
    log.failure(Event.TASK_FAILED, caught(CANARY))
    log.close()
    found = lines(tmp_path)
    assert found[0].endswith(" error task failed")
    kinds = [line.strip() for line in found if line.startswith("    b")]
    assert kinds == ["builtins.ValueError", "builtins.KeyError"]
    places = [line.strip() for line in found if line.startswith("        ")]
    assert [place.split()[-1] for place in places] == ["caught", "fail", "fail"]
    assert all(re.match(r"(\S+/)?tests/test_log\.py:\d+ ", place) for place in places)
    assert CANARY not in "\n".join(found)


def test_an_error_without_its_context_stays_so(tmp_path: Path) -> None:
    log = open_log(tmp_path)
    try:
        try:
            raise KeyError(CANARY)
        except KeyError:
            raise StaleNote from None
    except StaleNote as error:
        log.failure(Event.SAVE_FAILED, error)
    log.close()
    found = lines(tmp_path)
    assert "    app.errors.StaleNote" in found
    assert "    builtins.KeyError" not in found


def test_old_lines_go_when_the_file_is_full(tmp_path: Path) -> None:
    log = open_log(tmp_path)
    for number in range(FILE_BYTES * (OLDER_FILES + 2) // 50):
        log.note(Event.NOTE_SIGNED, milliseconds=number)
    log.close()
    files = sorted(tmp_path.iterdir())
    older = [f"{FILE_NAME}.{number}" for number in range(1, OLDER_FILES + 1)]
    assert [file.name for file in files] == [FILE_NAME, *older]
    assert all(file.stat().st_size <= FILE_BYTES for file in files)


def test_a_folder_that_refuses_costs_the_log_only(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file in the way")
    log = open_log(tmp_path / "logs")
    log.note(Event.STARTED)
    log.failure(Event.UNEXPECTED, caught(CANARY))
    log.close()
    assert (tmp_path / "logs").read_text() == "a file in the way"


def test_a_line_the_disk_refuses_is_lost_in_silence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with (tmp_path / "closed").open("w") as stream:
        handler = logging.StreamHandler(stream)
    log = EventLog(handler)
    log.note(Event.STARTED)
    log.failure(Event.UNEXPECTED, caught(CANARY))
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_log_folder_is_private(tmp_path: Path) -> None:
    open_log(tmp_path / "logs").close()
    assert (tmp_path / "logs").stat().st_mode & 0o077 == 0
