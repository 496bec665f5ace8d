"""Compares a line of a month's page that was filed with the audit trail as it is now.

History and `chartproof audit verify --filed` ask. Who replaced the practice by an older one
together with the file beside it, or wrote the trail anew, cannot have replaced the paper.
"""

import string
from dataclasses import dataclass

from app.domain.audit import Head, true_hash
from app.domain.reading.problem import Unread
from app.services.ports.store import Repositories, Store

LEAST_OF_HASH = 16
"""Digits of a hash that are enough: nobody finds another row that begins with the same ones."""
_MOST_OF_HASH = 64
_MOST_OF_COUNT = 15

NO_HASH = "Type the hash as it is printed, four groups of it at least: only 0 to 9 and a to f."
NO_COUNT = "Type the number of rows as it is printed, for example 1,204."
NO_WORKSTATION = "Type the beginning of the workstation’s id as it is printed."

_WHAT_NOW = (
    "The practice file was replaced or changed since the page was printed. Keep it as it is, and"
    " look into the backups of that time."
)


@dataclass(frozen=True, slots=True)
class Compared:
    """Whether the trail still holds the row that was printed, in a sentence."""

    fits: bool
    sentence: str


def read_hash(typed: str) -> str | Unread:
    """The beginning of a hash, in groups or not."""
    digits = "".join(typed.split()).lower()
    enough = LEAST_OF_HASH <= len(digits) <= _MOST_OF_HASH
    return digits if enough and _is_hex(digits) else Unread(NO_HASH)


def read_count(typed: str) -> int | Unread:
    """How many rows a chain had, with commas or not."""
    digits = typed.replace(",", "").strip()
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_OF_COUNT
    return int(digits) if is_number and int(digits) else Unread(NO_COUNT)


def read_workstation(typed: str) -> str | Unread:
    """The beginning of a workstation's id."""
    digits = typed.strip().lower()
    return digits if digits and _is_hex(digits) else Unread(NO_WORKSTATION)


def compare(store: Store, workstation: str, count: int, beginning: str) -> Compared:
    """Look for the row that a page names: its workstation, its number, and how its hash begins."""
    with store.reading() as found:
        heads = [h for h in found.audit.heads() if h.workstation.startswith(workstation)]
        verdicts = [_compared(found, head, count, beginning) for head in heads]
    nowhere = f"The trail has no row of the workstation {workstation}. {_WHAT_NOW}"
    fitting = (verdict for verdict in verdicts if verdict.fits)
    return next(fitting, verdicts[0] if verdicts else Compared(False, nowhere))


def _compared(found: Repositories, head: Head, count: int, beginning: str) -> Compared:
    if head.count < count:
        less = f"The trail has {head.count:,} rows of that workstation, not {count:,}."
        return Compared(False, f"{less} {_WHAT_NOW}")
    row = found.audit.row_at(head.workstation, count)
    if row is None or row.hash != true_hash(row) or not row.hash.startswith(beginning):
        return Compared(False, f"Row {count:,} is not the one that was printed. {_WHAT_NOW}")
    return Compared(
        True,
        f"The page fits: row {count:,} of that workstation is the one that was printed. Nothing up"
        " to it was changed or taken out if the trail is whole.",
    )


def _is_hex(text: str) -> bool:
    return set(text) <= set(string.hexdigits)
