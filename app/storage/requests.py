"""Requests of patients and their restrictions, and how old each patient's record is."""

import datetime as dt
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, RowMapping, Select, Table, func, select

from app.domain.finding.listing import Page
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.restriction import Restriction
from app.domain.requests.retention import KeptFile
from app.storage.records import Columns, RecordTable, Versioned
from app.storage.tables import (
    amendment_requests,
    documents,
    notes,
    packs,
    patients,
    record_requests,
    restrictions,
    seals,
)

FILES_AT_ONCE = 500


class Asked(Versioned, Protocol):
    """What both kinds of requests have."""

    @property
    def id(self) -> str: ...
    @property
    def patient(self) -> str: ...
    @property
    def received(self) -> dt.date: ...
    @property
    def due(self) -> dt.date: ...
    @property
    def is_open(self) -> bool: ...


Request = TypeVar("Request", bound=Asked)


class RequestRepository(Generic[Request]):
    """Requests of one kind in one table."""

    def __init__(self, connection: Connection, table: Table, model: type[Request]) -> None:
        self._table = table
        self._records = RecordTable(connection, table, model, _request_columns)

    def get(self, request_id: str) -> Request | None:
        """The request, or None when there is none."""
        return self._records.get(request_id)

    def save(self, request: Request) -> Request:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        return self._records.save(request.id, request)

    def of_patient(self, patient_id: str) -> tuple[Request, ...]:
        """Every request of a patient, the latest first."""
        own = select(self._table).where(self._table.c.patient_id == patient_id)
        return self._records.read(own.order_by(self._table.c.received.desc(), self._table.c.id))

    def open(self) -> tuple[Request, ...]:
        """Every open request of all patients, the one due first at the top."""
        waiting = select(self._table).where(self._table.c.is_open == 1)
        return self._records.read(waiting.order_by(self._table.c.due, self._table.c.id))


class RestrictionRepository:
    """The restrictions of patients."""

    def __init__(self, connection: Connection) -> None:
        self._records = RecordTable(connection, restrictions, Restriction, _restriction_columns)

    def get(self, restriction_id: str) -> Restriction | None:
        """The restriction, or None when there is none."""
        return self._records.get(restriction_id)

    def save(self, restriction: Restriction) -> Restriction:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        return self._records.save(restriction.id, restriction)

    def of_patient(self, patient_id: str) -> tuple[Restriction, ...]:
        """Every restriction of a patient, ended ones too, the latest first."""
        own = select(restrictions).where(restrictions.c.patient_id == patient_id)
        return self._records.read(own.order_by(restrictions.c.asked_on.desc(), restrictions.c.id))


class KeptFileRepository:
    """How old the record of each patient is, by its newest note, entry, document or pack."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, after: str = "") -> Page[KeptFile]:
        """Some patients in the order of their ids; `Page.after` is the place to go on from."""
        query = _ages().where(patients.c.id > after).order_by(patients.c.id)
        rows = self._connection.execute(query.limit(FILES_AT_ONCE)).mappings().all()
        files = tuple(map(_kept_file, rows))
        more = (files[-1].patient, "") if len(files) == FILES_AT_ONCE else None
        return Page(files, more)


def record_request_table(connection: Connection) -> RequestRepository[RecordRequest]:
    """The requests for records."""
    return RequestRepository(connection, record_requests, RecordRequest)


def amendment_request_table(connection: Connection) -> RequestRepository[AmendmentRequest]:
    """The requests to amend a record."""
    return RequestRepository(connection, amendment_requests, AmendmentRequest)


def _ages() -> Select[Any]:
    """What tells the age of each patient's record, all of it out of indexes.

    A note is saved on its date of service or later, so that day is not asked for.
    """
    mine = notes.c.patient_id == patients.c.id
    later = (seals.c.note_id == notes.c.id) & (seals.c.number > 1)
    added = select(func.max(seals.c.at)).where(later, mine)
    return select(
        patients.c.id,
        patients.c.birth_date,
        select(func.max(notes.c.saved_at)).where(mine).scalar_subquery().label("saved"),
        added.scalar_subquery().label("added"),
        select(func.max(documents.c.taken_at))
        .where(documents.c.patient_id == patients.c.id)
        .scalar_subquery()
        .label("taken"),
        select(func.max(packs.c.made_at))
        .where(packs.c.patient_id == patients.c.id)
        .scalar_subquery()
        .label("made"),
    )


def _kept_file(row: RowMapping) -> KeptFile:
    moments = (row["saved"], row["taken"], row["made"])
    days = [moment.date() for moment in moments if moment]
    if row["added"]:
        days.append(dt.date.fromisoformat(row["added"][:10]))
    return KeptFile(row["id"], row["birth_date"], max(days, default=None))


def _request_columns(request: Asked) -> Columns:
    return {
        "patient_id": request.patient,
        "received": request.received,
        "due": request.due,
        "is_open": int(request.is_open),
    }


def _restriction_columns(restriction: Restriction) -> Columns:
    return {"patient_id": restriction.patient, "asked_on": restriction.asked_on}
