"""Answer paths in words, for lists, notices and buttons: `Activity 2`, `Activity 2 · Minutes`."""

from collections.abc import Callable, Iterator

from app.domain.facts.known import KNOWN_FIELDS
from app.domain.guides.guide import Guide
from app.domain.guides.paths import template_of
from app.rules.compiled import RECORD_SECTION

RowsOf = Callable[[str], tuple[str, ...]]
"""The row ids of the table at an answer path, in the order shown."""

RECORD_TITLE = "Patient, plan and practice"


def field_words(path: str, guide: Guide) -> str:
    """The label of the field behind an answer path or a known name."""
    template = template_of(path)
    if field := guide.fields.get(template):
        return field.label
    _, label = KNOWN_FIELDS.get(template, (None, template))
    return label


def row_words(path: str, guide: Guide, rows_of: RowsOf) -> str:
    """The rows an answer path stands in, each by name and number; empty at the top."""
    return " · ".join(_rows(path, guide, rows_of))


def place_words(path: str, guide: Guide, rows_of: RowsOf) -> str:
    """Rows and label of an answer path."""
    return " · ".join((*_rows(path, guide, rows_of), field_words(path, guide)))


def section_words(section_id: str, guide: Guide) -> str:
    """The title of a section, or of the facts that have screens of their own."""
    if section_id == RECORD_SECTION:
        return RECORD_TITLE
    return next(s.title for s in guide.sections if s.id == section_id)


def is_record(path: str) -> bool:
    """Whether a path belongs to patient, plan or practice, which have screens of their own."""
    template = template_of(path)
    return template in KNOWN_FIELDS or "." in template


def _rows(path: str, guide: Guide, rows_of: RowsOf) -> Iterator[str]:
    parts = path.split("/")
    for depth in range(1, len(parts) - 1, 2):
        table, row = "/".join(parts[:depth]), parts[depth]
        field = guide.fields.get(template_of(table))
        name = field.row_name or field.label if field else "Coverage"
        rows = rows_of(table)
        yield f"{name} {rows.index(row) + 1}" if row in rows else name
