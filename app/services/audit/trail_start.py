"""Begins the audit trail of a session: whether database and anchor fit, and the first row.

Bootstrap and the command line call it in the transaction that opens a practice, before any other
row moves the anchor on: what did not fit is written down for good.
"""

from dataclasses import dataclass

from app.domain.audit import About, Anchor, AuditQuery, Deed, Head
from app.preparing import Preparing, Told, unheard
from app.services.ports.store import Repositories
from app.services.trail import Trail

OLDER = (
    "The practice file is older than what this computer last wrote. Find out whether a backup was"
    " put in its place; if not, restore the latest backup."
)
OTHER = (
    "The audit trail is not the one this computer wrote. Keep the practice file as it is, and"
    " restore the latest backup."
)
BROKEN = (
    "The end of the audit trail that is kept beside the practice file was damaged or changed. Find"
    " out who had access to this computer."
)
TOLD_EVERY = 500
"""Notes between two reports: a few tenths of a second."""

SENTENCES = {"older": OLDER, "other": OTHER, "broken": BROKEN}
"""What is said on the screen, by the `why` of a row that tells of a misfit."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """How database and anchor differ; `expected` is the end that the anchor told of, if it did."""

    why: str
    expected: Head | None = None

    @property
    def sentence(self) -> str:
        """What happened and what to do."""
        return SENTENCES[self.why]


def begin_trail(
    found: Repositories, anchor: Anchor, trail: Trail, told: Told = unheard
) -> Misfit | None:
    """Write down that somebody unlocked the practice; returns what does not fit, if anything.

    `told` hears how far it is with a practice from before there was a trail.
    """
    newest = found.audit.page(AuditQuery(limit=1)).rows
    misfit, trail_itself = find_misfit(found, anchor), About("trail")
    # A restore as the last thing this database knows of: then it may be older.
    was_restored = bool(newest) and newest[0].deed == Deed.RESTORED
    if misfit is not None and not was_restored:
        expected = misfit.expected.count if misfit.expected else 0
        trail.add(found, Deed.TRAIL_MISFIT, trail_itself, why=misfit.why, expected=expected)
    elif newest and (misfit is not None or anchor.standing == "none"):
        heads = [f"{head.workstation}:{head.count}:{head.hash}" for head in found.audit.heads()]
        trail.add(found, Deed.TRAIL_REJOINED, trail_itself, heads=heads)
        misfit = None
    if not newest:
        _take_over(found, trail, told)
    trail.add(found, Deed.UNLOCKED)
    return misfit


def find_misfit(found: Repositories, anchor: Anchor) -> Misfit | None:
    """How a database with a trail differs from the anchor; it may be ahead of it, never behind."""
    if anchor.standing == "broken":
        return Misfit("broken")
    head = anchor.head
    if head is None:
        return None
    row = found.audit.row_at(head.workstation, head.count)
    if row is None:
        return Misfit("older", head)
    return None if row.hash == head.hash else Misfit("other", head)


def _take_over(found: Repositories, trail: Trail, told: Told) -> None:
    """A practice from before there was a trail: what was signed and sent then gets its row now."""
    for number, signed in enumerate(tuple(found.audit.signed_notes())):
        if number and number % TOLD_EVERY == 0:
            told(Preparing("taking over", number))
        about = About("note", signed.note, note=signed.note)
        trail.add(found, Deed.SIGNED_BEFORE, about, digest=signed.digest)
    for pack_id in tuple(found.audit.sent_untold()):
        trail.add(found, Deed.SENT_BEFORE, About("pack", pack_id))
