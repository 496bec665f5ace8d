"""The log file: what the program did and where it failed, and nothing about anybody.

Bootstrap opens it; services and the window get the `EventLog` passed in. A line is an event out of
a fixed list, with whole numbers; there is no way to write a text. An exception is its type and the
places it came through, never its message: messages quote what was typed. No ids either: with the
list of notes in hand they would say who was here when.
"""

import datetime as dt
import logging
import traceback
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from app.errors import Failure
from app.files import make_private_folder

FILE_NAME = "chartproof.log"
FILE_BYTES = 256 * 1024
OLDER_FILES = 4


class Event(StrEnum):
    """Everything that can be logged."""

    STARTED = "started"
    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock failed"
    SETTINGS_SET_ASIDE = "settings set aside"
    SAVE_FAILED = "save failed"
    NOTE_SIGNED = "note signed"
    EXPORTED = "exported"
    EXPORT_FAILED = "export failed"
    PASSPHRASE_CHANGED = "passphrase changed"  # noqa: S105 - the name of an event
    TASK_FAILED = "task failed"
    UNEXPECTED = "unexpected error"
    CLOSED = "closed"


class EventLog:
    """Writes events to a handler. Logging never fails: a line the disk refuses is lost."""

    def __init__(self, handler: logging.Handler) -> None:
        handler.setFormatter(_Bare())
        handler.handleError = _drop  # type: ignore[method-assign] # else it prints the record
        self._handler = handler
        self._logger = logging.Logger("chartproof")
        self._logger.addHandler(handler)

    def note(self, event: Event, **numbers: int) -> None:
        """Write that something happened, with counts or durations."""
        self._logger.info(_line(event, numbers))

    def failure(self, event: Event, error: BaseException) -> None:
        """Write that something failed, with the types of the errors and where they came through."""
        self._logger.error(_line(event, {}), exc_info=error)

    def close(self) -> None:
        """Let go of the file. What comes later is not written: it would open the file once more."""
        self._logger.disabled = True
        self._handler.close()


def open_log(folder: Path) -> EventLog:
    """A log in a folder, made if need be; one that writes nowhere when the folder refuses."""
    try:
        make_private_folder(folder)
        file = folder / FILE_NAME
        file.touch()
        return EventLog(_LateFile(file))
    except (OSError, Failure):
        return EventLog(logging.NullHandler())


class _LateFile(logging.Handler):
    """A rotating file, opened for the first line: what opens it brings sockets along, and the first
    window need not wait for those.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._opened: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        if self._opened is None:
            from logging.handlers import RotatingFileHandler

            try:
                self._opened = RotatingFileHandler(
                    self._file, maxBytes=FILE_BYTES, backupCount=OLDER_FILES, encoding="utf-8"
                )
            except OSError:
                self._opened = logging.NullHandler()
            self._opened.setFormatter(self.formatter)
            self._opened.handleError = self.handleError  # type: ignore[method-assign] # drops it
        self._opened.emit(record)

    def close(self) -> None:
        """Let go of the file."""
        if self._opened is not None:
            self._opened.close()
        super().close()


class _Bare(logging.Formatter):
    """Time, event, numbers; errors without their words."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one more for each error and place."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        lines = [f"{at} {record.levelname.lower()} {record.getMessage()}"]
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            lines.append(f"    {type(error).__module__}.{type(error).__qualname__}")
            lines += [f"        {place}" for place in _places(error.__traceback__)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def _places(trace: TracebackType | None) -> list[str]:
    """File, line and function of each frame; of a path the last three parts: it may name a user."""
    return [
        f"{'/'.join(Path(frame.f_code.co_filename).parts[-3:])}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(trace)
    ]


def _line(event: Event, numbers: dict[str, int]) -> str:
    return " ".join([Event(event).value, *(f"{name}={int(n)}" for name, n in numbers.items())])


def _drop(record: logging.LogRecord) -> None:
    """Lose a line rather than the work: the disk is full or gone."""
    del record
