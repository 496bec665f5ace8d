"""Takes back what was posted to a claim: every amount turned around, nothing ever edited.

`services.remittances.taking_back` posts it for an answer on a wrong claim,
`services.remittances.eob_entry` before a mistyped EOB is typed anew.
"""

import datetime as dt
from decimal import Decimal

from app.domain.claims.claim import Appeal, Claim, PostedStep, Posting
from app.domain.claims.claim_steps import told

_AMOUNTS = ("billed", "paid", "patient_part")
_LINE_AMOUNTS = ("billed", "allowed", "paid", "patient_part")


def undoing(posting: Posting) -> Posting:
    """The same posting with every amount turned around, so that both come to nothing."""
    lines = tuple(
        line.model_copy(
            update={
                **{part: _turned(getattr(line, part)) for part in _LINE_AMOUNTS},
                "adjustments": tuple(
                    each.model_copy(update={"amount": -each.amount}) for each in line.adjustments
                ),
            }
        )
        for line in posting.lines
    )
    whole = tuple(each.model_copy(update={"amount": -each.amount}) for each in posting.adjustments)
    changes = {part: _turned(getattr(posting, part)) for part in _AMOUNTS}
    more = {"lines": lines, "adjustments": whole, "is_reversal": True, "takes_back": posting.id}
    return posting.model_copy(update={**changes, **more, "answer_due": None, "step": None})


def taken_back(claim: Claim, undo: Posting, today: dt.date, why: str = "") -> Claim:
    """The claim without an answer that was never about it, to be looked at today.

    It goes back to where it stood before that answer, unless it has gone on since or a later answer
    stands: then it stays, and the event says so. An appeal that the answer had ended waits again.
    """
    at = [each.id for each in claim.postings].index(undo.takes_back) + 1
    earlier, later = claim.postings[:at], claim.postings[at:]
    step = _step(claim, at - 1)
    standing = claim.standing
    is_last = bool(standing) and standing[-1].id == undo.takes_back
    changes: dict[str, object] = {"postings": (*earlier, undo, *later), "follow_up": today}
    if step and is_last and claim.payer_number == earlier[-1].payer_number:
        changes["payer_number"] = step.payer_number
    goes_back = step is not None and is_last and claim.state is step.became
    if step and goes_back:
        changes |= {"state": step.came_from, "answer_by": step.answer_by}
        changes["appeals"] = tuple(_open_again(each, step.appeal) for each in claim.appeals)
    after = claim.model_copy(update=changes)
    how = "as before it" if goes_back else "still: look whether that holds"
    text = f"An answer of the payer was taken back. The claim is {after.state.value} {how}."
    return told(after, undo.at, undo.by, f"{text} {why}".strip(), undo.trace)


def _step(claim: Claim, at: int) -> PostedStep | None:
    """What a posting made of its claim, and before it others that were taken back since."""
    step = claim.postings[at].step
    undone = {each.takes_back for each in claim.postings}
    for before in reversed(claim.postings[:at]):
        if step is None or before.takes_back:
            continue
        if before.step is None or before.id not in undone or before.step.became != step.came_from:
            break
        kept = {"became": step.became, "appeal": step.appeal or before.step.appeal}
        step = before.step.model_copy(update=kept)
    return step


def _open_again(appeal: Appeal, answered: str) -> Appeal:
    if appeal.id != answered:
        return appeal
    return appeal.model_copy(update={"outcome": "", "outcome_on": None, "notice": ""})


def _turned(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else -amount
