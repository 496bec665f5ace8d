"""The retention report: how long records are kept here, and which may go no earlier than when.

`services.requests.retention` builds it. It is a list to think by: the program itself deletes
nothing.
"""

from collections.abc import Sequence
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

TITLE = "Retention report"
NOTHING = "No record has come to its day yet."
NO_DELETION = (
    "Chartproof deletes nothing. Records kept elsewhere, open claims, complaints, lawsuits and"
    " contracts with payers can ask for more years. Ask the state board before you dispose of a"
    " record."
)

_COLUMNS = (
    Column("Patient", 3),
    Column("Date of birth", 1.5),
    Column("Chart number", 1.6),
    Column("Last entry", 1.5),
    Column("Not before", 1.5),
)


@dataclass(frozen=True, slots=True)
class Due:
    """One record whose day has come, in final words."""

    patient: str
    born: str
    chart_number: str
    last: str
    not_before: str


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """The report in final words; `facts` are rule, source and counts."""

    practice: Practice
    facts: Sequence[tuple[str, str]]
    note: str
    due: Sequence[Due]
    more: int
    made: str


def build(report: RetentionReport) -> Document:
    """The report as a document."""
    body: tuple[Block, ...] = (Paragraph(NOTHING),)
    if report.due:
        rows = tuple((d.patient, d.born, d.chart_number, d.last, d.not_before) for d in report.due)
        body = (Grid(_COLUMNS, rows),)
    if report.more:
        body = (*body, Paragraph(f"and {report.more:,} more."))
    note = (Paragraph(report.note),) if report.note else ()
    blocks = (
        *head(report.practice, TITLE),
        KeyValues(tuple(report.facts)),
        *note,
        Heading("Records whose day has come"),
        *body,
        Notice("info", NO_DELETION),
    )
    return framed(report.practice, TITLE, blocks, foot=f"Made {report.made}")
