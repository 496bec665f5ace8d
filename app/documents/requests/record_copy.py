"""The first pages of a copy of a patient's records: whose, for whom, what is in it, what is not.

`services.requests.record_requests` builds it; the notes and documents follow it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.blocks import (
    Block,
    Column,
    Document,
    Grid,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
)
from app.documents.page_frame import framed, head
from app.domain.practice.people import Practice

TITLE = "Copy of records"
NOTHING = "Nothing in Chartproof fits what was asked for."
ONLY_HERE = (
    "This copy holds what was kept in Chartproof. The practice may keep more elsewhere, such as"
    " X-rays and the practice system’s chart. The program’s own log of who looked at the record is"
    " not part of it."
)

_INSIDE = (Column("What", 5), Column("Kind", 2.4), Column("Pages", 0.9, "right"))
_FOUND = (*_INSIDE, Column("From page", 1.1, "right"))
_STAYED = (Column("What", 4), Column("Why it is not here", 6))


@dataclass(frozen=True, slots=True)
class Inside:
    """One part of the copy. `place` is its first page, or its file's name."""

    title: str
    kind: str
    pages: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class RecordCopy:
    """The copy as a whole, in final words; `stayed` are titles with the reasons."""

    practice: Practice
    patient: str
    born: str
    chart_number: str
    asked: str
    scope: str
    received: str
    made: str
    parts: Sequence[Inside]
    stayed: Sequence[tuple[str, str]]
    as_files: bool = False


def build(copy: RecordCopy) -> Document:
    """The first pages. Their properties name no patient."""
    return framed(copy.practice, TITLE, _blocks(copy), left=copy.patient, foot=f"Made {copy.made}")


def _blocks(copy: RecordCopy) -> Iterator[Block]:
    yield from head(copy.practice, TITLE)
    yield KeyValues(
        (
            ("Patient", copy.patient or "not named"),
            ("Date of birth", copy.born or "not given"),
            ("Chart number", copy.chart_number or "not given"),
            ("Asked by", copy.asked),
            ("Asked for", copy.scope),
            ("Request of", copy.received),
        ),
        columns=2,
    )
    yield Heading("What is in this copy")
    if not copy.parts:
        yield Paragraph(NOTHING)
    elif copy.as_files:
        columns = (*_INSIDE, Column("File", 3.4))
        yield Grid(columns, tuple(map(_cells, copy.parts)))
    else:
        yield Grid(_FOUND, tuple(map(_cells, copy.parts)))
    if copy.stayed:
        yield Heading("What is not in it")
        yield Grid(_STAYED, tuple(copy.stayed))
    yield Notice("info", ONLY_HERE)


def _cells(part: Inside) -> tuple[str, ...]:
    return (part.title, part.kind, str(part.pages) if part.pages else "", part.place)
