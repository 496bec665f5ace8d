"""What a page of records edits through: `Records`, or the desk of one kind of record."""

from collections.abc import Mapping
from typing import Any, Protocol

from app.domain.notes.merging import Merge, Side
from app.services.notes.unfinished import Unfinished
from app.services.records.records import Saved

Edited = Any
"""The one kind of record that a page has; each keeper says which in its own methods."""


class RecordKeeper(Protocol):
    """Saves, takes back and reads again; raises StaleRecord, NotAllowed and disk failures."""

    @property
    def unfinished(self) -> Unfinished:
        """What is typed and not saved yet."""
        ...

    def save(self, record: Edited, /) -> Saved[Edited]:
        """Keep a record."""
        ...

    def take_back(self, saved: Saved[Edited], /) -> Saved[Edited]:
        """Put back what stood there before a save."""
        ...

    def stored(self, record: Edited, /) -> Edited | None:
        """The record as it stands in the store now."""
        ...

    def keep_left_out(
        self, record: Edited, merged: Merge, decisions: Mapping[str, Side], /
    ) -> None:
        """Keep beside a record what a decision between two versions leaves out of it."""
        ...
