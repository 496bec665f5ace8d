"""What there is to do, in words: one short imperative for each state of a claim and each kind."""

from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import ClaimState
from app.domain.deadlines.awaited_reply import WaitingNote
from app.domain.deadlines.deadline import Clock
from app.domain.finding.listing import NoteRow
from app.domain.signing.seal import Standing

_S = ClaimState
_ACTS = {
    _S.NOT_CLAIMED: "Prepare the claim",
    _S.READY: "Send the claim",
    _S.ON_HOLD: "Look at the claim on hold",
    _S.SENT: "Ask whether it arrived",
    _S.REJECTED: "Correct and send again",
    _S.ACKNOWLEDGED: "Ask where it stands",
    _S.INFORMATION_REQUESTED: "Send what was asked for",
    _S.PARTLY_PAID: "Look at what was not paid",
    _S.PAID: "Look through and close",
    _S.DENIED: "Answer the denial",
    _S.DISALLOWED: "Answer the disallowance",
    _S.APPEALED: "Ask about the appeal",
    _S.UPHELD: "Decide on the next level",
    _S.OVERTURNED: "Watch for the payment",
    _S.REVERSED: "Answer the refund demand",
}
_KINDS = {"predetermination": "Predetermination", "prior_authorization": "Prior authorization"}

_MISFITS = {Standing.BROKEN: "signature does not match", Standing.DAMAGED: "it is damaged"}


def claim_act(state: ClaimState, clock: Clock | None) -> str:
    """What to do about a claim; a settled one is only looked at."""
    if clock is Clock.VERIFICATION:
        return "Check the benefits again"
    return _ACTS.get(state, "Look at the claim")


def signing_act(row: NoteRow) -> str:
    """What to do about a note that nobody, or only one of two, has signed.

    Who began it for another dentist and did not hand it over, or got it back, has no signature to
    give. What is not what was signed is looked at first.
    """
    if row.standing.sentence:
        return "Look at the note: " + _MISFITS[row.standing]
    if row.status != "draft":
        return "Co-sign the note"
    holder = row.waits_for or row.author_id
    is_signers = holder != row.author_id or row.author_id == row.treating_id
    return "Finish and sign the note" if is_signers else "Finish and hand over the note"


def answers_words(count: int, *, more: bool) -> str:
    """How many answers of payers wait."""
    if more:
        return f"{count} or more wait"
    return "1 waits" if count == 1 else f"{count} wait"


def reply_words(row: WaitingNote) -> str:
    """The note that waits, and the treatment that waits with it."""
    if row.planned is None:
        return row.code
    return f"{row.code}, treatment {row.planned.month}/{row.planned.day}"


def authorization_words(record: Authorization) -> str:
    """What ends."""
    words = _KINDS[record.kind]
    return f"{words} {record.number}" if record.number else words
