"""The audit trail in the database: rows are appended and read, never changed and never deleted.

The hash of a row needs the row before it, so rows are appended one after the other, under the write
lock that every writing transaction takes at its start.

Texts are read as bytes: a damaged one must come out as a row that does not fit, not as an error.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    exists,
    insert,
    or_,
    select,
    true,
)
from sqlalchemy.exc import IntegrityError

from app.domain.audit import (
    FIRST_HASH,
    SENDINGS,
    SIGNINGS,
    AuditEntry,
    AuditQuery,
    AuditRow,
    Head,
    SignedNote,
    chained,
    head_of,
)
from app.domain.finding.listing import Page
from app.domain.notes.plain import UNREADABLE, moment_text
from app.domain.signing.seal import SealKind
from app.errors import DamagedFile
from app.storage.dialects import stored_bytes
from app.storage.notes import signature_of
from app.storage.paging import Order, page_of
from app.storage.tables import audit, notes, packs, seals

AT_ONCE = 1_000
"""Rows that a walk holds in memory."""

_NEWEST = Order(audit.c.at, audit.c.id, newest_first=True)
_TEXTS = tuple(column.name for column in audit.c if column.name not in ("id", "number"))

Read = TypeVar("Read")


class AuditRepository:
    """Appends to the chain of one workstation, and reads the chains of all."""

    def __init__(self, connection: Connection, workstation: str) -> None:
        self._connection = connection
        self._workstation = workstation
        self.appended: Head | None = None
        """The end of our chain once this transaction has appended to it."""

    def append(self, entry: AuditEntry) -> AuditRow:
        """Chain an act to the rows of this workstation.

        Raises DamagedFile when another row was put where it belongs.
        """
        head = self.appended or self._end_of(self._workstation)
        count, previous = (head.count, head.hash) if head else (0, FIRST_HASH)
        row = chained(entry, self._workstation, count + 1, previous)
        values = {name: getattr(row, name) for name in ("id", "number", *_TEXTS)}
        try:
            self._connection.execute(insert(audit).values(values))
        except IntegrityError:
            raise DamagedFile from None
        self.appended = head_of(row)
        return row

    def page(self, query: AuditQuery) -> Page[AuditRow]:
        """One page of rows, newest first."""
        found = _rows().add_columns(audit.c.id).where(*_filters(query))
        return page_of(self._connection, found, _NEWEST, query.after, query.limit, _row)

    def chain(self, workstation: str) -> Iterator[tuple[str, AuditRow]]:
        """Every row of a chain in order, with the id it is stored under."""
        query = _rows().add_columns(_bytes(audit.c.id)).order_by(audit.c.number)
        for row in self._stream(query.where(audit.c.workstation == workstation)):
            yield _text(row["id"]), _row(row)

    def row_at(self, workstation: str, number: int) -> AuditRow | None:
        """The row at a place of a chain, or None when there is none."""
        here = (audit.c.workstation == workstation) & (audit.c.number == number)
        row = self._connection.execute(_rows().where(here)).mappings().first()
        return _row(row) if row else None

    def heads(self) -> tuple[Head, ...]:
        """The end of every chain. Looks through a whole index: for a check, not for every row."""
        found = self._connection.execute(select(_bytes(audit.c.workstation)).distinct()).scalars()
        names = sorted(map(_text, found))
        return tuple(head for name in names if (head := self._end_of(name)))

    def signed_notes(self) -> Iterator[SignedNote]:
        """Every note that is signed or that a row tells was; `ports.store.Audit` says why."""
        told = (audit.c.note == notes.c.id) & audit.c.deed.in_(SIGNINGS)
        own = (seals.c.note_id == notes.c.id) & (seals.c.kind == SealKind.NOTE.value)
        query = select(notes.c.id, notes.c.signature, audit.c.detail, seals.c.body)
        query = query.select_from(notes.outerjoin(seals, own).outerjoin(audit, told))
        # Whatever is left of a signature tells of a note that was made a draft again.
        left = (notes.c.digest != "", seals.c.body.is_not(None), audit.c.detail.is_not(None))
        query = query.where(or_(notes.c.status == "signed", *left))
        for row in self._stream(query.order_by(notes.c.id)):
            yield _signed(row)
        gone = ~exists().where(notes.c.id == audit.c.note)
        untold = select(audit.c.note, audit.c.detail).where(audit.c.deed.in_(SIGNINGS), gone)
        for row in self._stream(untold):
            yield SignedNote(row["note"], "", _told(row["detail"]))

    def sent_untold(self) -> Iterator[str]:
        """The packs recorded as sent that have no row about it."""
        told = exists().where(audit.c.about == packs.c.id, audit.c.deed.in_(SENDINGS))
        for row in self._stream(select(packs.c.id, packs.c.record).where(~told)):
            if _is_sent(row["record"]):
                yield row["id"]

    def _end_of(self, workstation: str) -> Head | None:
        here = audit.c.workstation == workstation
        query = _rows().where(here).order_by(audit.c.number.desc()).limit(1)
        row = self._connection.execute(query).mappings().one_or_none()
        return head_of(_row(row)) if row else None

    def _stream(self, query: Select[Any]) -> Iterator[RowMapping]:
        found = self._connection.execute(query, execution_options={"yield_per": AT_ONCE})
        yield from found.mappings()


@cache  # building it takes longer than running it
def _rows() -> Select[Any]:
    return select(audit.c.number, *(_bytes(audit.c[name]) for name in _TEXTS))


def _row(row: RowMapping) -> AuditRow:
    """The row as it is stored; what is no number or no text stays something that cannot fit."""
    number = row["number"] if isinstance(row["number"], int) else -1
    return AuditRow(number=number, **{name: _text(row[name]) for name in _TEXTS})


def _bytes(column: ColumnElement[str]) -> ColumnElement[bytes]:
    return stored_bytes(column).label(column.name)


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")


def _filters(query: AuditQuery) -> Iterator[ColumnElement[bool]]:
    columns = audit.c
    yield true()
    for column, wanted in (
        (columns.who, query.who),
        (columns.patient, query.patient),
        (columns.note, query.note),
        (columns.about, query.about),
    ):
        if wanted:
            yield column == wanted
    if query.deeds:
        yield columns.deed.in_(query.deeds)
    if query.told:
        yield columns.detail.contains(query.told, autoescape=True)
    if query.since:
        yield columns.at >= moment_text(query.since)
    if query.until:
        yield columns.at < moment_text(query.until)


def _signed(row: RowMapping) -> SignedNote:
    """What cannot be read any more is told as a digest that cannot fit."""
    digest, told = "", None
    if row["body"] is not None:
        digest = hashlib.sha256(bytes(row["body"])).hexdigest()
    elif signature := _read(lambda: signature_of(row["signature"])):
        digest = signature.digest
    if row["detail"] is not None:
        told = _told(row["detail"])
    return SignedNote(row["id"], digest, told)


def _told(detail: str) -> str:
    return _read(lambda: str(json.loads(detail).get("digest", ""))) or ""


def _read(read: Callable[[], Read]) -> Read | None:
    try:
        return read()
    except UNREADABLE:
        return None


def _is_sent(record: str) -> bool:
    try:
        return json.loads(record)["sent"] is not None
    except UNREADABLE:
        raise DamagedFile from None
