"""A report on paper: what it counts, its plot as bars, its table.

`services.work.report_files` builds it.
"""

from collections.abc import Iterator

from app.documents.blocks import (
    Bar,
    Bars,
    Block,
    Column,
    Document,
    Grid,
    Heading,
    Letterhead,
    Paragraph,
)
from app.documents.page_frame import framed
from app.domain.practice.people import Practice
from app.domain.work.report import Report

_WIDE = 2.4
"""How much wider a column of words is than one of numbers."""


def build(report: Report, practice: Practice, printed: str) -> Document:
    """The report; it names payers and people of the office, never a patient."""
    blocks = _blocks(report, practice.name)
    return framed(practice, report.title, blocks, left=practice.name, foot=f"Printed {printed}")


def _blocks(report: Report, practice: str) -> Iterator[Block]:
    yield Letterhead(practice or "Practice not named", (), ("Report",))
    yield Heading(report.title, 1)
    yield Paragraph(report.said)
    if not report.rows:
        yield Paragraph(report.nothing)
        return
    if any(bar.amount > 0 for bar in report.bars):
        yield Heading(report.bars_title)
        yield Bars(
            tuple(Bar(bar.label, int(1000 * report.length(bar)), bar.words) for bar in report.bars)
        )
    yield Heading("Table")
    columns = tuple(
        Column(each.title, 1.4 if each.is_number else _WIDE, "right" if each.is_number else "left")
        for each in report.columns
    )
    yield Grid(columns, (*report.rows, *([report.total] if report.total else [])))
