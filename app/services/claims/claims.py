"""The claims that are followed here: begun from notes, changed, and moved from state to state.

The claim page and the worklist call it. What payers answer is posted by `remit_posting` and
`eob_entry`, appeals are begun by `appeals`; all keep claims through `claim_keeping`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

from app.domain.audit import Deed
from app.domain.claims.claim import NEXT, Claim, ClaimLine, ClaimState
from app.domain.claims.claim_listing import ClaimQuery, ClaimRow
from app.domain.claims.claim_steps import moved, told
from app.domain.finding.listing import Page
from app.domain.ids import NewId, new_id
from app.domain.practice.authority import Right
from app.domain.practice.people import Coverage, Patient
from app.errors import ClaimBlocked, StaleRecord
from app.services.claims.claim_checks import ANSWERED, blocks_of
from app.services.claims.claim_integrity import note_standings
from app.services.claims.claim_keeping import keep, stored_claim
from app.services.claims.claim_lines import numbered
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.trail import Trail

NUMBER_ID_LENGTH = 8
"""How much of a claim's id its number shows: with a letter and the day 15 of the 20 characters
that payers are sure to give back.
"""

LINES_OPEN_IN = (
    ClaimState.NOT_CLAIMED,
    ClaimState.READY,
    ClaimState.ON_HOLD,
    ClaimState.REJECTED,
)
"""States in which the lines may change: the payer has not taken the claim."""

EDITABLE = frozenset({"lines", "owner", "follow_up", "attachment_number", "payer_number"})
"""What is typed over in place; everything else of a claim comes with an act or an answer."""

_LEAVES_FOR = (ClaimState.READY, ClaimState.SENT)
"""States that a claim does not come to while a note on it may not leave the office."""


class FollowedClaims:
    """The claims of one practice, as whoever is at the keyboard. `today` is the practice's day."""

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

    def get(self, claim_id: str) -> Claim:
        """The claim. Raises KeyError, NotAllowed."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            return stored_claim(found, claim_id)

    def of_patient(self, patient_id: str) -> tuple[Claim, ...]:
        """Every claim of a patient, the latest service first. Raises NotAllowed."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            return found.claims.of_patient(patient_id)

    def of_note(self, note_id: str) -> tuple[Claim, ...]:
        """Every claim on which a note stands. Raises NotAllowed."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            return found.claims.of_note(note_id)

    def page(self, query: ClaimQuery) -> Page[ClaimRow]:
        """One page of a list. Raises NotAllowed."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            return found.claims.page(query)

    def begin(
        self,
        patient_id: str,
        lines: Sequence[ClaimLine],
        coverage_order: int = 1,
        *,
        after: str = "",
        replaces: str = "",
        kind: Literal["original", "replacement", "void"] = "original",
        attachment_number: str = "",
    ) -> Claim:
        """Begin a claim to one coverage of a patient, numbers formed, its payer card kept.

        Raises KeyError for an unknown patient or coverage, NotAllowed and disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            patient = found.patients.get(patient_id)
            if patient is None:
                raise KeyError(patient_id)
            coverage = _coverage(patient, coverage_order)
            claim_id = self._fresh_id()
            number = _number(found, claim_id, self._today())
            claim = Claim(
                id=claim_id,
                number=number,
                patient=patient_id,
                coverage_order=coverage.order,
                payer=coverage.payer,
                card=found.payer_cards.of(coverage),
                lines=numbered(number, lines),
                owner=self._trail.who,
                kind=kind,
                after=after,
                replaces=replaces,
                attachment_number=attachment_number,
            )
            return keep(found, self._trail, claim, Deed.CLAIM_BEGUN)

    def change(self, claim: Claim, *fields: str) -> Claim:
        """Keep what was changed in a claim: the fields named, of those in `EDITABLE`.

        Lines change only until the payer has taken the claim: ValueError afterwards, and for other
        fields. Raises KeyError, StaleRecord, NotAllowed and disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            stored = _current(found, claim)
            if not EDITABLE.issuperset(fields):
                raise ValueError("only its own services change this of a claim")
            changes = {name: getattr(claim, name) for name in fields}
            if "lines" in changes:
                if stored.state not in LINES_OPEN_IN:
                    raise ValueError("the payer has these lines already")
                changes["lines"] = numbered(stored.number, claim.lines)
            kept = stored.model_copy(update=changes)
            return keep(found, self._trail, kept, Deed.CLAIM_CHANGED, fields=list(fields))

    def move(
        self,
        claim: Claim,
        state: ClaimState,
        text: str = "",
        reference: str = "",
        **changes: object,
    ) -> Claim:
        """Move a claim to another state with its event; `changes` are other fields set with it.

        A replacement that is sent moves what it replaces on, too. Raises ClaimBlocked while a note
        on it may not leave the office, ValueError where it may not go, KeyError, StaleRecord,
        NotAllowed, disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            stored = _current(found, claim)
            after = moved(stored, state, self._trail.now(), self._trail.who, text, reference)
            kept = Claim.model_validate({**dict(after), **changes})
            if state in _LEAVES_FOR and blocks_of(kept, note_standings(found, kept)):
                raise ClaimBlocked
            if state is ClaimState.SENT and stored.replaces:
                self._replace(found, stored)
            return keep(found, self._trail, kept, Deed.CLAIM_MOVED_ON, state=state.value)

    def answer(self, claim: Claim, check_id: str, reason: str) -> Claim:
        """Say once why a warning does not stop a claim. Raises as `tell`."""
        return self.tell(claim, reason, f"{ANSWERED}{check_id}")

    def tell(self, claim: Claim, text: str, reference: str = "", **changes: object) -> Claim:
        """Keep that something happened to a claim in the state it has, and what changed with it.

        Raises KeyError, StaleRecord, NotAllowed and disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            stored = _current(found, claim)
            after = told(stored, self._trail.now(), self._trail.who, text, reference)
            kept = Claim.model_validate({**dict(after), **changes})
            fields = ["events", *changes]
            return keep(found, self._trail, kept, Deed.CLAIM_CHANGED, fields=fields)

    def _replace(self, found: Repositories, claim: Claim) -> None:
        """Say on the claim that another one takes the place of which one that is."""
        before = found.claims.get(claim.replaces)
        if before is not None and ClaimState.REPLACED in NEXT[before.state]:
            now, who = self._trail.now(), self._trail.who
            text = f"Claim {claim.number} takes its place."
            after = moved(before, ClaimState.REPLACED, now, who, text, claim.number)
            state = ClaimState.REPLACED.value
            keep(found, self._trail, after, Deed.CLAIM_MOVED_ON, state=state)


def _current(found: Repositories, claim: Claim) -> Claim:
    """The claim as it is stored, when that is how it was read. Raises KeyError, StaleRecord."""
    stored = stored_claim(found, claim.id)
    if stored.version != claim.version:
        raise StaleRecord
    return stored


def _coverage(patient: Patient, order: int) -> Coverage:
    found = next((each for each in patient.coverages if each.order == order), None)
    if found is None:
        raise KeyError(order)
    return found


def _number(found: Repositories, claim_id: str, day: dt.date) -> str:
    """A patient control number that no claim has: a letter, the day, and the id's beginning."""
    for end in range(NUMBER_ID_LENGTH, len(claim_id) + 1):
        number = f"C{day:%y%m%d}{claim_id[:end].upper()}"
        if found.claims.numbered(number) is None:
            return number
    raise ValueError("an id that is not fresh")
