"""Takes answers of payers back that were posted to a wrong claim; out of a file they wait again.

The claim page and the remittance page call it. Nothing posted is edited: what undoes it is posted
behind it (`domain.claims.taking_back`), in the transaction that opens the decision again.
"""

import datetime as dt
from collections.abc import Callable

from app.domain.audit import Deed
from app.domain.claims.claim import Claim, ClaimLine, PostedAdjustment, PostedLine, Posting
from app.domain.claims.taking_back import taken_back, undoing
from app.domain.ids import NewId, new_id
from app.domain.practice.authority import Right
from app.domain.remittances.remit_file import RemitFile, WaitingClaim
from app.domain.remittances.remittance import Adjustment, Group, Place, RemitClaim, RemitLine
from app.errors import StaleRecord
from app.services.claims.claim_keeping import keep, stored_claim
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.remittances.remit_posting import waiting_id
from app.services.trail import Trail


class TakingBack:
    """Of one practice, as whoever is at the keyboard. `today` is the practice's day."""

    def __init__(
        self,
        store: Store,
        trail: Trail,
        today: Callable[[], dt.date],
        fresh_id: NewId = new_id,
    ) -> None:
        self._store = store
        self._trail = trail
        self._today = today
        self._fresh_id = fresh_id

    def take_back(self, claim: Claim, posting_id: str, why: str = "") -> Claim:
        """Take an answer back from the claim as it was shown; out of a file it waits again.

        Raises StaleRecord where the claim was changed meanwhile or it was taken back already,
        KeyError for unknown ids, NotAllowed and disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            stored = stored_claim(found, claim.id)
            posting = next((each for each in stored.postings if each.id == posting_id), None)
            if posting is None:
                raise KeyError(posting_id)
            if stored.version != claim.version or posting not in stored.standing:
                raise StaleRecord
            changes = {"id": self._fresh_id(), "at": self._trail.now(), "by": self._trail.who}
            undo = undoing(posting).model_copy(update=changes)
            after = taken_back(stored, undo, self._today(), why.strip())
            state = after.state.value
            kept = keep(found, self._trail, after, Deed.CLAIM_TAKEN_BACK, state=state)
            self._wait_again(found, stored, posting)  # of two at once one is told by the claim
            return kept

    def take_back_decided(self, which: str, why: str = "") -> Claim:
        """Take back what somebody posted by hand out of a file.

        Raises StaleRecord where it waits again already, and what `take_back` raises.
        """
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            waiting = found.remittances.get_waiting(which)
            claim = found.claims.get(waiting.claim) if waiting and waiting.claim else None
        if waiting is None:
            raise KeyError(which)
        posting = _posted(claim, waiting) if claim else None
        if claim is None or posting is None:
            raise StaleRecord
        return self.take_back(claim, posting.id, why)

    def _wait_again(self, found: Repositories, claim: Claim, posting: Posting) -> None:
        file_id, _, segment = posting.source.partition("#")
        if not segment:
            return  # an EOB from paper: nobody but its reader knows it
        kept = found.remittances.get_waiting(waiting_id(file_id, int(segment)))
        if kept is None:
            kept = _waiting(claim, posting, found.remittances.file(file_id), file_id, int(segment))
        changes = {"decided": "", "claim": "", "decided_by": ""}
        found.remittances.keep_waiting(kept.model_copy(update=changes))


def _posted(claim: Claim, waiting: WaitingClaim) -> Posting | None:
    """The posting that a decision made, where it still stands."""
    source = f"{waiting.file}#{waiting.judged.place.segment}"
    return next((each for each in claim.standing if each.source == source), None)


def _waiting(
    claim: Claim, posting: Posting, file: RemitFile | None, file_id: str, segment: int
) -> WaitingClaim:
    """What was posted unasked, as it would have waited: only a number of ours posts unasked."""
    checks = file.checks if file else ()
    payers = [each.payer for each in checks if each.trace == posting.trace]
    ours = {line.id: line for line in claim.lines}
    began = min((line.on for line in posting.lines if line.on), default=None)
    judged = RemitClaim(
        control=claim.number,
        status=posting.status,
        billed=posting.billed,
        paid=posting.paid,
        patient_part=posting.patient_part,
        payer_number=posting.payer_number,
        family=posting.family,
        given=posting.given,
        member_id=posting.member_id,
        began=began,
        adjustments=_adjustments(posting.adjustments),
        remarks=posting.remarks,
        lines=tuple(_line(line, ours.get(line.line)) for line in posting.lines),
        place=Place(segment, "CLP"),
    )
    return WaitingClaim(
        id=waiting_id(file_id, segment),
        file=file_id,
        payer=payers[0] if payers else claim.payer,
        trace=posting.trace,
        paid_on=posting.eob_date,
        judged=judged,
        offered=(claim.id,),
    )


def _line(line: PostedLine, ours: ClaimLine | None) -> RemitLine:
    return RemitLine(
        code=line.code,
        on=line.on,
        billed=line.billed,
        paid=line.paid,
        allowed=line.allowed,
        control=ours.control if ours else "",
        submitted_code=ours.code if ours and ours.code != line.code else "",
        adjustments=_adjustments(line.adjustments),
        remarks=line.remarks,
    )


def _adjustments(posted: tuple[PostedAdjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(Adjustment(_group(each.group), each.reason, each.amount) for each in posted)


def _group(text: str) -> Group:
    match text:
        case "CO" | "PR" | "OA" | "PI" | "CR":
            return text
        case _:
            return ""
