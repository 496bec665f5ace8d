"""Claims, authorizations and remittances, as the services ask for them (`services.ports.claim`)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    delete,
    insert,
    select,
    true,
    update,
)

from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import OPEN_STATES, Claim, ClaimState
from app.domain.claims.claim_listing import ClaimQuery, ClaimRow
from app.domain.deadlines.deadline import Clock
from app.domain.finding.listing import Page, search_key
from app.domain.remittances.remit_file import RemitFile, WaitingClaim
from app.storage.claims.claim_answers import keep_answers
from app.storage.claims.claim_tables import (
    authorizations,
    claim_lines,
    claims,
    remit_files,
    remit_waiting,
)
from app.storage.paging import Order, page_of
from app.storage.records import Columns, RecordTable
from app.storage.tables import NEVER, patients

AT_ONCE = 500
"""Numbers in one question to the database."""

_OPEN = frozenset(OPEN_STATES)

_ORDERS = {
    "due": Order(claims.c.due, claims.c.id, newest_first=False),
    "sent": Order(claims.c.sent_on, claims.c.id, newest_first=False),
}


class ClaimRepository:
    """Claims with the columns their lists need, and their lines to be found by."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, claim_id: str) -> Claim | None:
        """The claim, or None when there is none."""
        return self._records().get(claim_id)

    def save(self, claim: Claim, due: dt.date | None = None, clock: Clock | None = None) -> Claim:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        kept = self._records(due, clock).save(claim.id, claim)
        mine = claim_lines.c.claim_id == claim.id
        self._connection.execute(delete(claim_lines).where(mine))
        if claim.lines:
            self._connection.execute(insert(claim_lines), [*_lines(claim)])
        keep_answers(self._connection, claim)
        return kept

    def set_clock(self, claim_id: str, due: dt.date | None, clock: Clock | None) -> None:
        """Let lists order a claim by another deadline; the claim and its version stay."""
        here = update(claims).where(claims.c.id == claim_id)
        self._connection.execute(here.values(_due_columns(due, clock)))

    def numbered(self, number: str) -> Claim | None:
        """The claim with this number of ours, case aside, or None when there is none."""
        found = self._records().read(select(claims).where(claims.c.number == number.upper()))
        return found[0] if found else None

    def all_numbered(self, numbers: Iterable[str]) -> tuple[Claim, ...]:
        """Those of these numbers of ours that there are, case aside, in no order."""
        wanted = sorted({number.upper() for number in numbers})
        records = self._records()
        return tuple(
            claim
            for at in range(0, len(wanted), AT_ONCE)
            for claim in records.read(
                select(claims).where(claims.c.number.in_(wanted[at : at + AT_ONCE]))
            )
        )

    def with_payer_number(self, number: str) -> tuple[Claim, ...]:
        """The claims that a payer gave this number."""
        query = select(claims).where(claims.c.payer_number == number)
        return self._records().read(query.order_by(claims.c.id))

    def of_patient(self, patient_id: str) -> tuple[Claim, ...]:
        """Every claim of a patient, the latest service first."""
        query = select(claims).where(claims.c.patient_id == patient_id)
        return self._records().read(query.order_by(claims.c.began.desc(), claims.c.id))

    def of_note(self, note_id: str) -> tuple[Claim, ...]:
        """Every claim on which a note stands."""
        on_it = select(claim_lines.c.claim_id).where(claim_lines.c.note_id == note_id)
        query = select(claims).where(claims.c.id.in_(on_it))
        return self._records().read(query.order_by(claims.c.id))

    def with_line_control(self, control: str) -> tuple[Claim, ...]:
        """Every claim that has a line with this number of ours, case aside."""
        having = select(claim_lines.c.claim_id).where(claim_lines.c.control == control.upper())
        query = select(claims).where(claims.c.id.in_(having))
        return self._records().read(query.order_by(claims.c.id))

    def page(self, query: ClaimQuery) -> Page[ClaimRow]:
        """One page of the list."""
        columns = (column for column in claims.c if column is not claims.c.record)
        found = (
            select(*columns, patients.c.name.label("patient"))
            .select_from(claims.join(patients, claims.c.patient_id == patients.c.id))
            .where(*_filters(query))
        )
        order = _ORDERS[query.order]
        return page_of(self._connection, found, order, query.after, query.limit, row_of)

    def _records(
        self, due: dt.date | None = None, clock: Clock | None = None
    ) -> RecordTable[Claim]:
        def columns(claim: Claim) -> Columns:
            return {**_columns(claim), **_due_columns(due, clock)}

        return RecordTable(self._connection, claims, Claim, columns)


class AuthorizationRepository:
    """Predeterminations and prior authorizations."""

    def __init__(self, connection: Connection) -> None:
        self._records = RecordTable(
            connection,
            authorizations,
            Authorization,
            lambda record: {"patient_id": record.patient, "until": record.until},
        )

    def get(self, record_id: str) -> Authorization | None:
        """The record, or None when there is none."""
        return self._records.get(record_id)

    def save(self, record: Authorization) -> Authorization:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        return self._records.save(record.id, record)

    def of_patient(self, patient_id: str) -> tuple[Authorization, ...]:
        """Those of a patient, the last to end first."""
        query = select(authorizations).where(authorizations.c.patient_id == patient_id)
        by_end = query.order_by(authorizations.c.until.desc(), authorizations.c.id)
        return self._records.read(by_end)

    def ending(self, since: dt.date, until: dt.date) -> tuple[Authorization, ...]:
        """Those whose last day lies between two days, both included."""
        query = select(authorizations).where(authorizations.c.until.between(since, until))
        return self._records.read(query.order_by(authorizations.c.until, authorizations.c.id))


class RemittanceRepository:
    """Remittance files that were read, and judged claims that wait for a decision."""

    def __init__(self, connection: Connection) -> None:
        self._files = RecordTable(
            connection, remit_files, RemitFile, lambda file: {"read_at": file.read_at}
        )
        self._waiting = RecordTable(connection, remit_waiting, WaitingClaim, _waiting_columns)

    def file(self, sha256: str) -> RemitFile | None:
        """The file with these bytes, if it was read."""
        return self._files.get(sha256)

    def keep_file(self, file: RemitFile) -> RemitFile:
        """Keep that a file was read. Raises StaleRecord when it was read before."""
        return self._files.save(file.id, file)

    def files(self, limit: int) -> tuple[RemitFile, ...]:
        """The files read last, the newest first."""
        newest = select(remit_files).order_by(remit_files.c.read_at.desc(), remit_files.c.id)
        return self._files.read(newest.limit(limit))

    def waiting(self, limit: int) -> tuple[WaitingClaim, ...]:
        """Judged claims about which nobody has decided."""
        query = select(remit_waiting).where(remit_waiting.c.is_decided == 0)
        return self._waiting.read(query.order_by(remit_waiting.c.id).limit(limit))

    def decided(self, limit: int) -> tuple[WaitingClaim, ...]:
        """Judged claims about which somebody has decided, those of the newest files first."""
        newest = remit_files.c.read_at.desc(), remit_files.c.id, remit_waiting.c.id
        of_files = select(remit_waiting).join(remit_files)
        query = of_files.where(remit_waiting.c.is_decided == 1).order_by(*newest)
        return self._waiting.read(query.limit(limit))

    def get_waiting(self, waiting_id: str) -> WaitingClaim | None:
        """One of them, decided or not; None when there is none."""
        return self._waiting.get(waiting_id)

    def keep_waiting(self, claim: WaitingClaim) -> WaitingClaim:
        """Keep one and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        return self._waiting.save(claim.id, claim)


def cents(amount: Decimal) -> int:
    """Dollars as whole cents."""
    return int(amount.scaleb(2).to_integral_exact())


def _due_columns(due: dt.date | None, clock: Clock | None) -> Columns:
    return {"due": due.isoformat() if due else NEVER, "clock": clock.value if clock else ""}


def _columns(claim: Claim) -> Columns:
    return {
        "number": claim.number.upper(),
        "patient_id": claim.patient,
        "payer": claim.payer,
        "payer_key": search_key(claim.payer),
        "state": claim.state.value,
        "is_open": int(claim.is_open),
        "owner": claim.owner,
        "codes": " ".join(dict.fromkeys(line.code for line in claim.lines)),
        "began": claim.began,
        "sent_on": claim.sent_on,
        "follow_up": claim.follow_up,
        "billed_cents": cents(claim.billed),
        "paid_cents": cents(claim.paid),
        "payer_number": claim.payer_number,
    }


def _lines(claim: Claim) -> Iterator[Columns]:
    for line in claim.lines:
        yield {
            "claim_id": claim.id,
            "line_id": line.id,
            "code": line.code,
            "day": line.on,
            "control": line.control.upper(),
            "note_id": line.note,
        }


def _waiting_columns(claim: WaitingClaim) -> Columns:
    return {"file_id": claim.file, "is_decided": int(bool(claim.decided))}


def _filters(query: ClaimQuery) -> Iterator[ColumnElement[bool]]:
    yield true()
    asked = frozenset(query.states)
    if query.is_open or (asked and asked <= _OPEN):
        yield claims.c.is_open == 1  # with `due` an index: nothing is sorted
    if asked:
        yield claims.c.state.in_([state.value for state in query.states])
    for column, wanted in (
        (claims.c.owner, query.owner),
        (claims.c.patient_id, query.patient_id),
        (claims.c.payer_key, search_key(query.payer)),
    ):
        if wanted:
            yield column == wanted
    for column, wanted in (
        (claim_lines.c.note_id, query.note_id),
        (claim_lines.c.code, query.code),
    ):
        if wanted:
            yield claims.c.id.in_(select(claim_lines.c.claim_id).where(column == wanted))
    yield from _days(query)


def _days(query: ClaimQuery) -> Iterator[ColumnElement[bool]]:
    if query.due_until:
        yield claims.c.due <= query.due_until.isoformat()
    if query.sent_since:
        yield claims.c.sent_on >= query.sent_since
    if query.sent_until:
        yield claims.c.sent_on.between(dt.date.min, query.sent_until)


def row_of(row: RowMapping) -> ClaimRow:
    """A line of a list, out of every column but the record, and the patient's name."""
    due = row["due"]
    return ClaimRow(
        id=row["id"],
        number=row["number"],
        patient_id=row["patient_id"],
        patient=row["patient"],
        payer=row["payer"],
        state=ClaimState(row["state"]),
        owner=row["owner"],
        codes=tuple(row["codes"].split()),
        began=row["began"],
        sent_on=row["sent_on"],
        follow_up=row["follow_up"],
        due=None if due == NEVER else dt.date.fromisoformat(due),
        clock=Clock(row["clock"]) if row["clock"] else None,
        billed=Decimal(row["billed_cents"]).scaleb(-2),
        paid=Decimal(row["paid_cents"]).scaleb(-2),
    )
