"""What the remittance page shows: the files read last, and judged claims that wait for a person.

`remit_posting` decides about them; here they are only read, beside the claims they may be about.
"""

from dataclasses import dataclass

from app.domain.claims.claim import Claim
from app.domain.finding.listing import PatientQuery
from app.domain.practice.authority import Right
from app.domain.remittances.remit_file import RemitFile, WaitingClaim
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.remittances.remit_matching import matches, named_in, was_posted
from app.services.trail import Trail

FILES_SHOWN = 200
WAITING_SHOWN = 500
DECIDED_SHOWN = 200
"""Rows of a list; a list of more is worked off from its top."""

FOUND_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A claim of ours that may be meant: whose it is, and what agrees, in words.

    `was_posted` says that it has the same judgment already.
    """

    claim: Claim
    patient: str
    agrees: tuple[str, ...] = ()
    was_posted: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A judged claim about which somebody has decided; `claim` it was posted to, None for none."""

    waiting: WaitingClaim
    claim: Claim | None
    by: str


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A judged claim that waits, and the claims of ours that it may be about."""

    waiting: WaitingClaim
    offers: tuple[Offer, ...]


class UnmatchedDesk:
    """Of one practice, as whoever is at the keyboard. Everything raises NotAllowed."""

    def __init__(self, store: Store, trail: Trail) -> None:
        self._store = store
        self._trail = trail

    def files(self) -> tuple[RemitFile, ...]:
        """The files read last, the newest first."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            return found.remittances.files(FILES_SHOWN)

    def waiting(self) -> tuple[WaitingClaim, ...]:
        """What waits for somebody to say whose it is."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            return found.remittances.waiting(WAITING_SHOWN)

    def decided(self) -> tuple[Decided, ...]:
        """What somebody posted by hand or said to be not ours, that of the newest files first."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            return tuple(_decided(found, each) for each in found.remittances.decided(DECIDED_SHOWN))

    def look(self, waiting: WaitingClaim) -> Unmatched:
        """One of them beside our claims as they are now: one may have been begun since."""
        judged = waiting.judged
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            offered = matches(found, judged, named_in(found, [judged]))
            offers = (_offer(found, each.claim, waiting, each.reasons) for each in offered)
            return Unmatched(waiting, tuple(offers))

    def find(self, typed: str, waiting: WaitingClaim) -> tuple[Offer, ...]:
        """Claims by their number, or of patients with such a name or chart number.

        None before anything is typed: an Enter too many posts no money.
        """
        if not typed.strip():
            return ()
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            numbered = found.claims.numbered(typed.strip())
            claims = [numbered] if numbered else []
            query = PatientQuery(search=typed, limit=FOUND_AT_ONCE)
            for row in found.patients.page(query).rows:
                claims += found.claims.of_patient(row.id)
            once = {claim.id: claim for claim in claims}.values()
            return tuple(_offer(found, claim, waiting) for claim in [*once][:FOUND_AT_ONCE])


def _decided(found: Repositories, waiting: WaitingClaim) -> Decided:
    claim = found.claims.get(waiting.claim) if waiting.claim else None
    person = found.staff.get(waiting.decided_by)
    return Decided(waiting, claim, person.name.full if person else waiting.decided_by)


def _offer(
    found: Repositories, claim: Claim, waiting: WaitingClaim, agrees: tuple[str, ...] = ()
) -> Offer:
    patient = found.patients.get(claim.patient)
    judged = waiting.judged
    posted = was_posted(claim, waiting.trace, judged.paid, is_reversal=judged.is_reversal)
    return Offer(claim, patient.name.full if patient else "", agrees, posted)
