"""Answered fields as blocks, shared by chart note, claim attachment and consultation request."""

from collections.abc import Callable, Iterable, Iterator

from app.documents.blocks import Block, Column, Grid, KeyValues, Paragraph
from app.documents.notes.note_view import NoteView, initials
from app.domain.facts.time_spent import time_spent
from app.domain.guides.answers import Evidence, Person
from app.domain.guides.guide import Field, FieldKind
from app.domain.guides.paths import TOP, Place
from app.domain.guides.showing import show_answer

Wanted = Callable[[Field], bool]

LATE_SIGN = "*"
"""Stands beside who made a late entry; the chart note explains it."""

_WHEN = frozenset({FieldKind.DATE, FieldKind.TIME, FieldKind.MINUTES})


def fact_blocks(
    view: NoteView, fields: Iterable[Field], wanted: Wanted, *, entered: bool
) -> Iterator[Block]:
    """The answered fields among `fields`: single ones in one grid or list, each table as a grid.

    With `entered`, a column says who entered the fact and when.
    """
    single: list[Field] = []
    for field in fields:
        if field.kind is not FieldKind.TABLE:
            single.append(field)
            continue
        yield from _facts(view, single, wanted, entered=entered)
        single = []
        if wanted(field):
            yield from _table(view, field, TOP, wanted, entered=entered)
    yield from _facts(view, single, wanted, entered=entered)


def _facts(
    view: NoteView, fields: Iterable[Field], wanted: Wanted, *, entered: bool
) -> Iterator[Block]:
    found = [
        (field, _words(view, field, field.path))
        for field in fields
        if wanted(field) and _words(view, field, field.path)
    ]
    if not found:
        return
    if not entered:
        yield KeyValues(tuple((field.label, words) for field, words in found))
        return
    yield Grid(
        (Column("", 3), Column("", 6), Column("", 2.6, "right")),
        tuple((field.label, words, _entered(view, field.path)) for field, words in found),
    )


def _table(
    view: NoteView, table: Field, place: Place, wanted: Wanted, *, entered: bool
) -> Iterator[Block]:
    places = [place.inside(table.path, row) for row in view.facts.rows(place.path(table.path))]
    if not places:
        words = show_answer(view.answer(place.path(table.path)), table)
        if words:
            yield Paragraph(words, lead=table.label)
        return
    columns = _columns(view, table, places, wanted)
    titles = [title for title, _ in columns]
    rows = []
    for number, row in enumerate(places, start=1):
        cells = [_cell(view, fields, row, wanted) for _, fields in columns]
        if entered:
            cells.append(_entered(view, row.row))
        rows.append((str(number), *cells))
    widths = {"When": 1.9, "Who": 2.0, "Entered": 1.6}
    shown = ["#", *titles, *(["Entered"] if entered else [])]
    yield Grid(
        tuple(Column(t, 0.5 if t == "#" else widths.get(t, 4.6)) for t in shown), tuple(rows)
    )
    if sums := _sums(view, table, places):
        yield Paragraph(sums, lead="Time")


def _columns(
    view: NoteView, table: Field, places: list[Place], wanted: Wanted
) -> list[tuple[str, list[Field]]]:
    used = [
        field
        for field in table.fields
        if wanted(field) and any(_words(view, field, row.path(field.path)) for row in places)
    ]
    when = [field for field in used if field.kind in _WHEN]
    who = [field for field in used if field.kind is FieldKind.PERSON]
    what = [field for field in used if field not in when and field not in who]
    groups = [("When", when), (table.label, what), ("Who", who)]
    return [(title, fields) for title, fields in groups if fields]


def _cell(view: NoteView, fields: list[Field], row: Place, wanted: Wanted) -> str:
    lines: list[str] = []
    for field in fields:
        path = row.path(field.path)
        if field.kind is FieldKind.TABLE:
            lines.extend(_inner_lines(view, field, row, wanted))
        elif words := _words(view, field, path):
            bare = field.kind in _WHEN or field.kind is FieldKind.PERSON
            lines.append(words if bare and len(fields) > 1 else f"{field.label}: {words}")
    if len(lines) == 1 and len(fields) == 1:
        return lines[0].partition(": ")[2] or lines[0]
    return "\n".join(lines)


def _inner_lines(view: NoteView, table: Field, row: Place, wanted: Wanted) -> Iterator[str]:
    for number, row_id in enumerate(view.facts.rows(row.path(table.path)), start=1):
        inner = row.inside(table.path, row_id)
        words = [_words(view, field, inner.path(field.path)) for field in table.fields]
        kept = [w for w, field in zip(words, table.fields, strict=True) if w and wanted(field)]
        yield f"{table.row_name or table.label} {number}: {', '.join(kept)}"


def _sums(view: NoteView, table: Field, places: list[Place]) -> str:
    """Minutes in all and a person, when the table has both; done here so that nobody adds up."""
    minutes = next((f for f in table.fields if f.kind is FieldKind.MINUTES), None)
    person = next((f for f in table.fields if f.kind is FieldKind.PERSON), None)
    if minutes is None:
        return ""
    by_name: dict[str, int] = {}
    for row in places:
        spent = time_spent(view.facts, row.path(minutes.path))
        who = view.answer(row.path(person.path)) if person else None
        if spent is not None:
            name = who.name if isinstance(who, Person) else "not named"
            by_name[name] = by_name.get(name, 0) + spent.minutes
    total = sum(by_name.values())
    if not total:
        return ""
    if len(by_name) == 1 and person is None:
        return f"{total} minutes"
    parts = "; ".join(f"{name} {spent}" for name, spent in sorted(by_name.items()))
    return f"{total} minutes in all ({parts})"


def _words(view: NoteView, field: Field, path: str) -> str:
    answer = view.answer(path)
    if isinstance(answer, Evidence):
        return "\n".join(item.title for item in answer.items)
    if isinstance(answer, Person) and answer.supervisor:
        return f"{show_answer(answer, field)} (supervised by {answer.supervisor})"
    return show_answer(answer, field)


def _entered(view: NoteView, path: str) -> str:
    """Who entered the fact or row, and when."""
    entry = view.entered.get(path)
    if entry is None:
        return ""
    late = LATE_SIGN if view.is_late(entry) else ""
    return f"{initials(view.person(entry.by))}{late} {view.moment(entry.at)}"
