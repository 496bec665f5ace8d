"""What speaks against a claim before it is ready or sent; pure over what `claim_file` gathers.

Only integrity blocks. Everything else warns: it is answered once, with a reason that the claim
keeps among its events.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.authorization import Authorization
from app.domain.claim import Claim, ClaimLine, ClaimState
from app.domain.deadline import months_after
from app.domain.listing import search_key
from app.domain.payer import CardRule, UseLimit, Verification
from app.domain.people import Coverage, PayerType
from app.domain.reading.dates import show_date
from app.domain.seal import Standing

ANSWERED = "check "
"""The reference of an event whose text answers a warning: this, then the id of the check."""

MEDICAID = (PayerType.MEDICAID_FFS, PayerType.MEDICAID_MANAGED)

_S = ClaimState
_NOT_LIVING = (_S.REPLACED, _S.WRITTEN_OFF, _S.CLOSED)
_NOT_COUNTED = (_S.NOT_CLAIMED, _S.REJECTED, _S.DENIED, _S.DISALLOWED, _S.UPHELD, *_NOT_LIVING[:2])
"""States of a claim whose services a payer will not have counted against a limit."""


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """One thing to look at. `note` is the note where it is mended, empty for none."""

    id: str
    text: str
    blocks: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoteStanding:
    """How far a note on a claim may leave the office. `barred` is a restriction, in words."""

    id: str
    code: str
    on: dt.date | None
    is_signed: bool = True
    standing: Standing = Standing.FITS
    is_void: bool = False
    npi_fails: bool = False
    barred: str = ""

    @property
    def name(self) -> str:
        """Code and date of service."""
        return f"{self.code} of {show_date(self.on)}" if self.on else self.code


@dataclass(frozen=True, slots=True)
class Served:
    """A service that may count against a payer's limit, and where the office knows it from."""

    code: str
    on: dt.date
    known_from: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What warnings are judged by. `began` is the first day of work by note id.

    `others` are the patient's other claims, `chart_only` the notes that nobody wants billed.
    """

    claim: Claim
    today: dt.date
    coverages: tuple[Coverage, ...] = ()
    others: tuple[Claim, ...] = ()
    served: tuple[Served, ...] = ()
    verifications: tuple[Verification, ...] = ()
    authorizations: tuple[Authorization, ...] = ()
    began: tuple[tuple[str, dt.date], ...] = ()
    chart_only: tuple[str, ...] = ()

    @property
    def coverage(self) -> Coverage | None:
        """The coverage the claim goes to, as the patient's record has it now."""
        order = self.claim.coverage_order
        return next((each for each in self.coverages if each.order == order), None)

    def other(self, claim_id: str) -> Claim | None:
        """Another claim of the patient."""
        return next((each for each in self.others if each.id == claim_id), None)

    def rule(self, code: str) -> CardRule | None:
        """What the claim's payer card says of a code."""
        return self.claim.card.codes.get(code) if self.claim.card else None


def blocks_of(claim: Claim, notes: tuple[NoteStanding, ...]) -> tuple[ClaimCheck, ...]:
    """What forbids to send the claim."""
    if not claim.lines:
        return (ClaimCheck("no-line", "Nothing stands on this claim. Add a note.", blocks=True),)
    return tuple(check for note in notes for check in _blocks_of_note(note))


def warnings_of(grounds: Grounds) -> tuple[ClaimCheck, ...]:
    """What somebody should look at, in the order of what costs most."""
    found = (
        *_duplicates(grounds),
        *_order_of_payers(grounds),
        *_limits(grounds),
        *_same_day(grounds),
        *_benefit_checks(grounds),
        *_approvals(grounds),
        *_what_is_not_typed(grounds),
    )
    return tuple({check.id: check for check in found}.values())


def answer_to(claim: Claim, check: ClaimCheck) -> str:
    """The reason somebody gave why a warning does not stop this claim; empty for none."""
    reference = f"{ANSWERED}{check.id}"
    return next((e.text for e in reversed(claim.events) if e.reference == reference), "")


def _blocks_of_note(note: NoteStanding) -> Iterator[ClaimCheck]:
    def block(what: str, text: str) -> ClaimCheck:
        return ClaimCheck(f"{what}:{note.id}", text, blocks=True, note=note.id)

    if not note.is_signed:
        yield block("unsigned", f"The note {note.name} is not signed. Sign it first.")
    elif note.standing is not Standing.FITS:
        text = f"The signature of {note.name} does not match. Restore the latest backup."
        yield block("broken", text)
    if note.is_void:
        yield block("void", f"The note {note.name} is void. Take its line off this claim.")
    if note.barred:
        yield block("restricted", note.barred)
    if note.npi_fails:
        text = f"The treating dentist’s NPI on {note.name} fails its check. Mend it on the staff."
        yield block("npi", text)


def _duplicates(grounds: Grounds) -> Iterator[ClaimCheck]:
    claim = grounds.claim
    for other in grounds.others:
        if other.state in _NOT_LIVING or other.id == claim.replaces or other.replaces == claim.id:
            continue
        if search_key(other.payer) != search_key(claim.payer):
            continue
        sent = {(line.code, line.on) for line in other.lines}
        for line in claim.lines:
            if (line.code, line.on) in sent:
                text = (
                    f"{line.code} of {show_date(line.on)} stands on claim {other.number} to this"
                    f" payer too ({other.state.value}). Send one of them, or a replacement."
                )
                yield ClaimCheck(f"duplicate:{other.number}:{line.code}", text)


def _order_of_payers(grounds: Grounds) -> Iterator[ClaimCheck]:
    claim, coverage = grounds.claim, grounds.coverage
    primary = grounds.other(claim.after)
    if claim.coverage_order > 1 and (primary is None or not primary.postings):
        text = "The primary’s EOB is not posted. The secondary wants it: post it first."
        yield ClaimCheck("primary-eob", text)
    if coverage and coverage.payer_type in MEDICAID:
        for other in grounds.coverages:
            if other.order > coverage.order and other.payer_type not in MEDICAID:
                text = f"Medicaid pays last, and {other.payer} comes after it. Check the order."
                yield ClaimCheck(f"medicaid-last:{other.order}", text)
    replaced = grounds.other(claim.replaces)
    if replaced is not None and not replaced.payer_number:
        text = (
            f"A {claim.kind} names the payer’s own claim number, and that of {replaced.number} is"
            " not known. Take it from its EOB or ask the payer."
        )
        yield ClaimCheck("payer-number", text)


def _limits(grounds: Grounds) -> Iterator[ClaimCheck]:
    for line in grounds.claim.lines:
        rule = grounds.rule(line.code)
        if rule is None:
            continue
        earlier = [each for each in grounds.served if each.code == line.code]
        if rule.repeat == "trigger" and earlier:
            text = (
                f"This payer takes {line.code} once, to switch a benefit on, and it was reported"
                f" on {show_date(earlier[0].on)} ({earlier[0].known_from})."
            )
            yield ClaimCheck(f"trigger:{line.code}", text)
        for limit in rule.limits:
            inside = [each for each in earlier if _is_within(limit, each.on, line.on)]
            if len(inside) + line.quantity > limit.most:
                yield _limit_check(line, limit, inside)


def _limit_check(line: ClaimLine, limit: UseLimit, inside: list[Served]) -> ClaimCheck:
    known = ", ".join(f"{show_date(each.on)} ({each.known_from})" for each in inside)
    before = f"Before: {known}." if known else f"This line alone has {line.quantity}."
    text = f"This payer pays {line.code} {limit.most} time(s) {limit_words(limit)}. {before}"
    return ClaimCheck(f"limit:{line.code}:{limit.per}", text)


def limit_words(limit: UseLimit) -> str:
    """The span of a limit, in words."""
    if limit.per == "months":
        return f"in {limit.months} months"
    return {
        "day": "a day",
        "calendar_year": "in a calendar year",
        "benefit_year": "in a benefit year",
        "lifetime": "in a lifetime",
    }[limit.per]


def _is_within(limit: UseLimit, earlier: dt.date, day: dt.date) -> bool:
    """Whether two services count together. A benefit year is not known here: any 12 months may."""
    if limit.per == "lifetime":
        return True
    if limit.per == "day":
        return earlier == day
    if limit.per == "calendar_year":
        return earlier.year == day.year
    months = 12 if limit.per == "benefit_year" else limit.months
    first, last = sorted((earlier, day))
    return months_after(first, months) > last


def _same_day(grounds: Grounds) -> Iterator[ClaimCheck]:
    claim = grounds.claim
    living = (each for each in grounds.others if each.state not in _NOT_COUNTED)
    every = [(line.code, line.on) for each in (claim, *living) for line in each.lines]
    for line in claim.lines:
        rule = grounds.rule(line.code)
        for excluded in rule.same_day_exclusions if rule else ():
            if (excluded, line.on) in every:
                text = f"This payer does not pay {line.code} beside {excluded} on the same day."
                yield ClaimCheck(f"same-day:{line.code}:{excluded}", text)


def _benefit_checks(grounds: Grounds) -> Iterator[ClaimCheck]:
    claim, began = grounds.claim, dict(grounds.began)
    for line in claim.lines:
        if not line.note:
            continue
        checks = checks_for(grounds, line.code)
        if not checks:
            text = f"No benefit check of {line.code} with {claim.payer} is recorded."
            yield ClaimCheck(f"unchecked:{line.code}", text)
            continue
        latest = max(checks, key=lambda each: each.checked_on)
        if latest.stale_after and latest.stale_after < line.on:
            text = (
                f"The benefit check of {line.code} was out of date on the day of service, since"
                f" {show_date(latest.stale_after)}."
            )
            yield ClaimCheck(f"stale:{line.code}", text)
        start = began.get(line.note, line.on)
        if all(each.checked_on > start and not each.late_reason for each in checks):
            text = f"The benefit check of {line.code} came after the work began."
            yield ClaimCheck(f"late:{line.code}", text)


def checks_for(grounds: Grounds, code: str) -> tuple[Verification, ...]:
    """The benefit checks of a code with the claim's payer."""
    claim = grounds.claim
    return tuple(
        each
        for each in grounds.verifications
        if (each.code, each.coverage_order) == (code, claim.coverage_order)
        and search_key(each.payer) in ("", search_key(claim.payer))
    )


def _approvals(grounds: Grounds) -> Iterator[ClaimCheck]:
    for line in grounds.claim.lines:
        rule, checks = grounds.rule(line.code), checks_for(grounds, line.code)
        needs = {
            "prior_authorization": any(
                said and said.prior_authorization == "required" for said in (rule, *checks)
            ),
            "predetermination": any(
                said and said.predetermination == "required" for said in (rule, *checks)
            ),
        }
        for kind, is_needed in needs.items():
            if is_needed and not any(
                _approves(each, kind, line, grounds.claim) for each in grounds.authorizations
            ):
                words = kind.replace("_", " ")
                text = f"This payer requires a {words} for {line.code}, and none is recorded."
                yield ClaimCheck(f"{kind}:{line.code}", text)


def _approves(record: Authorization, kind: str, line: ClaimLine, claim: Claim) -> bool:
    """Whether a record covers a line: kind, coverage, code, an answer that says yes, the day."""
    return (
        record.kind == kind
        and record.coverage_order == claim.coverage_order
        and (not record.codes or line.code in record.codes)
        and bool(record.number)
        and record.decision != "denied"
        and (record.begins is None or record.begins <= line.on)
        and (record.until is None or line.on <= record.until)
    )


def is_borne(claim: Claim, record: Authorization) -> bool:
    """Whether a claim bears the number of a predetermination or prior authorization."""
    return any(_approves(record, record.kind, line, claim) for line in claim.lines)


def _what_is_not_typed(grounds: Grounds) -> Iterator[ClaimCheck]:
    for line in grounds.claim.lines:
        if line.fee == 0:
            text = f"The fee of {line.code} is zero. Type it in, or say why it is none."
            yield ClaimCheck(f"fee:{line.id}", text)
    for note in grounds.chart_only:
        text = "A note on this claim says “chart only” now. Change the note, or take its line off."
        yield ClaimCheck(f"chart-only:{note}", text, note=note)


def counted(claim: Claim) -> Iterator[Served]:
    """The services of another claim that a payer may have counted."""
    if claim.state not in _NOT_COUNTED:
        for line in claim.lines:
            yield Served(line.code, line.on, f"claim {claim.number}")
