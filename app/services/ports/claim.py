"""What the services need of a store for claims, authorizations and remittances; part of `store`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # as in `ports`
    import datetime as dt
    from collections.abc import Iterable

    from app.domain.claims.authorization import Authorization
    from app.domain.claims.claim import Claim
    from app.domain.claims.claim_listing import ClaimQuery, ClaimRow
    from app.domain.deadlines.deadline import Clock
    from app.domain.finding.listing import Page
    from app.domain.remittances.remit_file import RemitFile, WaitingClaim
    from app.domain.work.aging import AgedBy, AgedQuery, AgedSum
    from app.domain.work.first_answers import AnswerSum


class Claims(Protocol):
    """The claims of the practice."""

    def get(self, claim_id: str) -> Claim | None:
        """The claim, or None when there is none."""
        ...

    def save(self, claim: Claim, due: dt.date | None = None, clock: Clock | None = None) -> Claim:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord.

        `due` is the day by which something must be done, by which lists order it, `clock` what.
        """
        ...

    def set_clock(self, claim_id: str, due: dt.date | None, clock: Clock | None) -> None:
        """Let lists order a claim by another deadline; the claim and its version stay."""
        ...

    def numbered(self, number: str) -> Claim | None:
        """The claim with this number of ours, case aside, or None when there is none."""
        ...

    def all_numbered(self, numbers: Iterable[str]) -> tuple[Claim, ...]:
        """Those of these numbers of ours that there are, case aside, in no order."""
        ...

    def with_payer_number(self, number: str) -> tuple[Claim, ...]:
        """The claims that a payer gave this number."""
        ...

    def of_patient(self, patient_id: str) -> tuple[Claim, ...]:
        """Every claim of a patient, the latest service first."""
        ...

    def of_note(self, note_id: str) -> tuple[Claim, ...]:
        """Every claim on which a note stands."""
        ...

    def with_line_control(self, control: str) -> tuple[Claim, ...]:
        """Every claim that has a line with this number of ours, case aside."""
        ...

    def page(self, query: ClaimQuery) -> Page[ClaimRow]:
        """One page of the list."""
        ...


class ClaimReports(Protocol):
    """Sums over claims, and claims in batches."""

    def aging(self, by: AgedBy, today: dt.date) -> tuple[AgedSum, ...]:
        """What waits, by payer and step; payers A to Z. A claim without a day counts as oldest."""
        ...

    def aged(self, query: AgedQuery) -> Page[ClaimRow]:
        """The claims behind a sum, the oldest first."""
        ...

    def answers(self, since: dt.date) -> tuple[AnswerSum, ...]:
        """How payers first answered the lines of claims whose first service is not before a day."""
        ...

    def batch(self, since: dt.date, after: str, limit: int) -> tuple[Claim, ...]:
        """The next claims after an id, whose first service is not before a day. Raises DamagedFile.

        Ids have no meaning as an order; they only lead through all of them.
        """
        ...


class Authorizations(Protocol):
    """Predeterminations and prior authorizations."""

    def get(self, record_id: str) -> Authorization | None:
        """The record, or None when there is none."""
        ...

    def save(self, record: Authorization) -> Authorization:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        ...

    def of_patient(self, patient_id: str) -> tuple[Authorization, ...]:
        """Those of a patient, the last to end first."""
        ...

    def ending(self, since: dt.date, until: dt.date) -> tuple[Authorization, ...]:
        """Those whose last day lies between two days, both included."""
        ...


class Remittances(Protocol):
    """Remittance files that were read, and judged claims that wait for a decision."""

    def file(self, sha256: str) -> RemitFile | None:
        """The file with these bytes, if it was read."""
        ...

    def keep_file(self, file: RemitFile) -> RemitFile:
        """Keep that a file was read. Raises StaleRecord when it was read before."""
        ...

    def files(self, limit: int) -> tuple[RemitFile, ...]:
        """The files read last, the newest first."""
        ...

    def waiting(self, limit: int) -> tuple[WaitingClaim, ...]:
        """Judged claims about which nobody has decided."""
        ...

    def decided(self, limit: int) -> tuple[WaitingClaim, ...]:
        """Judged claims about which somebody has decided, those of the newest files first."""
        ...

    def get_waiting(self, waiting_id: str) -> WaitingClaim | None:
        """One of them, decided or not; None when there is none."""
        ...

    def keep_waiting(self, claim: WaitingClaim) -> WaitingClaim:
        """Keep one and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        ...
