"""Joins two versions of one content that grew out of the same one.

`services.notes.conflicts` calls it. What only one side changed is taken. Where both changed one
place in different ways there is a `Clash`, and nothing of either side is thrown away before
somebody has decided it. Rows that both added are all kept: their ids may be the same by chance, so
mine get others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from rpds import HashTrieMap

from app.domain.guides.answers import Answer, Evidence, Rows, Text
from app.domain.guides.guide import Field, FieldKind
from app.domain.guides.paths import row_ids, template_of
from app.domain.ids import next_row_id
from app.domain.notes.note import Content, Entry, Reason

Side = Literal["theirs", "mine", "both"]

RowOf = Callable[[str], str]
"""The answer path of the row that a reason's item id is about; empty at the top."""

_REASON = "@"
"""Begins the key of a reason: after the row it is about, as if it were a cell of that row."""


class Cell(NamedTuple):
    """What stands at one place: an answer and who entered it when, or a reason."""

    value: Answer | Reason
    entry: Entry | None = None


Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that both sides changed in different ways.

    `path` is an answer path, the path of a row that one side removed and the other changed, or a
    reason's key; everything below it goes with it. None is what a side took away.
    """

    path: str
    theirs: Cell | None
    mine: Cell | None
    both: Cell | None = None
    """What holds both, where two can stand together."""

    @property
    def is_reason(self) -> bool:
        """Whether it is about the reason given to a warning."""
        return _REASON in self.path

    @property
    def item_id(self) -> str:
        """The warning's id, of a reason."""
        return self.path.partition(_REASON)[2]

    @property
    def is_row(self) -> bool:
        """Whether it is about a row as a whole."""
        return not self.is_reason and len(self.path.split("/")) % 2 == 0


@dataclass(frozen=True, slots=True)
class Merge:
    """Both sides put together. `cells` holds what is settled: nothing at or below a clash.

    `taken` are the places where the other side's change was taken without a question. `mine` has
    other ids for new rows than what was typed, where the other side uses the same ones.
    """

    theirs: Cells
    mine: Cells
    cells: Cells
    clashes: tuple[Clash, ...]
    taken: tuple[str, ...]


class NotTaken(NamedTuple):
    """An answer that a decision left out: whose it was, and where it stood."""

    path: str
    cell: Cell


def merge(
    base: Content,
    theirs: Content,
    mine: Content,
    fields: Mapping[str, Field],
    row_of: RowOf,
    *,
    rows_keep_ids: bool = True,
) -> Merge:
    """Join `theirs` and `mine`, which both grew out of `base`.

    `fields` are the guide's, by template path. Rows of records are numbered anew each time they
    are read: where they do not keep their ids, a table that has other rows is compared as a whole.
    """
    b, t, m = (cells_of(side, row_of) for side in (base, theirs, mine))
    if rows_keep_ids:
        m = _with_free_rows(b, t, m)
    whole = tuple(_whole_clashes(b, t, m, rows_keep_ids=rows_keep_ids))
    result: Cells = {}
    clashes = [Clash(path, t.get(path), m.get(path)) for path in whole]
    taken: list[str] = []
    for path in _in_order(t, m, b):
        if _is_under(path, whole):
            continue
        old, other, own = b.get(path), t.get(path), m.get(path)
        if _are_rows(old, other, own):
            found: Cell | None = _merged_rows(old, other, own, path, whole)
        elif _clash(old, other, own):
            clashes.append(Clash(path, other, own, _joined(other, own, fields, path)))
            continue
        else:
            found = _newer(old, other, own)
        if found is not None:
            result[path] = found
        if not _same(found, own):
            taken.append(path)
    return Merge(t, m, result, tuple(clashes), tuple(taken))


def settle(merged: Merge, decisions: Mapping[str, Side]) -> Content:
    """The content once every clash is decided, by its path.

    Raises KeyError for one that is not, ValueError for both where both cannot stand together.
    """
    cells = dict(merged.cells)
    for clash in merged.clashes:
        side = decisions[clash.path]
        if side == "both":
            if clash.both is None:
                raise ValueError("these two cannot stand together")
            cells[clash.path] = clash.both
            continue
        source = merged.theirs if side == "theirs" else merged.mine
        cells.update(_below(source, clash.path))
        if clash.is_row:
            _seat(cells, clash.path, source)
    return content_of(cells)


def not_taken(merged: Merge, decisions: Mapping[str, Side]) -> tuple[NotTaken, ...]:
    """What the decisions leave out of the content, so that it can be kept beside it."""
    left: list[NotTaken] = []
    for clash in merged.clashes:
        if decisions[clash.path] == "both":
            continue
        taken, other = merged.theirs, merged.mine
        if decisions[clash.path] == "mine":
            taken, other = other, taken
        for path, cell in sorted(_below(other, clash.path).items()):
            if not isinstance(cell.value, Rows) and not _same(cell, taken.get(path)):
                left.append(NotTaken(path, cell))
    return tuple(left)


def cells_of(content: Content, row_of: RowOf) -> Cells:
    """A content as places: answers by their paths, reasons by the row they are about."""
    entries = content.entries
    cells: Cells = {p: Cell(answer, entries.get(p)) for p, answer in content.answers.items()}
    for item_id, reason in content.reasons.items():
        row = row_of(item_id)
        cells[f"{row}/{_REASON}{item_id}" if row else _REASON + item_id] = Cell(reason)
    return cells


def content_of(cells: Cells) -> Content:
    """The content again."""
    answers, entries, reasons = {}, {}, {}
    for path, cell in cells.items():
        if isinstance(cell.value, Reason):
            reasons[path.partition(_REASON)[2]] = cell.value
            continue
        answers[path] = cell.value
        if cell.entry is not None:
            entries[path] = cell.entry
    return Content(HashTrieMap(answers), HashTrieMap(entries), HashTrieMap(reasons))


def _in_order(*sides: Cells) -> Iterable[str]:
    """Every place once, those of the first side first."""
    return dict.fromkeys(chain.from_iterable(sides))


def _value(cell: Cell | None) -> object:
    if cell is None:
        return None
    return cell.value.text if isinstance(cell.value, Reason) else cell.value


def _same(one: Cell | None, other: Cell | None) -> bool:
    return _value(one) == _value(other)


def _clash(old: Cell | None, other: Cell | None, own: Cell | None) -> bool:
    return not (_same(old, other) or _same(old, own) or _same(other, own))


def _newer(old: Cell | None, other: Cell | None, own: Cell | None) -> Cell | None:
    """The one that differs from the old; of two that say the same, the one stored first."""
    if other == old or (own != old and _same(other, old) and not _same(own, old)):
        return own
    return other


def _is_under(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)


def _below(cells: Cells, root: str) -> Cells:
    return {path: cell for path, cell in cells.items() if _is_under(path, (root,))}


def _rows(cell: Cell | None) -> tuple[str, ...]:
    return cell.value.ids if cell and isinstance(cell.value, Rows) else ()


def _are_rows(*cells: Cell | None) -> bool:
    """Whether a place is a table on every side that has it."""
    there = [cell for cell in cells if cell is not None]
    return bool(there) and all(isinstance(cell.value, Rows) for cell in there)


def _tables(*sides: Cells) -> Iterator[str]:
    """Every place that is a table on any side, outermost first."""
    found = {p for side in sides for p, cell in side.items() if isinstance(cell.value, Rows)}
    yield from sorted(found, key=lambda path: (path.count("/"), path))


def _with_free_rows(base: Cells, theirs: Cells, mine: Cells) -> Cells:
    """Mine, each new row under an id that is not a new row of theirs."""
    done: set[str] = set()
    while table := next((t for t in _tables(mine) if t not in done), None):
        done.add(table)
        old, other = _rows(base.get(table)), _rows(theirs.get(table))
        for row in _rows(mine.get(table)):
            here = f"{table}/{row}"
            if row in old or row not in other or _below(mine, here) == _below(theirs, here):
                continue
            free = next_row_id((*old, *other, *_rows(mine.get(table))))
            mine = _renamed(mine, table, row, free)
    return mine


def _renamed(cells: Cells, table: str, row: str, free: str) -> Cells:
    old, new = f"{table}/{row}/", f"{table}/{free}/"
    renamed = {_moved(path, old, new): cell for path, cell in cells.items()}
    seat = cells[table]
    ids = tuple(free if each == row else each for each in _rows(seat))
    return {**renamed, table: Cell(Rows(ids), seat.entry)}


def _moved(path: str, old: str, new: str) -> str:
    if not path.startswith(old):
        return path
    path = new + path[len(old) :]
    row, is_reason, item_id = path.partition(_REASON)
    if not is_reason:
        return path
    return f"{row}{_REASON}{item_id.partition('@')[0]}@{'/'.join(row_ids(row[:-1]))}"


def _whole_clashes(
    base: Cells, theirs: Cells, mine: Cells, *, rows_keep_ids: bool
) -> Iterator[str]:
    """Rows that one side removed and the other changed; tables that one side closed."""
    found: list[str] = []
    for table in _tables(base, theirs, mine):
        if _is_under(table, found):
            continue
        seats = [side.get(table) for side in (base, theirs, mine)]
        is_same = rows_keep_ids or len({_rows(seat) for seat in seats}) == 1
        if not (is_same and _are_rows(*seats)):
            old, other, own = (_below(side, table) for side in (base, theirs, mine))
            if not (_alike(old, other) or _alike(old, own) or _alike(other, own)):
                found.append(table)
            continue
        there, here = _rows(theirs.get(table)), _rows(mine.get(table))
        for row in _rows(base.get(table)):
            path = f"{table}/{row}"
            if (row in there) != (row in here):
                kept = theirs if row in there else mine
                if not _alike(_below(base, path), _below(kept, path)):
                    found.append(path)
    yield from found


def _alike(one: Cells, other: Cells) -> bool:
    return one.keys() == other.keys() and all(_same(cell, other[p]) for p, cell in one.items())


def _merged_rows(
    old: Cell | None, other: Cell | None, own: Cell | None, table: str, whole: Iterable[str]
) -> Cell | None:
    """The rows of both sides without those that either removed, or that are to be decided."""
    base, theirs, mine = _rows(old), _rows(other), _rows(own)
    open_rows = {row for row in (*base, *theirs, *mine) if f"{table}/{row}" in whole}
    if base in (theirs, mine) and not open_rows:
        return _newer(old, other, own)
    gone = {row for row in base if row not in theirs or row not in mine} | open_rows
    stays = [row for row in base if row in theirs and row in mine]
    moved_there = [row for row in theirs if row in stays] != stays
    first, second = (
        (theirs, mine) if moved_there or not _moved_here(mine, stays) else (mine, theirs)
    )
    ids = tuple(row for row in dict.fromkeys((*first, *second)) if row not in gone)
    seat = other if other != old else own
    return Cell(Rows(ids), seat.entry if seat else None) if ids else None


def _moved_here(rows: tuple[str, ...], stays: list[str]) -> bool:
    return [row for row in rows if row in stays] != stays


def _seat(cells: Cells, path: str, source: Cells) -> None:
    """Put a decided row where it stood among those that are there; one that is gone stays so."""
    table, _, row = path.rpartition("/")
    order = _rows(source.get(table))
    if row not in order:
        return
    seat, entry = cells.get(table), source[table].entry
    rows = list(_rows(seat))
    before = [each for each in order[: order.index(row)] if each in rows]
    rows.insert(rows.index(before[-1]) + 1 if before else 0, row)
    cells[table] = Cell(Rows(tuple(rows)), seat.entry if seat else entry)


def _joined(
    other: Cell | None, own: Cell | None, fields: Mapping[str, Field], path: str
) -> Cell | None:
    """Both answers in one: texts one after the other, documents of both; None where it cannot."""
    if other is None or own is None:
        return None
    match other.value, own.value:
        case Text(theirs), Text(mine):
            field = fields.get(template_of(path))
            if field is None:  # no words of a form's field: an id
                return None
            between = "\n" if field.kind is FieldKind.LONG_TEXT else "; "
            joined: Answer | Reason = Text(between.join((theirs, mine)))
        case Evidence(theirs_items), Evidence(mine_items):
            joined = Evidence(tuple(dict.fromkeys((*theirs_items, *mine_items))))
        case Reason() as theirs_reason, Reason() as mine_reason:
            text = f"{theirs_reason.text}\n{mine_reason.text}"
            joined = Reason(text, mine_reason.by, mine_reason.at)
        case _:
            return None
    return Cell(joined, own.entry)
