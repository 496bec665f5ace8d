"""Keeps a claim, its earliest deadline and the row of the trail in one; all that changes one calls.

`claims`, `remit_posting`, `eob_entry` and `appeals` change claims; none saves one another way.
"""

from app.domain.audit import About, Deed
from app.domain.claims.claim import Claim
from app.domain.facts.known import is_check_of
from app.services.claims.claim_clocks import NOT_SENT, NOTHING_AROUND, TO_ANSWER, Around, first_of
from app.services.ports.store import Repositories
from app.services.trail import Trail


def stored_claim(found: Repositories, claim_id: str) -> Claim:
    """The claim as it is kept. Raises KeyError."""
    claim = found.claims.get(claim_id)
    if claim is None:
        raise KeyError(claim_id)
    return claim


def keep(
    found: Repositories,
    trail: Trail,
    claim: Claim,
    deed: Deed,
    *,
    once: bool = False,
    **detail: str | int | list[str],
) -> Claim:
    """Keep a claim and tell the trail. Raises StaleRecord and disk failures.

    `detail` are ids, numbers and names of fields, never names of people. What is typed and kept
    time and again is told `once` for a session of editing.
    """
    add = trail.add_once if once else trail.add
    add(found, deed, About("claim", claim.id, claim.patient), **detail)
    # Remittances keep thousands of claims: what no clock of the state asks for is not read.
    asks_around = claim.state in (*TO_ANSWER, *NOT_SENT)
    first = first_of(claim, around(found, claim) if asks_around else NOTHING_AROUND)
    if first is None:
        return found.claims.save(claim)
    return found.claims.save(claim, first.do_by, first.clock)


def keep_judged(
    found: Repositories, trail: Trail, claim: Claim, deed: Deed = Deed.CLAIM_JUDGED
) -> Claim:
    """Keep a claim with a judgment posted last, and the end of an appeal that came with it.

    Raises StaleRecord and disk failures.
    """
    step = claim.postings[-1].step
    if step and step.appeal and deed is Deed.CLAIM_JUDGED:
        about = About("claim", claim.id, claim.patient)
        trail.add(found, Deed.APPEAL_DECIDED, about, appeal=step.appeal)
    return keep(found, trail, claim, deed, state=claim.state.value)


def around(found: Repositories, claim: Claim) -> Around:
    """What the clocks of a claim need beside it: its coverage's kind of payer and benefit checks.

    Only what belongs to the claim's own payer; the coverage may have gone to another one since.
    Checks are read for a claim that was not sent: for others they are over.
    """
    patient = found.patients.get(claim.patient)
    coverages = patient.coverages if patient else ()
    for each in coverages:
        if (each.order, each.payer) == (claim.coverage_order, claim.payer):
            if claim.state not in NOT_SENT:
                return Around(each.payer_type)
            checks = found.verifications.of_patient(claim.patient)
            own = tuple(check for check in checks if is_check_of(check, each))
            return Around(each.payer_type, own)
    return NOTHING_AROUND


def keep_clocks(found: Repositories, patient_id: str) -> None:
    """Set the deadlines of a patient's claims anew: what stands around them was changed.

    The claims themselves stay as they are, and nobody who has one open is disturbed.
    """
    for claim in found.claims.of_patient(patient_id):
        first = first_of(claim, around(found, claim))
        found.claims.set_clock(
            claim.id, first.do_by if first else None, first.clock if first else None
        )
