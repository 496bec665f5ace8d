"""What a payer's judgment says, reason by reason, and which way out it leaves; pure.

`what_now` asks for a claim that was judged, the claim page for the words of single reasons. Denial,
disallowance, information requested and rejection are told apart, line by line.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.domain.claims.claim import (
    ZERO,
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.claims.claim_steps import state_after
from app.domain.claims.reason import Reason, Reasons, Way
from app.domain.guides.guide import Guide, Purpose
from app.domain.practice.people import Coverage, Patient
from app.services.claims.claim_checks import MEDICAID

Item = TypeVar("Item")

EPSDT_YEARS = 21
"""Until that birthday Medicaid owes more than its list (42 CFR 440.40(b), EPSDT)."""

_ASKED_FIRST = (
    Way.DOCUMENT,
    Way.STATUS,
    Way.OTHER_COVERAGE,
    Way.SUPPLY,
    Way.CORRECT,
    Way.APPEAL,
    Way.PATIENT,
)
"""Of several ways the one to go first: what decides whether another one is open at all."""

_NEEDS_NO_ANSWER = (Way.ORDINARY, Way.EXPECTED)

AFTER_CLAIM = ("P14", "P15")
"""Facts that the claim itself keeps; a signed note is not asked for them again."""

SAYS_MORE = frozenset({"16"})
"""Reasons that mean nothing without their remark: its way goes before theirs."""


@dataclass(frozen=True, slots=True)
class Said:
    """One amount that was not paid, with what its reason means; `reason` None: not in our list.

    `is_allowance` marks what paper took off a line without a number and paid as allowed.
    """

    adjustment: PostedAdjustment
    reason: Reason | None
    is_allowance: bool = False

    @property
    def is_unusual(self) -> bool:
        """Whether it is more than how the plan pays."""
        if self.adjustment.amount <= 0 or self.is_allowance:
            return False
        return not (self.reason and self.reason.way in (Way.ORDINARY, Way.EXPECTED))

    @property
    def label(self) -> str:
        """`CO 45`; the printed words, or that there is no number, where there is none."""
        numbers = " ".join(part for part in (self.adjustment.group, self.adjustment.reason) if part)
        return numbers or self.adjustment.text or "Without a number"

    @property
    def words(self) -> str:
        """What it means, in our own words, or that the EOB's own count."""
        if self.reason is not None:
            return self.reason.means
        if self.adjustment.reason:
            return f"Reason {self.adjustment.reason}: not in our list; the EOB’s own words count."
        return "The EOB’s own words count."


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark code; `reason` None: not in our list."""

    code: str
    reason: Reason | None

    @property
    def words(self) -> str:
        """What it means, in our own words."""
        if self.reason is not None:
            return self.reason.means
        return f"Remark {self.code}: not in our list; the EOB’s own words count."


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What was said about one line, or about the claim as a whole (`posted` None)."""

    ours: ClaimLine | None
    posted: PostedLine | None
    said: tuple[Said, ...]
    remarks: tuple[Remark, ...]

    @property
    def standing(self) -> ClaimState | None:
        """Denied, disallowed, or a document is asked for; None where it is ordinary."""
        unusual = [each for each in self.said if each.is_unusual]
        if not unusual:
            return None
        if any(each.reason and each.reason.way is Way.DOCUMENT for each in unusual):
            return ClaimState.INFORMATION_REQUESTED
        only_contract = all(each.adjustment.group == "CO" for each in unusual)
        return ClaimState.DISALLOWED if only_contract else ClaimState.DENIED


@dataclass(frozen=True, slots=True)
class Explained:
    """A judgment, explained. `way` is the one to go first, None where only the EOB's words tell.

    `answering` are the reasons that have to be answered, in the order of the lines. `bars_appeal`
    says that there is none, `reviews_need` that Medicaid reviews the need of a patient under 21.
    """

    lines: tuple[LineSaid, ...]
    printed: str
    answering: tuple[Reason, ...]
    way: Way | None
    bars_appeal: bool
    reviews_need: bool
    todo: tuple[str, ...]

    @property
    def needs_answer(self) -> bool:
        """Whether something was taken off for other than ordinary reasons."""
        return self.way not in _NEEDS_NO_ANSWER

    @property
    def numbers(self) -> frozenset[str]:
        """Every reason number of it."""
        return frozenset(each.adjustment.reason for line in self.lines for each in line.said)

    def facts_in(self, guide: Guide) -> tuple[str, ...]:
        """The guide's facts that answer it; where no number tells, those every appeal rests on."""
        told = tuple(dict.fromkeys(fact for each in self.answering for fact in each.facts))
        if told or not self.needs_answer:
            return told
        rules = (rule for rule in guide.requires if Purpose.APPEAL in rule.needed_for)
        return tuple(dict.fromkeys(rule.fact for rule in rules if rule.fact not in AFTER_CLAIM))


def explain(claim: Claim, posting: Posting, reasons: Reasons, patient: Patient | None) -> Explained:
    """What a judgment on a claim says and which way out it leaves."""
    lines = tuple(_lines(claim, posting, reasons))
    under_epsdt = is_under_epsdt(claim, patient)
    unusual = [each.reason for line in lines for each in line.said if each.is_unusual]
    remarked = [each.reason for line in lines for each in line.remarks if each.reason]
    answering = _once((*(each for each in unusual if each), *remarked))
    bars = any(each.bars_appeal for each in remarked)
    is_paid = state_after(posting) is ClaimState.PAID
    reviews = under_epsdt and any(each and each.epsdt for each in unusual)
    way = _way(lines, remarked, bars=bars, reviews=reviews)
    return Explained(
        lines=lines,
        printed=posting.reason_as_printed,
        answering=answering,
        way=None if way is Way.ORDINARY and not is_paid else way,
        bars_appeal=bars,
        reviews_need=reviews,
        todo=_once(_todo(answering, under_epsdt=under_epsdt)),
    )


def is_under_epsdt(claim: Claim, patient: Patient | None) -> bool:
    """Whether the claim goes to Medicaid for a patient who was under 21 on its first day."""
    coverage = coverage_of(claim, patient)
    if patient is None or coverage is None or coverage.payer_type not in MEDICAID:
        return False
    if patient.birth_date is None or claim.began is None:
        return bool(patient.epsdt)
    return _years(patient.birth_date, claim.began) < EPSDT_YEARS


def coverage_of(claim: Claim, patient: Patient | None) -> Coverage | None:
    """The coverage that a claim goes to, unless it has gone to another payer since."""
    coverages = patient.coverages if patient else ()
    wanted = (claim.coverage_order, claim.payer)
    return next((each for each in coverages if (each.order, each.payer) == wanted), None)


def said_of(adjustment: PostedAdjustment, reasons: Reasons, line: PostedLine | None = None) -> Said:
    """One adjustment, of a line or of the whole claim, with what its reason means."""
    if adjustment.reason:
        return Said(adjustment, reasons.adjustment(adjustment.reason))
    return Said(adjustment, None, is_allowance=line is not None and _is_as_allowed(line))


def _is_as_allowed(line: PostedLine) -> bool:
    """Whether a line was paid as allowed; then what paper took off without a number is ordinary."""
    with_patient = (line.paid or ZERO) + (line.patient_part or ZERO)
    return bool(line.paid) and line.allowed is not None and with_patient >= line.allowed


def _lines(claim: Claim, posting: Posting, reasons: Reasons) -> Iterator[LineSaid]:
    ours = {line.id: line for line in claim.lines}
    for posted in posting.lines:
        said = tuple(said_of(each, reasons, posted) for each in posted.adjustments)
        yield LineSaid(ours.get(posted.line), posted, said, _remarks(posted.remarks, reasons))
    if posting.adjustments or posting.remarks:
        said = tuple(said_of(each, reasons) for each in posting.adjustments)
        yield LineSaid(None, None, said, _remarks(posting.remarks, reasons))


def _remarks(codes: Iterable[str], reasons: Reasons) -> tuple[Remark, ...]:
    return tuple(Remark(code, reasons.remark(code)) for code in codes)


def _way(
    lines: Iterable[LineSaid], remarked: Iterable[Reason], *, bars: bool, reviews: bool
) -> Way | None:
    if bars:
        return Way.CORRECT
    every = [each for line in lines for each in line.said]
    unusual = [each for each in every if each.is_unusual]
    if not unusual:
        ways = {each.reason.way for each in every if each.reason}
        return Way.EXPECTED if Way.EXPECTED in ways else Way.ORDINARY if every else None
    told = [each.way for each in remarked if each.way]
    if told and all(each.adjustment.reason in SAYS_MORE for each in unusual):
        return _first(told)
    if reviews:
        return Way.APPEAL
    return _first(each.reason.way for each in unusual if each.reason and each.reason.way)


def _first(ways: Iterable[Way]) -> Way | None:
    there = set(ways)
    return next((each for each in _ASKED_FIRST if each in there), None)


def _todo(answering: Iterable[Reason], *, under_epsdt: bool) -> Iterator[str]:
    for each in answering:
        text = each.epsdt.do if under_epsdt and each.epsdt else each.do
        if text:
            yield text


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))


def _years(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
