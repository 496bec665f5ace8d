"""The file that keeps wrong tries beside the practice; bootstrap hands it to `people.tries`.

Staff ids, counts and times only. Whoever can delete it can also copy the key file and guess on a
computer of their own, so it is not sealed; a damaged one reads as empty. No pydantic: the door
reads it before anything heavy is loaded.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from app.files import disk_failures, make_private_folder, write_whole
from app.tried import Tried

FILE_NAME = "practice.tries"


class TryFile:
    """The tries in a folder; fits `app.services.people.tries.TryBook`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> Mapping[str, Tried]:
        """What was kept; nothing when there is none, or it cannot be read."""
        try:
            with disk_failures():
                text = (self._folder / FILE_NAME).read_text("utf-8")
            table = json.loads(text)
            return {str(who): _tried(each) for who, each in table.items()}
        except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}

    def write(self, tried: Mapping[str, Tried]) -> None:
        """Keep it, whole or not at all. Raises DiskFull, ReadOnlyFolder."""
        table = {
            who: {"wrong": each.wrong, "at": each.at.isoformat(), "untold": each.untold}
            for who, each in tried.items()
        }
        make_private_folder(self._folder)
        write_whole(self._folder / FILE_NAME, json.dumps(table).encode())


def _tried(table: Mapping[str, object]) -> Tried:
    """Raises ValueError, TypeError and KeyError for what no `write` wrote."""
    at = dt.datetime.fromisoformat(str(table["at"]))
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return Tried(_count(table["wrong"]), at, _count(table["untold"]))


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError
    return value
