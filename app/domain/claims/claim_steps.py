"""How a claim goes on: to another state, and what a payer's judgment makes of it.

Services call it with values read from a person or a remittance; nothing here keeps anything. Which
adjustment reasons are ordinary, ask for something, or report only, is decision 151.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.claims.claim import (
    NEXT,
    SETTLED_STATES,
    ZERO,
    Claim,
    ClaimEvent,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    PostedStep,
    Posting,
)

ORDINARY = frozenset({"1", "2", "3", "23", "45", "253"})
"""Reasons that are no denial: deductible, coinsurance, copayment, another payer, contract, levy."""

ASKS_FOR_SOMETHING = frozenset({"250", "251", "252"})
"""Reasons that name a document: it is missing, is the wrong one, or lacks something."""

REPORTS_ONLY = frozenset({"246"})
"""Reasons of codes that report and are paid nothing, as a trigger is."""

JUDGED = (
    ClaimState.INFORMATION_REQUESTED,
    ClaimState.PARTLY_PAID,
    ClaimState.PAID,
    ClaimState.DENIED,
    ClaimState.DISALLOWED,
)
"""The states that a payer's answer puts a claim into."""

_NOT_WITH_PAYER = (
    ClaimState.NOT_CLAIMED,
    ClaimState.READY,
    ClaimState.ON_HOLD,
    ClaimState.REJECTED,
    ClaimState.OVERTURNED,
)

_CONTESTED = (
    ClaimState.DENIED,
    ClaimState.DISALLOWED,
    ClaimState.PARTLY_PAID,
    ClaimState.UPHELD,
    ClaimState.OVERTURNED,
)
"""Decisions that an appeal is about; a document asked for meanwhile is none."""


def moved(
    claim: Claim, state: ClaimState, at: dt.datetime, by: str, text: str = "", reference: str = ""
) -> Claim:
    """The claim in its next state, with the event of it. Raises ValueError when it may not go.

    What had to be answered by a day belonged to the state it leaves, and nobody looks again at what
    is settled.
    """
    if state not in NEXT[claim.state]:
        raise ValueError(f"a claim that is {claim.state} does not become {state}")
    changes: dict[str, object] = {"state": state, "answer_by": None}
    if state in SETTLED_STATES:
        changes["follow_up"] = None
    return told(claim.model_copy(update=changes), at, by, text, reference)


def appeal_withdrawn(claim: Claim) -> Claim:
    """A claim under appeal as it stood when the appeal was begun: the payer decided nothing."""
    states = [event.state for event in reversed(claim.events)]
    asked = ClaimState.INFORMATION_REQUESTED in states
    usual = ClaimState.INFORMATION_REQUESTED if asked else ClaimState.DENIED
    stood = next((state for state in states if state in _CONTESTED), usual)
    return claim.model_copy(update={"state": stood})


def told(claim: Claim, at: dt.datetime, by: str, text: str, reference: str = "") -> Claim:
    """The claim with one more event, in the state it has."""
    event = ClaimEvent(at=at, by=by, state=claim.state, text=text, reference=reference)
    return claim.model_copy(update={"events": (*claim.events, event)})


def judged(claim: Claim, posting: Posting, state: ClaimState | None = None, why: str = "") -> Claim:
    """The claim with a payer's judgment and the state that follows from it.

    A `state` set by hand says `why`. A claim that was settled or replaced keeps its state: somebody
    has to look at it.
    """
    by_hand = f" Set by hand: {why}" if state is not None and why else ""
    state = state or following(posting).state
    follows = state in NEXT[claim.state] or claim.state in _NOT_WITH_PAYER
    after = posted(claim, posting, state if follows else claim.state)
    changes: dict[str, object] = {}
    if follows or state is claim.state:
        changes = {"state": state, "answer_by": None}
        text = f"The payer’s answer: {state.value}.{by_hand}"
    else:
        changes["follow_up"] = posting.at.date()
        text = f"The payer’s answer ({state.value}) came when the claim was {claim.state.value}."
    return told(after.model_copy(update=changes), posting.at, posting.by, text, posting.trace)


def posted(claim: Claim, posting: Posting, became: ClaimState) -> Claim:
    """The claim with a posting and the step it made; the state itself is the caller's to set."""
    step = (posting.step or step_from(claim)).model_copy(update={"became": became})
    kept = posting.model_copy(update={"step": step})
    number = posting.payer_number or claim.payer_number
    changes = {"postings": (*claim.postings, kept), "payer_number": number}
    return claim.model_copy(update=changes)


def step_from(claim: Claim, appeal: str = "") -> PostedStep:
    """Where a claim stands before something is posted to it."""
    return PostedStep(
        came_from=claim.state,
        became=claim.state,
        answer_by=claim.answer_by,
        payer_number=claim.payer_number,
        appeal=appeal,
    )


def retyped(
    claim: Claim,
    undoing: Posting,
    posting: Posting,
    state: ClaimState | None = None,
    why: str = "",
) -> Claim:
    """The claim with a mistyped judgment undone and typed anew; nothing posted is ever edited.

    Both stand behind the mistyped one, so that the payer's last word stays the last. The state
    follows from the new one only where that is the last word, and the claim has not gone on since
    to another state than a payer's answer gives.
    """
    at = [each.id for each in claim.postings].index(undoing.takes_back) + 1
    earlier, later = claim.postings[:at], claim.postings[at:]
    text = "A mistyped answer of the payer was taken back and typed anew."
    said = told(claim, undoing.at, undoing.by, text)
    if later or claim.state not in (*JUDGED, ClaimState.REVERSED):
        return said.model_copy(update={"postings": (*earlier, undoing, posting, *later)})
    undone = {"postings": (*earlier, undoing), "state": ClaimState.REVERSED}
    anew = posting.model_copy(update={"step": earlier[-1].step})  # as if it had come instead
    return judged(said.model_copy(update=undone), anew, state, why)


@dataclass(frozen=True, slots=True)
class Following:
    """Where a judgment puts a claim, and why, in one sentence."""

    state: ClaimState
    why: str


def state_after(posting: Posting) -> ClaimState:
    """Where a judgment alone puts a claim."""
    return following(posting).state


def refused_lines(posting: Posting) -> tuple[PostedLine, ...]:
    """The lines that would not count as paid alone; without any, those not paid in full.

    What a contract takes off is no refusal: nobody appeals it.
    """
    refused = tuple(
        line for line in posting.lines if state_after(_alone(posting, line)) is not ClaimState.PAID
    )
    return refused or tuple(line for line in posting.lines if line.paid != line.billed)


def _alone(posting: Posting, line: PostedLine) -> Posting:
    """A judgment as if it were about one of its lines only."""
    without = {"adjustments": (), "reason_as_printed": ""}
    return posting.model_copy(
        update={**without, "lines": (line,), "billed": line.billed, "paid": line.paid}
    )


def following(posting: Posting) -> Following:
    """Where a judgment alone puts a claim: by its money and reasons, not by its status."""
    if posting.is_reversal or (posting.paid is not None and posting.paid < 0):
        return Following(ClaimState.REVERSED, "The payer takes an earlier payment back.")
    unusual = _unusual(posting)
    asking = [each for each in unusual if each.reason in ASKS_FOR_SOMETHING]
    if posting.paid is not None and posting.paid > 0:
        if asking:
            why = f"Something was paid; for the rest {_named(asking)} asks for a document."
            return Following(ClaimState.INFORMATION_REQUESTED, why)
        if unusual:
            why = f"Something was paid; {_named(unusual)} took off more than is ordinary."
            return Following(ClaimState.PARTLY_PAID, why)
        is_whole = posting.paid == posting.billed
        why = "All of it was paid." if is_whole else "What was not paid has ordinary reasons."
        return Following(ClaimState.PAID, why)
    if not unusual and not posting.reason_as_printed and _is_explained(posting):
        return Following(ClaimState.PAID, "Nothing was paid, for ordinary reasons alone.")
    if asking:
        what = _named(asking)
        why = f"{what[0].upper()}{what[1:]} asks for a document."
        return Following(ClaimState.INFORMATION_REQUESTED, why)
    if unusual and all(each.group == "CO" for each in unusual):
        why = "Nothing was paid, and the payer calls all of it contractual (CO)."
        return Following(ClaimState.DISALLOWED, why)
    what = _named(unusual) if unusual else "no ordinary reason"
    return Following(ClaimState.DENIED, f"Nothing was paid; {what} explains it.")


def _unusual(posting: Posting) -> list[PostedAdjustment]:
    """What was taken off for other than ordinary reasons.

    On paper reasons may have no code: then a line that was paid as allowed has no unusual ones.
    """
    found = [each for each in posting.adjustments if _is_unusual(each)]
    for line in posting.lines:
        paid = (line.paid or ZERO) + (line.patient_part or ZERO)
        as_allowed = bool(line.paid) and line.allowed is not None and paid >= line.allowed
        found += [
            each
            for each in line.adjustments
            if _is_unusual(each) and (each.reason or not as_allowed)
        ]
    return found


def _is_unusual(adjustment: PostedAdjustment) -> bool:
    return adjustment.reason not in ORDINARY | REPORTS_ONLY and adjustment.amount > 0


def _is_explained(posting: Posting) -> bool:
    """Whether what was billed was taken off, and does not just go unmentioned."""
    taken = sum((each.amount for each in _every(posting)), ZERO)
    return posting.billed is None or posting.billed <= taken


def _named(adjustments: Iterable[PostedAdjustment]) -> str:
    """The reasons by their codes, each once."""
    codes = dict.fromkeys(each.reason or each.group for each in adjustments)
    told = [code for code in codes if code]
    if not told:
        return "a reason without a code"
    return f"reason {told[0]}" if len(told) == 1 else f"reasons {', '.join(told)}"


def _every(posting: Posting) -> Iterable[PostedAdjustment]:
    yield from posting.adjustments
    for line in posting.lines:
        yield from line.adjustments
