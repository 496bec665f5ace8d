"""What now, after a payer's judgment: what it means, what answers it and is there, what to do next.

The page "What now?" asks for a claim. Signed notes are read, never changed: what they lack is
shown, and what is added later is marked as later.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.audit import About, Deed
from app.domain.claims.claim import NEXT, Claim, ClaimLine, ClaimState, Posting
from app.domain.claims.reason import Reasons, Way
from app.domain.deadlines.deadline import Clock, Deadline
from app.domain.ids import NewId, new_id
from app.domain.payers.payer import Verification
from app.domain.practice.authority import Right
from app.domain.practice.people import Patient
from app.services.claims.claim_checks import MEDICAID, Grounds, checks_for
from app.services.claims.claim_clocks import clocks_of
from app.services.claims.claim_keeping import around, stored_claim
from app.services.claims.reasons import Explained, explain
from app.services.denials.answering import Answering, Paper, answering, near, papers, proof
from app.services.notes.charting import Charting
from app.services.notes.charting import Clock as ClockOnWall
from app.services.notes.directory import Directory
from app.services.permission import require
from app.services.ports.store import Store
from app.services.trail import Trail

BUNDLING = frozenset({"97", "231", "234", "B14"})
"""Reasons that speak of another service of the same day."""

PROVES_SENDING = frozenset({"29", "163", "164", "226", "286"})
"""Reasons that only a proof of sending answers."""


class Act(StrEnum):
    """What can be done next."""

    SEND = "send"  # send what was asked, with a letter of its own
    TELL_SENT = "tell_sent"  # it went another way already
    REPLACE = "replace"  # begin a corrected claim
    APPEAL = "appeal"
    TRIGGER = "trigger"  # keep since when a benefit is active that the code switched on
    ASK = "ask"  # ask the payer: a follow-up
    COVERAGE = "coverage"  # look at the patient's coverages
    CLAIM = "claim"  # go on with the claim itself


@dataclass(frozen=True, slots=True)
class WhatNow:
    """Everything the page shows. The first of `acts` is the one that leads on.

    `near` are other services of those days, `proof` what was recorded as sent, `clock` is what runs
    out. `is_medicaid` says that nobody of the family is ever billed from here.
    """

    claim: Claim
    patient: Patient | None
    posting: Posting | None
    explained: Explained | None
    acts: tuple[Act, ...]
    answering: tuple[Answering, ...] = ()
    papers: tuple[Paper, ...] = ()
    near: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    clock: Deadline | None = None
    is_medicaid: bool = False


@dataclass(frozen=True, slots=True)
class DenialDesk:
    """Answers for the claims of one practice, as whoever is at the keyboard."""

    store: Store
    charting: Charting
    clock: ClockOnWall
    trail: Trail
    reasons: Callable[[], Reasons]
    fresh_id: NewId = new_id

    def what_now(self, claim_id: str) -> WhatNow:
        """What a claim's last judgment means and what to do. Raises KeyError, NotAllowed."""
        with self.store.reading() as found:
            require(found, self.trail.who, Right.SEE_MONEY)
            claim = stored_claim(found, claim_id)
            patient = found.patients.get(claim.patient)
            documents = found.documents.of_patient(claim.patient)
            packs = [pack for note in claim.notes for pack in found.packs.of_note(note)]
            others = found.claims.of_patient(claim.patient)
            beside = around(found, claim)
        posting = claim.standing[-1] if claim.standing else None
        explained = explain(claim, posting, self.reasons(), patient) if posting else None
        asking = explained if explained and explained.needs_answer else None
        drafts = [self.charting.open(note) for note in claim.notes]
        return WhatNow(
            claim=claim,
            patient=patient,
            posting=posting,
            explained=explained,
            acts=acts_for(claim, explained),
            answering=tuple(answering(drafts, asking)) if asking else (),
            papers=tuple(papers(drafts, documents, posting, asking)) if asking else (),
            near=tuple(near(claim, others, drafts)) if _speaks(explained, BUNDLING) else (),
            proof=tuple(proof(claim, packs)) if _speaks(explained, PROVES_SENDING) else (),
            clock=_clock(clocks_of(claim, beside)),
            is_medicaid=beside.payer_type in MEDICAID,
        )

    def keep_active(self, shown: WhatNow, since: dt.date, how: str) -> Verification:
        """Keep since when a benefit is active that a code only switches on, with the coverage.

        It stands on the latest benefit check for the code, or on one of its own where nobody has
        asked. Raises NotAllowed, StaleRecord.
        """
        claim, posting = shown.claim, shown.posting
        line = _reporting(shown) or claim.lines[0]
        with self.store.writing() as found:
            require(found, self.trail.who, Right.SEE_MONEY)
            today = self.clock.local().date()
            checks = found.verifications.of_patient(claim.patient)
            grounds = Grounds(claim, today, verifications=checks)
            asked = next(iter(checks_for(grounds, line.code)), None)  # the latest comes first
            check = asked or Verification(
                id=self.fresh_id(),
                patient=claim.patient,
                coverage_order=claim.coverage_order,
                payer=claim.payer,
                code=line.code,
                checked_on=today,
                channel="other",
                checked_by=Directory(self.store).name_of(self.trail.who),
                reference=posting.payer_number if posting else "",
                covered="yes",
            )
            told = {"active_since": since, "active_known_by": how}
            about = About("check", check.id, claim.patient)
            deed = Deed.RECORD_CHANGED if asked else Deed.RECORD_ADDED
            self.trail.add(found, deed, about, fields=sorted(told))
            return found.verifications.save(check.model_copy(update=told))


def acts_for(claim: Claim, explained: Explained | None) -> tuple[Act, ...]:
    """What can be done about a claim as it stands, the act that leads on first."""
    wanted = [*_leading(claim, explained), Act.ASK, Act.CLAIM]
    allowed = [each for each in dict.fromkeys(wanted) if _is_open(each, claim, explained)]
    return tuple(allowed)


def _leading(claim: Claim, explained: Explained | None) -> Iterator[Act]:
    state = claim.state
    if state is ClaimState.INFORMATION_REQUESTED:
        yield from (Act.SEND, Act.TELL_SENT)
        return
    if state in (ClaimState.APPEALED, ClaimState.UPHELD):
        yield Act.APPEAL
        return
    if explained is not None and explained.way is Way.EXPECTED:
        yield from (Act.TRIGGER, Act.CLAIM)
        return
    if state not in (ClaimState.DENIED, ClaimState.DISALLOWED, ClaimState.PARTLY_PAID):
        yield Act.CLAIM
        return
    match explained.way if explained else None:
        case Way.CORRECT:
            yield Act.REPLACE
        case Way.OTHER_COVERAGE:
            yield from (Act.COVERAGE, Act.REPLACE)
        case Way.STATUS:
            yield Act.ASK
        case Way.PATIENT:
            yield Act.CLAIM
        case Way.ORDINARY:
            yield Act.CLAIM
            return
    yield Act.APPEAL


def _is_open(act: Act, claim: Claim, explained: Explained | None) -> bool:
    match act:
        case Act.APPEAL:
            barred = explained is not None and explained.bars_appeal
            under_way = claim.state is ClaimState.APPEALED
            return (under_way or ClaimState.APPEALED in NEXT[claim.state]) and not barred
        case Act.REPLACE:
            return ClaimState.REPLACED in NEXT[claim.state]
        case _:
            return True


def _reporting(shown: WhatNow) -> ClaimLine | None:
    """Our line whose code only reports."""
    for line in shown.explained.lines if shown.explained else ():
        if any(each.reason and each.reason.way is Way.EXPECTED for each in line.said):
            return line.ours
    return None


def _speaks(explained: Explained | None, numbers: frozenset[str]) -> bool:
    return explained is not None and not numbers.isdisjoint(explained.numbers)


def _clock(clocks: Iterable[Deadline]) -> Deadline | None:
    wanted = (Clock.INFORMATION, Clock.APPEAL, Clock.REFUND, Clock.TIMELY_FILING)
    return next((each for each in clocks if each.clock in wanted), None)
