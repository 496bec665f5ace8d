"""What differs between two versions, in words: the conflict page lists it, notices name it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.guides.answers import Rows, Text
from app.domain.guides.guide import Field, Guide
from app.domain.guides.paths import template_of
from app.domain.guides.showing import show_answer
from app.domain.notes.left_out import LeftOut
from app.domain.notes.merging import Cell, Cells, Clash, Merge
from app.domain.notes.note import Reason
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.rules.compiled import CompiledGuide
from app.services.notes.conflicts import TREATING, WAITS_FOR
from app.ui.models.path_words import field_words, row_words

NOTHING = "No answer"
REMOVED = "Removed"

_PEOPLE = {TREATING: "Treating dentist", WAITS_FOR: "Waits for"}
_NO_MERGE = Merge({}, {}, {}, (), ())
_NAMED = 3
"""Places named in one sentence; of more the number is said."""


@dataclass(frozen=True, slots=True)
class Version:
    """What one side has at a place, and who entered it when; empty where that is not kept."""

    words: str
    entered: str = ""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One place to decide about. `both` is what would stand there with both; empty where it cannot.

    `path` is the clash's.
    """

    path: str
    label: str
    theirs: Version
    mine: Version
    both: str = ""


class ConflictWords:
    """Puts a merge into words; `zone` is the practice's own time.

    `name_of` names a staff id; nobody is named where it gives nothing.
    """

    def __init__(
        self, guide: CompiledGuide, name_of: Callable[[str], str], zone: dt.tzinfo
    ) -> None:
        self._rules = guide
        self._guide: Guide = guide.guide
        self._name_of = name_of
        self._zone = zone

    def rows(self, merged: Merge) -> tuple[ConflictRow, ...]:
        """Every clash, in the order of the guide."""
        order = {path: number for number, path in enumerate(self._guide.fields)}
        clashes = sorted(
            merged.clashes, key=lambda c: (order.get(template_of(c.path), len(order)), c.path)
        )
        return tuple(
            ConflictRow(
                clash.path,
                self._label(clash, merged),
                self._version(clash, merged.theirs),
                self._version(clash, merged.mine),
                self._words(clash.path, clash.both) if clash.both else "",
            )
            for clash in clashes
        )

    def taken(self, merged: Merge) -> str:
        """Who changed what beside, and that it is in: one line; empty when nothing was taken."""
        places = list(dict.fromkeys(self._place(path, merged) for path in merged.taken))
        if not places:
            return ""
        named = places[:_NAMED]
        if len(places) > _NAMED:
            named = [*named[: _NAMED - 1], f"{len(places) - _NAMED + 1} more"]
        who = self.people(merged.theirs.get(path) for path in merged.taken)
        return f"{who} changed {_listed(named)} meanwhile; that is taken over."

    def clashing(self, merged: Merge) -> str:
        """Who changed how much that was changed here too, and what to do: two sentences."""
        who = self.people(merged.theirs.get(clash.path) for clash in merged.clashes)
        places = [self._label(clash, merged) for clash in merged.clashes]
        what = places[0] if len(places) == 1 else f"{len(places)} answers"
        return f"{who} changed {what} too, in another way. Nothing is lost: decide what holds."

    def left_out(self, left: LeftOut) -> tuple[str, str, str]:
        """An answer that was left out: where it stood, what it says, who entered and left it."""
        path, by, at = left.path, left.by, left.at
        clash = Clash(path, None, None)
        label = self._label(clash, _NO_MERGE)
        entered = f"Entered by {self._moment(left.entry.by, left.entry.at)}" if left.entry else ""
        lines = (entered, f"Left out by {self._moment(by, at)}")
        return label, self._words(path, Cell(left.answer)), " · ".join(filter(None, lines))

    def people(self, cells: Iterable[Cell | None]) -> str:
        """Who entered these, by name."""
        ids = (self._by(cell) for cell in cells if cell is not None)
        names = list(dict.fromkeys(filter(None, (self._name_of(each) for each in ids if each))))
        return _listed(names[:_NAMED]) if names else "Somebody"

    @staticmethod
    def _by(cell: Cell) -> str:
        if isinstance(cell.value, Reason):
            return cell.value.by
        return cell.entry.by if cell.entry else ""

    def _place(self, path: str, merged: Merge) -> str:
        if path in _PEOPLE:
            return _PEOPLE[path]
        cell = merged.theirs.get(path)
        if "/" in path and not (cell and isinstance(cell.value, Rows)):
            return self._row(path.rpartition("/")[0], merged)
        return "a reason" if path.startswith("@") else field_words(path, self._guide)

    def _label(self, clash: Clash, merged: Merge) -> str:
        if clash.path in _PEOPLE:
            return _PEOPLE[clash.path]
        if clash.is_reason:
            rule = self._rules.rules_by_id.get(clash.item_id.partition("@")[0])
            return f"Reason given: {rule.requirement.say}" if rule else "Reason given"
        if clash.is_row:
            return self._row(clash.path, merged)
        parts = (row_words(clash.path, self._guide, _rows_in(merged)),)
        return " · ".join((*filter(None, parts), field_words(clash.path, self._guide)))

    def _row(self, path: str, merged: Merge) -> str:
        return row_words(f"{path}/x", self._guide, _rows_in(merged))

    def _version(self, clash: Clash, cells: Cells) -> Version:
        below = {p: c for p, c in cells.items() if (p + "/").startswith(clash.path + "/")}
        if clash.is_row:
            table, _, row = clash.path.rpartition("/")
            seat = cells.get(table)
            if not (seat and isinstance(seat.value, Rows) and row in seat.value.ids):
                return Version(REMOVED, self._entered([seat] if seat else []))
            return Version("\n".join(self._lines(below)) or NOTHING, self._entered(below.values()))
        own = cells.get(clash.path)
        words = self._words(clash.path, own) if own else ""
        inner = {path: cell for path, cell in below.items() if path != clash.path}
        lines = [words, *self._lines(inner)] if own and isinstance(own.value, Rows) else [words]
        return Version("\n".join(filter(None, lines)) or NOTHING, self._entered(below.values()))

    def _words(self, path: str, cell: Cell) -> str:
        if isinstance(cell.value, Reason):
            return cell.value.text
        if path in _PEOPLE and isinstance(cell.value, Text):
            return self._name_of(cell.value.value)
        return show_answer(cell.value, self._field(path))

    def _lines(self, cells: Mapping[str, Cell]) -> Iterator[str]:
        """The answers of a row or table, each with its label."""
        for path, cell in cells.items():
            words = self._words(path, cell)
            if words and not isinstance(cell.value, Reason):
                yield f"{field_words(path, self._guide)}: {words}"

    def _field(self, path: str) -> Field | None:
        return self._guide.fields.get(template_of(path))

    def _entered(self, cells: Iterable[Cell]) -> str:
        """Who entered the latest of these and when."""
        entries = [(c.entry.at, c.entry.by) for c in cells if c.entry]
        entries += [(c.value.at, c.value.by) for c in cells if isinstance(c.value, Reason)]
        if not entries:
            return ""
        at, by = max(entries)
        return self._moment(by, at)

    def _moment(self, by: str, at: dt.datetime) -> str:
        local = at.astimezone(self._zone)
        when = f"{show_date(local.date())} {show_time(local.time())}"
        return ", ".join(filter(None, (self._name_of(by), when)))


def _rows_in(merged: Merge) -> Callable[[str], tuple[str, ...]]:
    def rows(table: str) -> tuple[str, ...]:
        for cells in (merged.theirs, merged.mine):
            cell = cells.get(table)
            if cell is not None and isinstance(cell.value, Rows):
                return cell.value.ids
        return ()

    return rows


def _listed(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
