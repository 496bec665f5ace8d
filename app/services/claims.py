"""The claims that are followed here: begun from notes, changed, and moved from state to state.

The claim page and the worklist call it. What payers answer is posted by `remit_posting` and
`eob_entry`, appeals are begun by `appeals`; all keep claims through `claim_keeping`.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from app.domain.audit import Deed
from app.domain.authority import Right
from app.domain.claim import Claim, ClaimLine, ClaimState
from app.domain.claim_listing import ClaimQuery, ClaimRow
from app.domain.claim_steps import moved
from app.domain.ids import NewId, new_id
from app.domain.listing import Page
from app.domain.people import Coverage, Patient
from app.services.claim_keeping import keep
from app.services.permission import require
from app.services.ports import Repositories, Store
from app.services.trail import Trail

NUMBER_ID_LENGTH = 8
"""How much of a claim's id its number shows: with a letter and the day 15 of the 20 characters
that payers are sure to give back.
"""


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
            return _stored(found, claim_id)

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
    ) -> Claim:
        """Begin a claim to one coverage of a patient, its number formed, its payer card kept.

        Raises KeyError for an unknown patient or coverage, NotAllowed and disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            patient = found.patients.get(patient_id)
            if patient is None:
                raise KeyError(patient_id)
            coverage = _coverage(patient, coverage_order)
            claim_id = self._fresh_id()
            claim = Claim(
                id=claim_id,
                number=_number(found, claim_id, self._today()),
                patient=patient_id,
                coverage_order=coverage.order,
                payer=coverage.payer,
                card=found.payer_cards.get(coverage.payer_card) if coverage.payer_card else None,
                lines=tuple(lines),
                owner=self._trail.who,
                after=after,
                replaces=replaces,
            )
            return keep(found, self._trail, claim, Deed.CLAIM_BEGUN)

    def change(self, claim: Claim, *fields: str) -> Claim:
        """Keep a claim whose lines, owner, follow-up or remarks were changed; `fields` names them.

        What happened to it and what payers said is as stored: only their own services change it.
        Raises KeyError, StaleRecord, NotAllowed and disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            stored = _stored(found, claim.id)
            kept = claim.model_copy(
                update={
                    "state": stored.state,
                    "events": stored.events,
                    "postings": stored.postings,
                    "appeals": stored.appeals,
                }
            )
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

        Raises ValueError where it may not go, KeyError, StaleRecord, NotAllowed, disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            _stored(found, claim.id)
            after = moved(claim, state, self._trail.now(), self._trail.who, text, reference)
            kept = Claim.model_validate({**dict(after), **changes})
            return keep(found, self._trail, kept, Deed.CLAIM_MOVED_ON, state=state.value)


def _stored(found: Repositories, claim_id: str) -> Claim:
    claim = found.claims.get(claim_id)
    if claim is None:
        raise KeyError(claim_id)
    return claim


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
