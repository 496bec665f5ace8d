"""What left the office about one patient, on paper; `services.audit.what_left` builds it.

It lists what this program printed, exported, wrote or recorded as sent, and says that it is no more
than that: the law's accounting of disclosures also holds what left by other ways, and leaves out
what was for treatment, payment and operations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import Block, Column, Document, Grid, KeyValues, Notice, Paragraph
from app.documents.page_frame import framed, head
from app.domain.practice.people import Practice

TITLE = "What left the office"
ONLY_HERE = (
    "Listed is what Chartproof printed, saved as a file, or recorded as sent. What left by another"
    " program, by phone or by mail alone is not known here. This list is not the accounting of"
    " disclosures that a patient may ask for, but it helps to make one."
)
NOTHING = "Nothing about this patient has left Chartproof so far."

_COLUMNS = (
    Column("When", 2.2),
    Column("Who", 2.2),
    Column("What", 1.6),
    Column("Record", 2),
    Column("More", 3),
)


@dataclass(frozen=True, slots=True)
class Left:
    """One act by which something left, in final words."""

    when: str
    who: str
    what: str
    record: str
    more: str


@dataclass(frozen=True, slots=True)
class LeftOf:
    """Everything that left about one patient, in final words, the newest first."""

    practice: Practice
    patient: str
    born: str
    chart_number: str
    printed: str
    acts: Sequence[Left]


def build(left: LeftOf) -> Document:
    """The list. Its properties name no patient."""
    who = (
        ("Patient", left.patient or "not named"),
        ("Date of birth", left.born or "not given"),
        ("Chart number", left.chart_number or "not given"),
    )
    body: tuple[Block, ...] = (Paragraph(NOTHING),)
    if left.acts:
        rows = tuple((a.when, a.who, a.what, a.record, a.more) for a in left.acts)
        body = (Grid(_COLUMNS, rows),)
    blocks = (*head(left.practice, TITLE), KeyValues(who), *body, Notice("info", ONLY_HERE))
    return framed(left.practice, TITLE, blocks, left=left.patient, foot=f"Printed {left.printed}")
