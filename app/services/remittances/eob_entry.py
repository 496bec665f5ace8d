"""Posts EOBs that come on paper: prefilled from the claim, kept while typed, posted on a word.

The EOB page calls it. What was posted is never edited: a mistyped EOB is undone, amount by amount,
and typed anew, in one transaction.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from app.domain.audit import Deed
from app.domain.claims.appeal_answers import appeal_asked, clear_answer, judged_on_appeal
from app.domain.claims.claim import ZERO, Appeal, Claim, ClaimState, Posting
from app.domain.claims.claim_steps import following, retyped
from app.domain.claims.taking_back import undoing
from app.domain.ids import NewId, new_id
from app.domain.left_open.unfinished import record_name
from app.domain.practice.authority import Right
from app.domain.reading.amounts import show_money
from app.domain.remittances.eob import TypedEob, blank_eob, sums_of, typed_again
from app.domain.remittances.eob_reading import LONGEST_REASON, EobProblem, ReadEob, read_eob
from app.domain.remittances.remittance import sum_of
from app.services.claims.claim_keeping import keep_judged, stored_claim
from app.services.notes.unfinished import Unfinished
from app.services.permission import require
from app.services.ports.store import Store
from app.services.remittances.remit_matching import was_posted
from app.services.trail import Trail

PAPER = "paper"
_UNASKED = "Say what it means for the appeal, or the claim comes up today with that question."


@dataclass(frozen=True, slots=True)
class EobSheet:
    """What the page opens with. `kept_at` (UTC) is when it was typed, if it was left unposted."""

    claim: Claim
    patient: str
    typed: TypedEob
    kept_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What posting would come to; `state` is None until amounts are typed that can be read.

    `cautions` hold nobody up.
    """

    problems: tuple[EobProblem, ...]
    state: ClaimState | None
    why: str
    cautions: tuple[str, ...] = ()
    appeal: Appeal | None = None
    is_clear: bool = False


class EobDesk:
    """EOBs of one practice, as whoever is at the keyboard. `today` is the practice's day."""

    def __init__(
        self,
        store: Store,
        trail: Trail,
        unfinished: Unfinished,
        today: Callable[[], dt.date],
        fresh_id: NewId = new_id,
    ) -> None:
        self._store = store
        self._trail = trail
        self._unfinished = unfinished
        self.today = today
        self._fresh_id = fresh_id

    def open(self, claim_id: str, posting_id: str = "") -> EobSheet:
        """The page of a claim, or of a posting from paper to be mended, as it was left.

        Raises KeyError for unknown ids, NotAllowed.
        """
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            claim = stored_claim(found, claim_id)
            patient = found.patients.get(claim.patient)
        fresh = _fresh(claim, posting_id, self.today())
        kept = self._unfinished.text(unposted_name(claim_id, posting_id))
        left = _left(kept.body, fresh) if kept else None
        return EobSheet(
            claim,
            patient.name.full if patient else "",
            left or fresh,
            kept.at if kept and left else None,
        )

    def fresh(self, claim: Claim, posting_id: str = "") -> TypedEob:
        """The page before anything is typed. Raises KeyError for an unknown posting."""
        return _fresh(claim, posting_id, self.today())

    def keep_unposted(self, claim: Claim, typed: TypedEob) -> None:
        """Keep what is typed for the same person, unless it is as it came. Raises disk failures."""
        name = unposted_name(claim.id, typed.takes_back)
        if typed == self.fresh(claim, typed.takes_back):
            self._unfinished.forget(name)
        else:
            self._unfinished.keep_text(name, typed.model_dump_json())

    def foresee(self, claim: Claim, typed: TypedEob) -> Foreseen:
        """What posting it now would come to."""
        read, problems = read_eob(typed, self.today())
        if any("/" in problem.cell for problem in problems):
            return Foreseen(problems, None, "It follows from the amounts and reasons you type.")
        posting = self._posting(typed, read, "foreseen")
        follows = following(posting)
        after = _with(claim, typed, self._undoing(claim, typed), posting, read.state)
        why = typed.why.strip() if read.state else follows.why
        if after.state is claim.state and after.state not in (follows.state, read.state):
            why = f"The claim is {claim.state.value} and stays so."
        cautions = tuple(_cautions(claim, typed, posting))
        appeal = None if typed.takes_back else appeal_asked(claim, posting)
        is_clear = appeal is not None and bool(clear_answer(claim, appeal, posting))
        if appeal and not typed.appeal and not is_clear:
            cautions = (_UNASKED, *cautions)
        return Foreseen(problems, after.state, why, cautions, appeal, is_clear)

    def post(
        self, claim: Claim, typed: TypedEob, posting_id: str = ""
    ) -> tuple[Claim | None, tuple[EobProblem, ...]]:
        """Post it to the claim as it was shown; None with every problem when it cannot be.

        What stands there already under the id, with nothing typed differently, was posted by an
        earlier try whose word got lost: it is not posted again.

        Raises KeyError, StaleRecord, NotAllowed and disk failures.
        """
        read, problems = read_eob(typed, self.today())
        if problems:
            return None, problems
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            stored = stored_claim(found, claim.id)
            posting = self._posting(typed, read, posting_id or self._fresh_id())
            if any(_is_same(each, posting) for each in stored.postings):
                return stored, ()
            after = _with(claim, typed, self._undoing(claim, typed), posting, read.state)
            deed = Deed.CLAIM_RETYPED if typed.takes_back else Deed.CLAIM_JUDGED
            kept = keep_judged(found, self._trail, after, deed)
            found.unfinished.drop(self._trail.who, unposted_name(claim.id, typed.takes_back))
        self._unfinished.saved(unposted_name(claim.id, typed.takes_back))
        return kept, ()

    def _posting(self, typed: TypedEob, read: ReadEob, posting_id: str) -> Posting:
        parts = [line.patient_part for line in read.lines if line.patient_part is not None]
        return Posting(
            id=posting_id,
            at=self._trail.now(),
            by=self._trail.who,
            source=PAPER,
            eob_date=read.eob_date,
            received_on=read.received_on,
            trace=typed.trace,
            payer_number=typed.payer_number,
            is_reversal=typed.is_reversal,
            billed=sum_of(line.billed for line in read.lines),
            paid=sum_of(line.paid for line in read.lines),
            patient_part=sum(parts, ZERO) if parts else None,
            lines=read.lines,
            reason_as_printed=typed.reason.strip()[:LONGEST_REASON],
            answer_due=read.answer_due,
            evidence=typed.evidence,
        )

    def _undoing(self, claim: Claim, typed: TypedEob) -> Posting | None:
        """What undoes the posting that is typed anew. Raises KeyError where that is not there."""
        if not typed.takes_back:
            return None
        mistyped = _mendable(claim, typed.takes_back)
        changes = {"id": self._fresh_id(), "at": self._trail.now(), "by": self._trail.who}
        return undoing(mistyped).model_copy(update=changes)


def mendable(claim: Claim) -> tuple[Posting, ...]:
    """What was posted from paper and not typed anew since, the last first."""
    return tuple(each for each in reversed(claim.standing) if each.source == PAPER)


def _is_same(stored: Posting, posting: Posting) -> bool:
    """Whether one is the other, kept: then and with what it made of the claim."""
    return stored == posting.model_copy(update={"at": stored.at, "step": stored.step})


def _with(
    claim: Claim,
    typed: TypedEob,
    undo: Posting | None,
    posting: Posting,
    state: ClaimState | None,
) -> Claim:
    why = typed.why.strip()
    if undo is None:
        return judged_on_appeal(claim, posting, typed.appeal, state, why)
    return retyped(claim, undo, posting, state, why)


def _cautions(claim: Claim, typed: TypedEob, posting: Posting) -> Iterator[str]:
    for number, line in enumerate(typed.lines, start=1):
        difference = sums_of(line).difference
        if difference and not line.is_blank:
            over = "more than was billed" if difference < 0 else "not accounted for"
            yield f"Line {number}: {show_money(abs(difference))} {over}."
    if posting.eob_date is None:
        yield "Without the date of the EOB the appeal window counts from the day you received it."
    elif posting.received_on and posting.eob_date > posting.received_on:
        yield "The EOB is dated after the day you received it."
    if posting.answer_due and posting.eob_date and posting.answer_due < posting.eob_date:
        yield "The answer is due before the EOB was written."
    before = claim
    if typed.takes_back:
        others = (each for each in claim.postings if each.id != typed.takes_back)
        before = claim.model_copy(update={"postings": tuple(others)})
    tells = posting.trace or posting.paid  # two answers that pay nothing are no double
    if tells and was_posted(before, posting.trace, posting.paid, is_reversal=posting.is_reversal):
        yield "The same amount may be posted already: look at the claim’s earlier answers."
    if claim.sent_on is None:
        yield "The claim is not marked as sent: check that this EOB is about it."
    if not posting.evidence and posting.paid != posting.billed:
        yield "No scan of this EOB is chosen; an appeal will ask for it."


def _fresh(claim: Claim, posting_id: str, today: dt.date) -> TypedEob:
    if posting_id:
        return typed_again(claim, _mendable(claim, posting_id), today)
    return blank_eob(claim, today)


def _mendable(claim: Claim, posting_id: str) -> Posting:
    found = next((each for each in mendable(claim) if each.id == posting_id), None)
    if found is None:
        raise KeyError(posting_id)
    return found


def _left(text: str, fresh: TypedEob) -> TypedEob | None:
    """What was left unposted; None where it cannot be read or the claim has other lines now."""
    try:
        left = TypedEob.model_validate_json(text)
    except ValidationError:
        return None
    same = [line.line for line in left.lines] == [line.line for line in fresh.lines]
    return left if same and left.takes_back == fresh.takes_back else None


def unposted_name(claim_id: str, posting_id: str) -> str:
    """What is typed and not posted is kept under this name."""
    return record_name("eob", claim_id, posting_id)
