"""The notes: each one row, saved whole, with the columns its lists need."""

import datetime as dt
import hashlib
import json
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    RowMapping,
    Select,
    String,
    Update,
    bindparam,
    func,
    insert,
    select,
    type_coerce,
    update,
)

from app.domain.deadlines.awaited_reply import awaited_reply
from app.domain.finding.listing import NoteQuery, NoteRow, NoteSummary, Page
from app.domain.notes.late import LateSpell
from app.domain.notes.note import Note, Signature
from app.domain.notes.plain import (
    UNREADABLE,
    answers_of,
    canonical,
    content_of,
    moment_text,
    plain_answers,
    plain_content,
)
from app.domain.signing.seal import Seal, SealKind, Standing
from app.domain.signing.signed_body import note_of
from app.errors import DamagedFile, SignedNote, StaleNote
from app.storage.paging import Order, page_of
from app.storage.seals import SealRepository
from app.storage.search.search_notes import searched
from app.storage.search.search_writing import NoteWords
from app.storage.tables import NEVER, notes, patients, seals

_ORDERS = {
    "saved": Order(notes.c.saved_at, notes.c.id, newest_first=True),
    "service": Order(notes.c.date_of_service, notes.c.id, newest_first=True),
    "patient": Order(notes.c.patient_key, notes.c.id, newest_first=False),
}


class NoteRepository:
    """Saves and finds notes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._words = NoteWords(connection)

    def get(self, note_id: str) -> Note | None:
        """The note, a signed one as its seal says; None when there is none. Raises DamagedFile."""
        row = self._connection.execute(_whole().where(notes.c.id == note_id)).mappings().first()
        return _note(row) if row else None

    def save(self, note: Note, summary: NoteSummary, at: dt.datetime) -> Note:
        """Keep a note; see `app.services.ports.store.Notes.save`."""
        kept = replace(note, version=note.version + 1, saved_at=at)
        values = _values(kept, summary)
        if note.version == 0:
            if self._stands(note.id):
                raise StaleNote
            new = values | _checked_values(kept)
            self._connection.execute(_adding(), {"id": note.id, **new})
            self._words.write(note.id, comes_first=True)
            return kept
        if kept.signature is not None:  # a draft keeps what the last check found
            values |= _checked_values(kept)
        which = {"note": note.id, "before": note.version}
        saved = self._connection.execute(_replacing(), {**which, **values})
        if saved.rowcount == 0:
            raise SignedNote if self._stands(note.id, notes.c.status == "signed") else StaleNote
        self._words.write(note.id, comes_first=True)
        return kept

    def sign(self, note: Note, seal: Seal, summary: NoteSummary, at: dt.datetime) -> Note:
        """Keep a note with the seal of its signature; see `app.services.ports.store.Notes.sign`."""
        kept = self.save(note, summary, at)
        SealRepository(self._connection).add(seal)
        return kept

    def mark(self, note_id: str, standing: Standing, at: dt.datetime) -> None:
        """Remember for the lists whether a signed note was found to be what was signed."""
        here = update(notes).where(notes.c.id == note_id)
        self._connection.execute(here.values(standing=standing.value, checked_at=at))

    def longest_unchecked(
        self, before: dt.datetime, now: dt.datetime, limit: int
    ) -> tuple[str, ...]:
        """Notes that are due for a check; see `app.services.ports.store.Notes`.

        One query for each standing, so that an index gives them in order.
        """
        found: list[tuple[str, str]] = []
        for standing in Standing:
            checked = notes.c.checked_at
            for due in (checked.is_(None), checked < before, checked > now):
                query = select(notes.c.checked_at, notes.c.id)
                query = query.where(notes.c.standing == standing.value, due)
                query = query.order_by(notes.c.checked_at, notes.c.id).limit(limit)
                rows = self._connection.execute(query)
                found += ((moment_text(at) if at else "", note_id) for at, note_id in rows)
        return tuple(note_id for _, note_id in sorted(found)[:limit])

    def waiting_for(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        """What waits for somebody; see `app.services.ports.store.Notes.waiting_for`."""
        drafts = self._first(limit, _of_few(notes.c.handed_at), _is_of(notes.c.waits_for, person))
        signed = self._first(limit, _of_few(notes.c.saved_at), _is_of(notes.c.co_signer, person))
        return (*drafts, *signed)[:limit]

    def left_unsigned(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        """Drafts that wait for nobody else; see `app.services.ports.store.Notes.left_unsigned`."""
        which = [notes.c.status == "draft", notes.c.waits_for.is_(None)]
        if person:
            which.append(notes.c.author_id == person)
        return self._first(limit, notes.c.saved_at, *which)

    def await_co_signature(self, note_id: str, person: str) -> None:
        """Await another one's co-signature; see `ports.store.Notes`."""
        awaits = (notes.c.id == note_id) & notes.c.co_signer.is_not(None)
        self._connection.execute(update(notes).where(awaits).values(co_signer=person))

    def handed_over_by(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        """Drafts that somebody began and that wait for another one, the longest waiting first."""
        others = notes.c.waits_for.is_not(None), notes.c.waits_for != person
        of_theirs = notes.c.status == "draft", notes.c.author_id == person
        return self._first(limit, notes.c.handed_at, *of_theirs, *others)

    def row(self, note_id: str) -> NoteRow | None:
        """What lists show of one note, or None when there is none."""
        found = self._connection.execute(note_rows().where(notes.c.id == note_id)).mappings()
        row = found.first()
        return note_row(row) if row else None

    def page(self, query: NoteQuery) -> Page[NoteRow]:
        """One page of the list."""
        if query.is_searched:
            return searched(self._connection, query, note_rows, note_row)
        found = note_rows()
        if query.patient_id:
            found = found.where(notes.c.patient_id == query.patient_id)
        order = _ORDERS[query.order]
        return page_of(self._connection, found, order, query.after, query.limit, note_row)

    def of_patient(self, patient_id: str) -> tuple[Note, ...]:
        """Every note of a patient, oldest first."""
        query = _whole().where(notes.c.patient_id == patient_id)
        rows = self._connection.execute(query.order_by(notes.c.created_at, notes.c.id)).mappings()
        return tuple(_note(row) for row in rows)

    def _first(
        self, limit: int, order: ColumnElement[Any], *which: ColumnElement[bool]
    ) -> tuple[NoteRow, ...]:
        """The first lines in an order: an index tells which, and only those notes are read."""
        ids = select(notes.c.id).where(*which).order_by(order, notes.c.id).limit(limit)
        query = note_rows().where(notes.c.id.in_(ids)).order_by(order, notes.c.id)
        return tuple(map(note_row, self._connection.execute(query).mappings()))

    def _stands(self, note_id: str, *more: ColumnElement[bool]) -> bool:
        query = select(notes.c.id).where(notes.c.id == note_id, *more)
        return self._connection.execute(query).first() is not None


def _of_few(column: ColumnElement[Any]) -> ColumnElement[str]:
    """An order to sort the few by that their own index finds.

    By the bare column the database would look for them in the index of all notes by that column.
    """
    return type_coerce(column, String) + ""


def _is_of(column: ColumnElement[str], person: str) -> ColumnElement[bool]:
    return column == person if person else column.is_not(None)


def note_rows(source: FromClause = notes) -> Select[Any]:
    """The query for what lists show of notes; read its rows by `note_row`."""
    columns = notes.c
    return select(
        columns.id,
        columns.patient_id,
        func.coalesce(patients.c.name, "").label("patient"),
        columns.code,
        columns.date_of_service,
        columns.status,
        columns.treating_id,
        columns.author_id,
        columns.saved_at,
        columns.open_items,
        columns.percent,
        columns.missing,
        columns.waits_for,
        columns.co_signer,
        columns.entries,
        columns.is_void,
        columns.standing,
    ).select_from(source.outerjoin(patients, patients.c.id == columns.patient_id))


def note_row(row: RowMapping) -> NoteRow:
    """One line of a list."""
    return NoteRow(
        id=row["id"],
        patient_id=row["patient_id"],
        patient=row["patient"],
        code=row["code"],
        date_of_service=row["date_of_service"],
        status=row["status"],
        treating_id=row["treating_id"],
        author_id=row["author_id"],
        saved_at=row["saved_at"],
        summary=NoteSummary(row["open_items"], row["percent"], row["missing"]),
        waits_for=row["waits_for"],
        co_signer=row["co_signer"],
        entries=row["entries"],
        is_void=bool(row["is_void"]),
        standing=_standing(row["standing"]),
    )


def _standing(text: str) -> Standing:
    """A text that is none of ours was not written by the program."""
    try:
        return Standing(text)
    except ValueError:
        return Standing.BROKEN


def _values(note: Note, summary: NoteSummary) -> dict[str, Any]:
    """The row of a note, and whose it is. What was signed with a key lies in its seal, and nowhere
    else.
    """
    signature = note.signature
    sealed = bool(signature and signature.key)
    return {
        "whose": note.patient_id,
        "version": note.version,
        "code": note.code,
        "guide_version": note.guide_version,
        "patient_id": note.patient_id,
        "treating_id": note.treating_id,
        "author_id": note.author_id,
        "created_at": note.created_at,
        "saved_at": note.saved_at,
        "status": note.status,
        "date_of_service": note.date_of_service,
        "content": "{}" if sealed else canonical(plain_content(note.content)),
        "known": "{}" if sealed else canonical(plain_answers(note.known)),
        "guide_digest": note.guide_digest,
        "control_number": note.control_number,
        "signature": None if sealed else _signature_text(note.signature),
        "late": json.dumps([[moment_text(s.since), s.by, s.reason] for s in note.late]),
        "waits_for": note.waits_for,
        "handed_at": note.handed_at,
        "signed_by": signature.by if signature else "",
        "digest": signature.digest if signature else "",
        "co_signer": signature.co_signer if signature else "",
        "entries": 0,
        "is_void": 0,
        **_reply_values(note),
        **_summary_values(summary),
    }


def _checked_values(note: Note) -> dict[str, Any]:
    """What was signed just now fits; anything else has its turn of a check soon."""
    if note.signature is not None and note.signature.key:
        return {"standing": Standing.FITS.value, "checked_at": note.saved_at}
    return {"standing": Standing.UNCHECKED.value, "checked_at": None}


def _reply_values(note: Note) -> dict[str, Any]:
    """What the list of awaited replies goes by; empty while nobody's is awaited."""
    awaited = awaited_reply(note.content)
    due = (awaited.due.isoformat() if awaited.due else NEVER) if awaited else ""
    return {"reply_due": due, "planned_on": awaited.planned if awaited else None}


def _summary_values(summary: NoteSummary) -> dict[str, Any]:
    return {
        "open_items": summary.open_items,
        "percent": summary.percent,
        "missing": summary.missing,
    }


# Built once, not with every keystroke that is saved: building them takes longer than running them.


@cache
def _adding() -> Insert:
    return insert(notes).values(patient_key=_patient_key())


@cache
def _replacing() -> Update:
    same = (notes.c.id == bindparam("note")) & (notes.c.version == bindparam("before"))
    draft = update(notes).where(same, notes.c.status == "draft")
    return draft.values(patient_key=_patient_key())


def _patient_key() -> ColumnElement[str]:
    key = select(patients.c.sort_key).where(patients.c.id == bindparam("whose"))
    return func.coalesce(key.scalar_subquery(), "")


def _whole() -> Select[Any]:
    """The query for whole notes; read its rows by `_note`."""
    own = (seals.c.note_id == notes.c.id) & (seals.c.kind == SealKind.NOTE.value)
    return select(notes, seals.c.body).select_from(notes.outerjoin(seals, own))


def _note(row: RowMapping) -> Note:
    """The note in a row: a signed one as its seal says, with what changed since from the row."""
    try:
        if row["body"] is not None:
            body = bytes(row["body"])
            signed = note_of(body, hashlib.sha256(body).hexdigest())
            if signed.id != row["id"]:
                raise DamagedFile  # what stands here was signed as another note
            return replace(signed, saved_at=row["saved_at"], version=row["version"])
        return Note(
            id=row["id"],
            code=row["code"],
            guide_version=row["guide_version"],
            patient_id=row["patient_id"],
            treating_id=row["treating_id"],
            author_id=row["author_id"],
            created_at=row["created_at"],
            content=content_of(json.loads(row["content"])),
            status=row["status"],
            signature=signature_of(row["signature"]),
            known=answers_of(json.loads(row["known"])),
            guide_digest=row["guide_digest"],
            control_number=row["control_number"],
            late=_late(row["late"]),
            waits_for=row["waits_for"],
            handed_at=row["handed_at"],
            saved_at=row["saved_at"],
            version=row["version"],
        )
    except UNREADABLE:
        raise DamagedFile from None


def _late(text: str) -> tuple[LateSpell, ...]:
    spells = json.loads(text)
    return tuple(LateSpell(dt.datetime.fromisoformat(at), by, why) for at, by, why in spells)


def _signature_text(signature: Signature | None) -> str | None:
    if signature is None:
        return None
    of = signature
    return json.dumps([of.by, of.credential, of.at.isoformat(), of.open_items, of.digest])


def signature_of(text: str | None) -> Signature | None:
    """The signature out of its column; raises one of UNREADABLE for anything else."""
    if text is None:
        return None
    by, credential, at, open_items, digest = json.loads(text)
    return Signature(by, credential, dt.datetime.fromisoformat(at), open_items, digest)
