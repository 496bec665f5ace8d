"""Takes remittances over: judged claims that are surely ours are posted, the others wait.

The remittance page and the watched folder call it, on a worker. A file is taken over in one
transaction, and once: the SHA-256 of its bytes tells it again.
"""

import datetime as dt
import hashlib
from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from app.domain.audit import About, Deed
from app.domain.claims.appeal_answers import judged_on_appeal
from app.domain.claims.claim import Claim, ClaimLine, PostedAdjustment, PostedLine, Posting
from app.domain.evidence.light_table import Progress
from app.domain.ids import NewId, new_id
from app.domain.practice.authority import Right
from app.domain.reading.amounts import MOST_MONEY
from app.domain.remittances.remit_file import RemitCheck, RemitFile, WaitingClaim
from app.domain.remittances.remittance import (
    Adjustment,
    RemitClaim,
    RemitLine,
    RemitPayment,
    RemitProblem,
    RemitReading,
    sum_of,
)
from app.services.claims.claim_keeping import keep_judged, stored_claim
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.remittances.remit_matching import Named, matches, named_in, was_posted
from app.services.trail import Trail

_NO_END = 10**9
"""Where the last claim of a payment that breaks off ends: behind every segment."""

_NO_CHECK = Decimal(10**9)
"""Dollars that no check to a practice comes to: the file is wrong there."""

ReadRemittance = Callable[[bytes, Callable[[RemitClaim], bool]], RemitReading]


def _silent(_done: int, _of: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came of a file. `again` says that it was read before, and nothing was changed.

    A file without any payment in it is not kept: it has problems and `file.version` 0.
    """

    file: RemitFile
    posted: tuple[str, ...] = ()
    waiting: int = 0
    again: bool = False


class RemitDesk:
    """Remittances of one practice. `followed` are the codes whose lines are kept.

    `today` is the practice's own day: appeal windows are counted from it.
    """

    def __init__(
        self,
        store: Store,
        trail: Trail,
        read: ReadRemittance,
        followed: Collection[str],
        today: Callable[[], dt.date],
        fresh_id: NewId = new_id,
    ) -> None:
        self._store = store
        self._trail = trail
        self._read = read
        self._followed = frozenset(followed)
        self._today = today
        self._fresh_id = fresh_id

    def take_over(self, content: bytes, progress: Progress = _silent) -> TakenOver:
        """Take a file over; `progress` is told how many of its claims are done.

        Raises NotAllowed and disk failures; then nothing of it is kept.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            if before := found.remittances.file(sha256):
                return TakenOver(before, again=True)
            reading = self._read(content, lambda claim: self._is_ours(found, claim))
            return self._keep(found, sha256, reading, progress)

    def decide(self, which: str, claim_id: str) -> WaitingClaim:
        """Post what waits to one of our claims, or without an id say that it is not ours.

        Raises KeyError for unknown ids, ValueError when it was decided or cannot be posted because
        an amount is unknown, NotAllowed, StaleRecord and disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            waiting = found.remittances.get_waiting(which)
            if waiting is None:
                raise KeyError(which)
            if waiting.decided:
                raise ValueError("somebody has decided this already")
            if claim_id:
                claim = stored_claim(found, claim_id)
                self._post(found, claim, waiting)
            changes = {
                "decided": "posted" if claim_id else "not_ours",
                "claim": claim_id,
                "decided_by": self._trail.who,
            }
            return found.remittances.keep_waiting(waiting.model_copy(update=changes))

    def withdraw(self, which: str) -> WaitingClaim:
        """Let something that was said to be not ours wait again.

        Raises KeyError, ValueError where it was posted (`taking_back` undoes that), NotAllowed,
        StaleRecord and disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            waiting = found.remittances.get_waiting(which)
            if waiting is None:
                raise KeyError(which)
            if waiting.decided != "not_ours":
                raise ValueError("what was posted is taken back from its claim")
            changes = {"decided": "", "decided_by": ""}
            return found.remittances.keep_waiting(waiting.model_copy(update=changes))

    def _is_ours(self, found: Repositories, judged: RemitClaim) -> bool:
        if any(line.claimed_code in self._followed for line in judged.lines):
            return True
        return bool(judged.control) and found.claims.numbered(judged.control) is not None

    def _keep(
        self, found: Repositories, sha256: str, reading: RemitReading, progress: Progress
    ) -> TakenOver:
        file = RemitFile(
            id=sha256,
            read_at=self._trail.now(),
            read_by=self._trail.who,
            checks=tuple(_check(payment, reading) for payment in reading.payments),
            problems=tuple(map(_told, reading.problems)),
        )
        if not reading.payments:
            return TakenOver(file)
        kept = found.remittances.keep_file(file)
        posted, waiting = [], 0
        named = named_in(found, (claim for each in reading.payments for claim in each.claims))
        lost = sorted({each.place.segment for each in reading.problems if each.loses})
        every = sum(len(payment.claims) for payment in reading.payments)
        for payment in reading.payments:
            for judged, ends in _in_turn(payment):
                breaks = bisect_left(lost, judged.place.segment) < bisect_left(lost, ends)
                is_clean = payment.is_whole and not breaks
                claim_id = self._settle(found, sha256, payment, judged, named, is_clean=is_clean)
                if claim_id:
                    posted.append(claim_id)
                else:
                    waiting += 1
                progress(len(posted) + waiting, every)
        about = About("remittance", sha256)
        self._trail.add(found, Deed.REMITTANCE_READ, about, posted=len(posted), waiting=waiting)
        return TakenOver(kept, tuple(posted), waiting)

    def _settle(
        self,
        found: Repositories,
        sha256: str,
        payment: RemitPayment,
        judged: RemitClaim,
        named: Named,
        *,
        is_clean: bool,
    ) -> str:
        """Post a judged claim and return our claim's id; empty when it has to wait."""
        offered = matches(found, judged, named)
        waiting = WaitingClaim(
            id=waiting_id(sha256, judged.place.segment),
            file=sha256,
            payer=payment.payer[:200],
            trace=payment.trace[:50],
            paid_on=payment.paid_on,
            judged=judged,
            offered=tuple(match.claim.id for match in offered),
        )
        first = offered[0] if offered else None
        is_sure = first is not None and first.is_sure and is_clean and is_postable(judged)
        # Read anew: another judgment of this file may have been posted to it just now.
        claim = found.claims.get(first.claim.id) if first is not None and is_sure else None
        if claim is None or was_posted(
            claim, payment.trace, judged.paid, is_reversal=judged.is_reversal
        ):
            found.remittances.keep_waiting(waiting)
            return ""
        self._post(found, claim, waiting)
        return claim.id

    def _post(self, found: Repositories, claim: Claim, waiting: WaitingClaim) -> None:
        if not is_postable(waiting.judged):
            raise ValueError("an amount of this judgment could not be read")
        posting = self._posting(claim, waiting)
        keep_judged(found, self._trail, judged_on_appeal(claim, posting))

    def _posting(self, claim: Claim, waiting: WaitingClaim) -> Posting:
        judged = waiting.judged
        return Posting(
            id=self._fresh_id(),
            at=self._trail.now(),
            by=self._trail.who,
            source=f"{waiting.file}#{judged.place.segment}",
            eob_date=waiting.paid_on,
            received_on=self._today(),
            trace=waiting.trace,
            payer_number=judged.payer_number[:50],
            status=judged.status[:10],
            is_reversal=judged.is_reversal,
            billed=judged.billed,
            paid=judged.paid,
            patient_part=judged.patient_part,
            lines=tuple(_posted_line(claim, line) for line in judged.lines),
            adjustments=_posted(judged.adjustments),
            remarks=tuple(remark[:20] for remark in judged.remarks),
            family=judged.family[:100],
            given=judged.given[:100],
            member_id=judged.member_id[:100],
        )


def waiting_id(sha256: str, segment: int) -> str:
    """The id under which a judged claim of a file waits: by its place in it, so it waits once."""
    return f"{sha256[:32]}-{segment}"


def _is_same(ours: ClaimLine, line: RemitLine) -> bool:
    return (ours.code, ours.on) == (line.claimed_code, line.on)


def _posted_line(claim: Claim, line: RemitLine) -> PostedLine:
    control = line.control.upper()  # some payers give numbers back in the other case
    ours = [each for each in claim.lines if control and each.control.upper() == control]
    ours = ours or [each for each in claim.lines if _is_same(each, line)]
    return PostedLine(
        line=ours[0].id if len(ours) == 1 else "",
        code=line.code[:20],
        on=line.on,
        billed=line.billed,
        allowed=line.allowed,
        paid=line.paid,
        adjustments=_posted(line.adjustments),
        remarks=tuple(remark[:20] for remark in line.remarks),
    )


def _posted(adjustments: tuple[Adjustment, ...]) -> tuple[PostedAdjustment, ...]:
    return tuple(
        PostedAdjustment(group=each.group, reason=each.reason[:10], amount=each.amount)
        for each in adjustments
        if each.amount is not None  # a judgment with unknown amounts is not posted
    )


def is_postable(judged: RemitClaim) -> bool:
    """Whether every amount was read, to the cent, and is one that a claim can have."""
    amounts = [judged.billed, judged.paid, *(a.amount for a in judged.every_adjustment())]
    amounts += [amount for line in judged.lines for amount in (line.billed, line.paid)]
    told = (judged.patient_part, *(line.allowed for line in judged.lines))
    amounts += [amount for amount in told if amount is not None]  # payers may leave these out
    return all(amount is not None and abs(amount) <= MOST_MONEY for amount in amounts)


def _in_turn(payment: RemitPayment) -> list[tuple[RemitClaim, int]]:
    """The claims of a payment with where each ends, what is taken back before what follows it."""
    following = [claim.place.segment for claim in payment.claims[1:]]
    ends = [*following, payment.ends or _NO_END]
    every = zip(payment.claims, ends, strict=False)  # without claims there is an end too many
    return sorted(every, key=lambda each: not each[0].is_reversal)


def _told(problem: RemitProblem) -> str:
    """A problem with its place, where it has one."""
    if not problem.place.segment:
        return problem.text
    return f"Segment {problem.place.segment} {problem.place.name}".rstrip() + f": {problem.text}"


def _check(payment: RemitPayment, reading: RemitReading) -> RemitCheck:
    kept = sum_of(claim.paid for claim in payment.claims)
    return RemitCheck(
        payer=payment.payer[:200],
        trace=payment.trace[:50],
        paid_on=payment.paid_on,
        amount=_kept(payment.amount),
        claims=len(payment.claims) + payment.other_claims,
        kept=len(payment.claims),
        kept_paid=_kept(kept),
        other_paid=_kept(payment.other_paid),
        provider_adjustments=_kept(sum_of(each.amount for each in payment.provider_adjustments)),
        difference=_kept(payment.difference),
        lost=sum(1 for problem in reading.problems if problem.loses),
    )


def _kept(amount: Decimal | None) -> Decimal | None:
    """A sum of a check as it is kept: one that no check can have counts as unknown."""
    return None if amount is None or abs(amount) >= _NO_CHECK else amount
