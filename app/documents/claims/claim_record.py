"""The claims of a patient on paper: what was billed, what payers answered, what was appealed.

`services.requests.record_claims` fills it for a copy of the patient's records. It tells what was
recorded and what payers printed; what a patient owes is never worked out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.blocks import Block, Column, Document, Grid, Heading, KeyValues, Paragraph
from app.documents.page_frame import framed, head
from app.domain.practice.people import Practice

TITLE = "Claims and payers’ answers"

_LINES = (
    Column("Service", 1.6),
    Column("Code", 1.2),
    Column("Teeth or area", 1.6),
    Column("Quantity", 1, "right"),
    Column("Fee", 1.4, "right"),
)
_JUDGED = (
    Column("Code", 1.2),
    Column("Billed", 1.3, "right"),
    Column("Allowed", 1.3, "right"),
    Column("Paid", 1.3, "right"),
    Column("Patient’s part, as printed", 1.7, "right"),
    Column("Not paid, and why", 3.2),
)
_HISTORY = (Column("When", 2.2), Column("State", 1.8), Column("What happened", 5))


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer of a payer: a heading, what it says as a whole, and its lines."""

    title: str
    about: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One claim in final words. `appeals` are a sentence each."""

    title: str
    about: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, ...], ...]
    answers: tuple[AnswerRecord, ...]
    appeals: tuple[str, ...]
    history: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ClaimRecords:
    """All of them, in final words."""

    practice: Practice
    patient: str
    made: str
    claims: Sequence[ClaimRecord]


def build(records: ClaimRecords) -> Document:
    """The document. Its properties name no patient."""
    claims = (block for claim in records.claims for block in _claim(claim))
    blocks = (*head(records.practice, TITLE), *claims)
    return framed(
        records.practice, TITLE, blocks, left=records.patient, foot=f"Made {records.made}"
    )


def _claim(claim: ClaimRecord) -> Iterator[Block]:
    yield Heading(claim.title)
    yield KeyValues(claim.about, columns=2)
    if claim.lines:
        yield Grid(_LINES, claim.lines)
    for answer in claim.answers:
        yield Heading(answer.title, 3)
        yield KeyValues(answer.about)
        if answer.lines:
            yield Grid(_JUDGED, answer.lines)
    if claim.appeals:
        yield Heading("Appeals", 3)
        for each in claim.appeals:
            yield Paragraph(each)
    if claim.history:
        yield Heading("What happened", 3)
        yield Grid(_HISTORY, claim.history)
