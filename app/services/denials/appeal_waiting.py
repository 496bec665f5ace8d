"""What is written for an appeal and not stored yet: kept, brought, put together with another's.

The page of an appeal keeps what is written through it; what waits for the server is brought by
`office.waiting_pages`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.audit import About, Deed
from app.domain.claims.appeal_joining import LeftOnAppeal, decided, joined, same_letter
from app.domain.claims.claim import Appeal, Claim
from app.domain.guides.answers import Text
from app.domain.left_open.unfinished import record_name
from app.domain.notes.merging import Cell, NotTaken, Side
from app.errors import DamagedFile, NotAllowed, StaleRecord
from app.services.claims.claims import FollowedClaims
from app.services.denials.appeal_file import appeal_in
from app.services.denials.appeals import Appeals
from app.services.notes.left_out import keep_left_out
from app.services.notes.unfinished import Unfinished

KIND = "appeal"
"""What kind of page it is that waits, in the names of `domain.left_open.unfinished`."""


@dataclass(frozen=True, slots=True)
class AppealsWaiting:
    """As whoever is at the keyboard."""

    appeals: Appeals
    claims: FollowedClaims
    unfinished: Unfinished

    def left(self, claim_id: str, appeal_id: str) -> LeftOnAppeal | None:
        """What was written and not stored, if anything was and can be read."""
        kept = self.unfinished.text(name_of(claim_id, appeal_id))
        try:
            return LeftOnAppeal.model_validate_json(kept.body) if kept else None
        except ValueError:
            return None

    def store(self, claim_id: str, left: LeftOnAppeal) -> Claim | None:
        """Put what is left over what is stored now, and keep that; the claim as it is then.

        None where both changed one thing in different ways, or the letter is not written any more:
        somebody has to decide. Raises KeyError, StaleRecord, NotAllowed, disk failures.
        """
        claim = self.claims.get(claim_id)
        stored = appeal_in(claim, left.mine.id)
        found = joined(left, stored)
        if found.clashes:
            return None
        if same_letter(found.appeal, stored):
            return claim
        return self.appeals.change(claim, found.appeal) if stored.is_written else None

    def decide(self, claim_id: str, left: LeftOnAppeal, sides: Mapping[str, Side]) -> Claim:
        """Keep both put together as decided; the texts that are left out are kept beside the claim.

        Raises KeyError for a field nobody decided, and as `store`.
        """
        claim = self.claims.get(claim_id)
        stored = appeal_in(claim, left.mine.id)
        appeal = decided(left, stored, sides)
        trail, about = self.appeals.trail, About("claim", claim.id, claim.patient)
        with self.appeals.store.writing() as found:
            keep_left_out(found, "claim", claim.id, _not_taken(left.mine, stored, sides), trail)
            trail.add(found, Deed.VERSIONS_JOINED, about, fields=sorted(sides))
        return self.appeals.change(claim, appeal)

    def bring(self, claim_id: str, appeal_id: str) -> bool | None:
        """Store what is left of an appeal; False where somebody has to decide, None for nothing.

        Raises disk failures.
        """
        left = self.left(claim_id, appeal_id)
        if left is None:
            return None
        try:
            is_stored = self.store(claim_id, left) is not None
        except (KeyError, StaleRecord, NotAllowed, DamagedFile):
            return False
        if is_stored:
            self.unfinished.forget(name_of(claim_id, appeal_id))
        return is_stored


def name_of(claim_id: str, appeal_id: str) -> str:
    """What is left of an appeal is kept under this name."""
    return record_name(KIND, claim_id, appeal_id)


def _not_taken(mine: Appeal, theirs: Appeal, sides: Mapping[str, Side]) -> tuple[NotTaken, ...]:
    """The texts that a decision leaves out."""
    return tuple(
        NotTaken(f"appeals/{mine.id}/{name}", Cell(Text(str(getattr(other, name)))))
        for name, side in sides.items()
        for other in ((mine,) if side == "theirs" else (theirs,))
        if side != "both" and isinstance(getattr(other, name), str) and getattr(other, name)
    )
