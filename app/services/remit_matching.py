"""Whose a judged claim is: our claims that it may be about, how sure that is, and why.

Posting calls it. Only what gives our own number back and agrees otherwise is sure; all else is
offered to a person, never posted in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.claim import Claim
from app.domain.listing import PatientQuery, search_key
from app.domain.people import Patient
from app.domain.remittance import RemitClaim
from app.services.ports import Repositories

OFFERED = 5
"""How many claims are offered at most; more would be a list nobody reads."""

NAMESAKES = 20
"""Patients of one name whose claims are looked at."""


@dataclass(frozen=True, slots=True)
class Match:
    """One claim of ours that may be meant; `reasons` say what agrees, in words."""

    claim: Claim
    is_sure: bool
    reasons: tuple[str, ...]


def matches(found: Repositories, judged: RemitClaim) -> tuple[Match, ...]:
    """Our claims that a judgment may be about, the likeliest first; a sure one is the only one."""
    seen: dict[str, Match] = {}
    for match in _all(found, judged):
        if match.is_sure:
            return (match,)
        seen.setdefault(match.claim.id, match)
    ranked = sorted(seen.values(), key=lambda match: (-len(match.reasons), match.claim.id))
    return tuple(ranked[:OFFERED])


def _all(found: Repositories, judged: RemitClaim) -> Iterator[Match]:
    if judged.control and (claim := found.claims.numbered(judged.control)):
        agrees = _agreeing(found, claim, judged)
        yield Match(claim, bool(agrees), ("our number", *agrees))
    for control in dict.fromkeys(line.control for line in judged.lines if line.control):
        for claim in found.claims.with_line_control(control)[:OFFERED]:
            yield Match(claim, False, ("our line number", *_agreeing(found, claim, judged)))
    if judged.payer_number:
        for claim in found.claims.with_payer_number(judged.payer_number)[:OFFERED]:
            agrees = _agreeing(found, claim, judged)
            yield Match(claim, False, ("the payer’s number", *agrees))
    for claim in _of_patients_named(found, judged):
        agrees = _agreeing(found, claim, judged)
        if len(agrees) > 1:
            yield Match(claim, False, agrees)


def _of_patients_named(found: Repositories, judged: RemitClaim) -> Iterator[Claim]:
    """The claims of patients of that name: a payer that gives no number back gives the name."""
    if not judged.family:
        return
    query = PatientQuery(search=f"{judged.given} {judged.family}", limit=NAMESAKES)
    for row in found.patients.page(query).rows:
        yield from found.claims.of_patient(row.id)


def _agreeing(found: Repositories, claim: Claim, judged: RemitClaim) -> tuple[str, ...]:
    """What a claim of ours and a judgment have in common besides a number."""
    codes = {(line.code, line.on) for line in claim.lines}
    patient = found.patients.get(claim.patient)
    agrees = {
        "code and day": any((line.code, line.on) in codes for line in judged.lines),
        "amount": judged.billed is not None and abs(judged.billed) == claim.billed,
        "patient": patient is not None and _is_named(patient, judged),
    }
    return tuple(words for words, true in agrees.items() if true)


def _is_named(patient: Patient, judged: RemitClaim) -> bool:
    """Whether the payer's spelling is the patient's name, accents, case and middle names aside."""
    ours = search_key(patient.name.given).split()[:1]
    theirs = search_key(judged.given).split()[:1]
    return search_key(patient.name.family) == search_key(judged.family) and ours == theirs
