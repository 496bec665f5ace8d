"""The ends of the audit trail on paper, once a month; `services.audit.trail_ends` builds it.

Who has the practice's key and the computer can rewrite the trail and what is kept beside it. They
cannot rewrite a page that was signed and filed: the rows it names must still be there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import (
    Column,
    Document,
    Grid,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    SignatureBlock,
)
from app.documents.page_frame import letterhead
from app.domain.practice.people import Practice

TITLE = "Ends of the audit trail"
_WHY = (
    "Print, sign and file this page each month, away from the computers. If the trail is ever"
    " doubted, the last row named above must still be in it, with this hash: “Check the history”"
    " compares a filed page, and the exported history shows number and hash of every row."
)
_NOTHING = "The audit trail has no rows yet."
_COLUMNS = (
    Column("Workstation", 1.4),
    Column("Rows", 0.9, "right"),
    Column("Last row written", 1.8),
    Column("Hash of the last row", 5),
)
_GROUP = 4


@dataclass(frozen=True, slots=True)
class End:
    """Where one workstation's chain ends, in final words but for the hash (64 hex digits)."""

    workstation: str
    rows: str
    written: str
    hash: str


@dataclass(frozen=True, slots=True)
class Ends:
    """What the page says. `holds` is the outcome of the check made for it, in a sentence."""

    practice: Practice
    month: str
    printed: str
    holds: str
    ends: Sequence[End]


def build(ends: Ends) -> Document:
    """The page. It names nobody but the practice."""
    rows = tuple((e.workstation, e.rows, e.written, in_groups(e.hash)) for e in ends.ends)
    table = Grid(_COLUMNS, rows) if rows else Paragraph(_NOTHING)
    return Document(
        title=f"{TITLE}, {ends.month}",
        blocks=(
            letterhead(ends.practice, TITLE, ends.month),
            Heading(f"{TITLE}, {ends.month}", 1),
            KeyValues((("Checked", ends.holds),)),
            table,
            Notice("info", _WHY),
            SignatureBlock(
                "Office manager",
                statement="I printed this page on the day below and filed it away from the office's"
                " computers.",
            ),
        ),
        author=ends.practice.name,
        page_size=ends.practice.paper,
        header_right=(TITLE,),
        footer=f"Printed {ends.printed}",
    )


def in_groups(digits: str) -> str:
    """Hex digits in groups of four, for eyes that compare."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
