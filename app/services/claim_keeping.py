"""Keeps a claim, its earliest deadline and the row of the trail in one; all that changes one calls.

`claims`, `remit_posting`, `eob_entry` and `appeals` change claims; none saves one another way.
"""

from app.domain.audit import About, Deed
from app.domain.claim import Claim
from app.services.claim_clocks import due_of
from app.services.ports import Repositories
from app.services.trail import Trail


def keep(
    found: Repositories, trail: Trail, claim: Claim, deed: Deed, **detail: str | int | list[str]
) -> Claim:
    """Keep a claim and tell the trail. Raises StaleRecord and disk failures.

    `detail` are ids, numbers and names of fields, never names of people.
    """
    trail.add(found, deed, About("claim", claim.id, claim.patient), **detail)
    return found.claims.save(claim, due_of(claim))
