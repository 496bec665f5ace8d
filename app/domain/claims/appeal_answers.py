"""What a payer's judgment says of an appeal that waits for its answer; see decision 159.

`services.remittances.remit_posting` and `services.remittances.eob_entry` post judgments through it.
What a judgment does not say clearly is asked of a person, and never guessed.
"""

import datetime as dt
from typing import Literal

from app.domain.claims.claim import Appeal, Claim, ClaimState, Posting
from app.domain.claims.claim_steps import following, judged, moved, posted, step_from, told
from app.domain.reading.dates import show_date

AppealAnswer = Literal["", "upheld", "overturned", "partly", "none"]
"""What it means for the appeal; `none` is another matter, empty is not known."""

_REFUSALS = (ClaimState.DENIED, ClaimState.DISALLOWED)
_NO_ANSWER = (ClaimState.INFORMATION_REQUESTED, ClaimState.REVERSED)
"""What comes before an answer: more is asked for, or money is moved first."""

_WORDS = {
    "upheld": "the payer stays with its decision",
    "overturned": "the payer changed its decision",
    "partly": "the payer changed a part of it",
}


def appeal_asked(claim: Claim, posting: Posting) -> Appeal | None:
    """The appeal that a judgment may answer; None where it surely answers none."""
    waiting = (each for each in reversed(claim.appeals) if each.sent_on and not each.outcome)
    appeal = next((each for each in waiting if each.kind != "documents"), None)
    if appeal is None or following(posting).state in _NO_ANSWER:
        return None
    is_older = posting.eob_date and appeal.sent_on and posting.eob_date < appeal.sent_on
    return None if is_older else appeal


def clear_answer(claim: Claim, appeal: Appeal, posting: Posting) -> AppealAnswer:
    """Overturned where every line that was refused is paid now; else it takes a person to say."""
    refused = next((each for each in claim.postings if each.id == appeal.posting), None)
    if refused is None or posting.eob_date is None:
        return ""
    asked = [line.line for line in refused.lines if line.line and not line.paid]
    paid = {line.line for line in posting.lines if line.paid and line.paid > 0}
    is_paid = bool(asked) and paid.issuperset(asked)
    return "overturned" if is_paid and following(posting).state is ClaimState.PAID else ""


def judged_on_appeal(
    claim: Claim,
    posting: Posting,
    said: AppealAnswer = "",
    state: ClaimState | None = None,
    why: str = "",
) -> Claim:
    """The claim with a judgment (`claim_steps.judged`) and with what it means for its appeal.

    Where neither the judgment nor a person says that, somebody is asked today.
    """
    appeal = appeal_asked(claim, posting)
    if appeal is None:
        return judged(claim, posting, state, why)
    said = said or clear_answer(claim, appeal, posting)
    if not said:
        return _asking(judged(claim, posting, state, why), posting, appeal)
    if said == "none":
        return _beside(claim, posting, state, why)
    on = posting.eob_date or posting.received_on or posting.at.date()
    return _ended(claim, posting, appeal, said, on, state, why)


def _asking(claim: Claim, posting: Posting, appeal: Appeal) -> Claim:
    text = f"Does this answer the appeal of {_sent(appeal)}? Record its outcome if it does."
    asked = claim.model_copy(update={"follow_up": posting.at.date()})
    return told(asked, posting.at, posting.by, text, posting.trace)


def _beside(claim: Claim, posting: Posting, state: ClaimState | None, why: str) -> Claim:
    """An answer about something else: a claim under appeal stays there."""
    if claim.state is not ClaimState.APPEALED:
        return judged(claim, posting, state, why)
    what = (state or following(posting).state).value
    text = f"The payer’s answer ({what}) is not about the appeal."
    after = posted(claim, posting, claim.state)
    return told(after, posting.at, posting.by, text, posting.trace)


def _ended(
    claim: Claim,
    posting: Posting,
    appeal: Appeal,
    said: Literal["upheld", "overturned", "partly"],
    on: dt.date,
    state: ClaimState | None,
    why: str,
) -> Claim:
    ended = appeal.model_copy(update={"outcome": said, "outcome_on": on})
    appeals = tuple(ended if each.id == appeal.id else each for each in claim.appeals)
    with_step = posting.model_copy(update={"step": step_from(claim, appeal.id)})
    text = f"The appeal of {_sent(appeal)} was answered: {_WORDS[said]}."
    after = claim.model_copy(update={"appeals": appeals})
    if claim.state is not ClaimState.APPEALED:
        after = told(after, posting.at, posting.by, text, posting.trace)
        return judged(after, with_step, state, why)
    end = ClaimState.UPHELD if said == "upheld" else ClaimState.OVERTURNED
    after = moved(after, end, posting.at, posting.by, text, posting.trace)
    plain = state or following(posting).state
    if end is ClaimState.UPHELD or plain in _REFUSALS:
        return judged(after, with_step, end, why)
    is_less = said == "partly" and plain is ClaimState.PAID  # so that a next level stays open
    return judged(after, with_step, ClaimState.PARTLY_PAID if is_less else plain, why)


def _sent(appeal: Appeal) -> str:
    return show_date(appeal.sent_on) if appeal.sent_on else "an unknown day"
