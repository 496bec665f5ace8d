"""What payers first answered to the lines of claims: storage keeps and sums it, reports show it.

A claim's own record says the same at length; this is kept beside it so that a report over every
claim of a practice reads none of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.domain.claims.claim import Claim, ClaimState, PostedLine, Posting
from app.domain.claims.claim_steps import ORDINARY, REPORTS_ONLY, state_after

Outcome = Literal["denied", "asked", "other"]
"""A denied or disallowed line; one for which a document is asked; any other answer."""

AS_PRINTED = "printed words"
"""Stands for the reasons of a denial that have no code."""

_OUTCOMES: dict[ClaimState, Outcome] = {
    ClaimState.DENIED: "denied",
    ClaimState.DISALLOWED: "denied",
    ClaimState.INFORMATION_REQUESTED: "asked",
}


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The answer to one line; `reasons` of a denial, each once and in order, else empty."""

    code: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSum:
    """How many lines one payer answered alike."""

    payer: str
    answer: FirstAnswer
    lines: int


def first_answers(claim: Claim) -> tuple[FirstAnswer, ...]:
    """The payer's first answer to each line of a claim; what was taken back is none."""
    first = next((posting for posting in claim.standing if not posting.is_reversal), None)
    return tuple(_answer(code, part) for code, part in _parts(claim, first)) if first else ()


def _answer(code: str, part: Posting) -> FirstAnswer:
    outcome = _OUTCOMES.get(state_after(part), "other")
    return FirstAnswer(code, outcome, _reasons(part) if outcome == "denied" else ())


def _parts(claim: Claim, posting: Posting) -> Iterator[tuple[str, Posting]]:
    """Each line of a judgment as a judgment of its own, with its code."""
    if not posting.lines:
        for code in dict.fromkeys(line.code for line in claim.lines):
            yield code, posting
        return
    ours = {line.id: line.code for line in claim.lines}
    for line in posting.lines:
        yield ours.get(line.line, line.code) or "no code", _of_line(posting, line)


def _of_line(posting: Posting, line: PostedLine) -> Posting:
    alone = {"lines": (line,), "paid": line.paid, "adjustments": ()}
    return posting.model_copy(update=alone)


def _reasons(part: Posting) -> tuple[str, ...]:
    every = (*part.adjustments, *(each for line in part.lines for each in line.adjustments))
    named: Iterable[str] = {
        f"{each.group} {each.reason}".strip()
        for each in every
        if each.reason and each.reason not in ORDINARY | REPORTS_ONLY and each.amount > 0
    }
    return tuple(sorted(named)) or (AS_PRINTED,)
