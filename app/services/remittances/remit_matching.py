"""Whose a judged claim is: our claims that it may be about, how sure that is, and why.

Posting calls it. Only what gives our own number back and agrees otherwise is sure; all else is
offered to a person, never posted in silence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.domain.claims.claim import Claim
from app.domain.finding.listing import PatientQuery, search_key
from app.domain.practice.people import Patient
from app.domain.remittances.remittance import RemitClaim
from app.services.ports.store import Repositories

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


@dataclass(frozen=True, slots=True)
class Named:
    """What a remittance names of ours, looked up at once: claims by number, patients by id."""

    claims: Mapping[str, Claim]
    patients: Mapping[str, Patient]


def named_in(found: Repositories, judged: Iterable[RemitClaim]) -> Named:
    """Our claims whose numbers these judgments give back, and whose they are."""
    numbers = {each.control for each in judged if each.control}
    claims = {claim.number.upper(): claim for claim in found.claims.all_numbered(numbers)}
    patients = found.patients.some({claim.patient for claim in claims.values()})
    return Named(claims, {patient.id: patient for patient in patients})


def matches(found: Repositories, judged: RemitClaim, named: Named) -> tuple[Match, ...]:
    """Our claims that a judgment may be about, the likeliest first; a sure one is the only one."""
    seen: dict[str, Match] = {}
    for match in _all(found, judged, named):
        if match.is_sure:
            return (match,)
        seen.setdefault(match.claim.id, match)
    ranked = sorted(seen.values(), key=lambda match: (-len(match.reasons), match.claim.id))
    return tuple(ranked[:OFFERED])


def was_posted(claim: Claim, trace: str, paid: Decimal | None, *, is_reversal: bool) -> bool:
    """Whether the same judgment is on a claim already, out of another file or from paper.

    A check number that was not typed, or is all zeros as those of checks about nothing are, tells
    nothing apart. What was taken back does not count.
    """
    number = _check_number(trace)
    return any(
        (each.paid, each.is_reversal) == (paid, is_reversal)
        and ("" in (number, earlier) or number == earlier)
        for each in claim.standing
        for earlier in (_check_number(each.trace),)
    )


def _check_number(trace: str) -> str:
    """A check number as people and files both write it: case and leading zeros aside."""
    return trace.strip()[:50].upper().lstrip("0")


def _all(found: Repositories, judged: RemitClaim, named: Named) -> Iterator[Match]:
    if claim := named.claims.get(judged.control.upper()):
        agrees = _agreeing(claim, named.patients.get(claim.patient), judged)
        yield Match(claim, bool(agrees), ("our number", *agrees))
    for control in dict.fromkeys(line.control for line in judged.lines if line.control):
        for claim in found.claims.with_line_control(control)[:OFFERED]:
            yield Match(
                claim,
                False,
                ("our line number", *_agreeing(claim, found.patients.get(claim.patient), judged)),
            )
    if judged.payer_number:
        for claim in found.claims.with_payer_number(judged.payer_number)[:OFFERED]:
            agrees = _agreeing(claim, found.patients.get(claim.patient), judged)
            yield Match(claim, False, ("the payer’s number", *agrees))
    for claim in _of_patients_named(found, judged):
        agrees = _agreeing(claim, found.patients.get(claim.patient), judged)
        if len(agrees) > 1:
            yield Match(claim, False, agrees)


def _of_patients_named(found: Repositories, judged: RemitClaim) -> Iterator[Claim]:
    """The claims of patients of that name: a payer that gives no number back gives the name."""
    if not judged.family:
        return
    query = PatientQuery(search=f"{judged.given} {judged.family}", limit=NAMESAKES)
    for row in found.patients.page(query).rows:
        yield from found.claims.of_patient(row.id)


def _agreeing(claim: Claim, patient: Patient | None, judged: RemitClaim) -> tuple[str, ...]:
    """What a claim of ours and a judgment have in common besides a number."""
    codes = {(line.code, line.on) for line in claim.lines}
    agrees = {
        "code and day": any((line.claimed_code, line.on) in codes for line in judged.lines),
        "amount": judged.billed is not None and abs(judged.billed) == claim.billed,
        "patient": patient is not None and _is_named(patient, judged),
    }
    return tuple(words for words, true in agrees.items() if true)


def _is_named(patient: Patient, judged: RemitClaim) -> bool:
    """Whether the payer's spelling is the patient's name, accents, case and middle names aside."""
    ours = search_key(patient.name.given).split()[:1]
    theirs = search_key(judged.given).split()[:1]
    return search_key(patient.name.family) == search_key(judged.family) and ours == theirs
