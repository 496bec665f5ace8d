"""What an import would do with a row and what it did; the import page shows both."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from app.domain.finding.listing import search_key
from app.domain.incoming import Incoming
from app.domain.practice.people import Patient, Professional, StaffMember
from app.domain.reading.dates import show_date
from app.services.ports.store import Repositories

AnyEntry = Patient | StaffMember | Professional


class Outcome(Enum):
    """What a row is to the records there are."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"  # surely the same, with something new
    LOOKALIKE = "lookalike"  # perhaps the same: a person decides
    REFUSED = "refused"


class Decision(Enum):
    """What a person decided about a lookalike."""

    MERGE = "merge"
    ADD = "add"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that would change, as it is shown; `old` is empty where nothing stood."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row judged. `entry` is what would be kept: new, brought up to date, or merged.

    For a lookalike `apart` is the row as an entry of its own; None where it cannot stand beside
    the other.
    """

    line: int
    outcome: Outcome
    title: str = ""
    why: str = ""
    changes: tuple[FieldChange, ...] = ()
    entry: AnyEntry | None = None
    apart: AnyEntry | None = None


class Shelf(Protocol):
    """Where the rows of one kind go; it remembers what it has judged in one run."""

    def judge(self, found: Repositories, rows: Sequence[Incoming]) -> Iterator[Verdict]:
        """What each row is to the records there are now, those kept for the row before included:
        two rows may be about one entry.
        """
        ...

    def keep(self, found: Repositories, entry: AnyEntry) -> None:
        """Keep an entry of a verdict. Raises disk failures."""
        ...


@dataclass(slots=True)
class SeenRows:
    """Who has come up in a file already, and what was said of them there."""

    _lines: dict[str, tuple[int, int]] = field(default_factory=dict)

    def earlier(self, row: Incoming, asked: Iterable[str], told: Iterable[str]) -> tuple[int, bool]:
        """The line that told one of the keys asked for, and whether it said the same; 0 for none.

        Then the row is somebody who has not come up, and tells its own keys.
        """
        said = hash(frozenset(row.values.items()))
        for key in asked:
            if key in self._lines:
                line, before = self._lines[key]
                return line, before == said
        for key in told:
            self._lines.setdefault(key, (row.line, said))
        return 0, False


def change(label: str, old: str | dt.date | None, new: str | dt.date | None) -> FieldChange | None:
    """The change of one value. A new value that is missing, or spelled alike, changes nothing."""
    if not new or old == new:
        return None
    if isinstance(old, str) and isinstance(new, str) and search_key(old) == search_key(new):
        return None
    return FieldChange(label, _shown(old), _shown(new))


def changed_values(
    labels: Mapping[str, str], old: Mapping[str, object], row: Incoming
) -> tuple[dict[str, object], tuple[FieldChange, ...]]:
    """The values of a row that differ from the old ones, by name, and as they are shown."""
    values: dict[str, object] = {}
    changes: list[FieldChange] = []
    for name, label in labels.items():
        before = old.get(name)
        known = before if isinstance(before, str | dt.date) else None
        found = change(label, known, row.values.get(name))
        if found:
            values[name] = row.values[name]
            changes.append(found)
    return values, tuple(changes)


def refused(row: Incoming, why: str) -> Verdict:
    """A row that cannot be taken, in a sentence."""
    return Verdict(row.line, Outcome.REFUSED, why=why)


def repeated(row: Incoming, line: int, *, same: bool) -> Verdict:
    """A row about somebody an earlier line of the file was about."""
    if same:
        return Verdict(row.line, Outcome.SAME)
    return refused(row, f"Line {line} is about the same entry and says something else. Keep one.")


def _shown(value: str | dt.date | None) -> str:
    return show_date(value) if isinstance(value, dt.date) else value or ""
