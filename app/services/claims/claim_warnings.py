"""What somebody should look at before a claim goes: duplicates, limits, checks, approvals. Pure.

`claim_file` asks over the grounds it gathers; what blocks a claim is in `claim_checks`.
"""

import datetime as dt
from collections.abc import Iterator

from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import Claim, ClaimLine
from app.domain.deadlines.deadline import months_after
from app.domain.finding.listing import search_key
from app.domain.payers.payer import UseLimit
from app.domain.reading.dates import show_date
from app.services.cards.card_sayings import limit_words
from app.services.claims.claim_checks import (
    MEDICAID,
    NOT_COUNTED,
    NOT_LIVING,
    ClaimCheck,
    Grounds,
    Served,
    checks_for,
)


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


def _duplicates(grounds: Grounds) -> Iterator[ClaimCheck]:
    claim = grounds.claim
    for other in grounds.others:
        if other.state in NOT_LIVING or other.id == claim.replaces or other.replaces == claim.id:
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
    if claim.coverage_order > 1 and (primary is None or not primary.standing):
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
    for each in grounds.switched_here():
        if each.status == "active":
            since = f" since {show_date(each.since)}" if each.since else ""
            text = (
                f"The benefit that {each.code} switches on is active with this payer{since}. The"
                " chart alone is usual then."
            )
            yield ClaimCheck(f"active:{each.code}", text)
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
    text = f"This payer pays {line.code} {limit_words(limit)}. {before}"
    return ClaimCheck(f"limit:{line.code}:{limit.per}", text)


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
    living = (each for each in grounds.others if each.state not in NOT_COUNTED)
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
    days = dict(grounds.served_on)
    for line in grounds.claim.lines:
        day = days.get(line.note, line.on)
        if day != line.on:
            now = show_date(day) if day else "no date"
            text = (
                f"The note of {line.code} says {now} now, this line {show_date(line.on)}. Take the"
                " line off and add the note again."
            )
            yield ClaimCheck(f"day:{line.id}", text, note=line.note)
        if line.fee == 0:
            text = f"The fee of {line.code} is zero. Type it in, or say why it is none."
            yield ClaimCheck(f"fee:{line.id}", text, line=line.id)
    for note in grounds.chart_only:
        text = "A note on this claim says “chart only” now. Change the note, or take its line off."
        yield ClaimCheck(f"chart-only:{note}", text, note=note)
