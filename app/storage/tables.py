"""The tables of this version; repositories query them, a test holds the migrations to them.

A record is kept whole as JSON, and beside it, as columns, what lists sort, filter and show. Only
types that SQLite and PostgreSQL share are used. Ids are our own random strings; an empty reference
is NULL. Times are UTC text of fixed width, so that text order is time order.
"""

import datetime as dt

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import SchemaItem

from app.domain.notes.plain import moment_text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

NEVER = "9999-12-31"
"""What stands for no deadline, so that what has none comes last."""

ID = 64
MOMENT = 27


class Moment(TypeDecorator[dt.datetime]):
    """A time in UTC as `2026-11-22T02:49:51.123456Z`."""

    impl = String(MOMENT)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """The text of a time; naive times are a mistake of the caller and raise ValueError."""
        del dialect
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        """The time again."""
        del dialect
        return None if value is None else dt.datetime.fromisoformat(value)


class Day(TypeDecorator[dt.date]):
    """A calendar day as `2026-11-22`; none is the empty text, which sorts before every day."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str:
        """The text of a day."""
        del dialect
        return value.isoformat() if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:
        """The day again; a damaged one is none, so that a list with it can still be read."""
        del dialect
        try:
            return dt.date.fromisoformat(value) if value else None
        except ValueError:
            return None


class Reference(TypeDecorator[str]):
    """The id of another record; the empty string of the domain is NULL here."""

    impl = String(ID)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """NULL for the empty string."""
        del dialect
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        """The empty string for NULL."""
        del dialect
        return value or ""


def record_table(name: str, *more: SchemaItem) -> Table:
    """A table of whole records with a version, and the columns lists need."""
    return Table(
        name,
        metadata,
        Column("id", String(ID), primary_key=True),
        Column("version", Integer, nullable=False),
        Column("record", Text, nullable=False),
        *more,
    )


practice = record_table("practice")  # one row

patients = record_table(
    "patients",
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("search_key", Text, nullable=False),
    Column("birth_date", Day, nullable=False),
    Column("chart_number", Text, nullable=False),
    Index(None, "sort_key", "id"),
)

staff = record_table("staff", Column("sort_key", Text, nullable=False))

professionals = record_table("professionals", Column("sort_key", Text, nullable=False))

verifications = record_table(
    "verifications",
    Column("patient_id", ForeignKey(patients.c.id), nullable=False),
    Column("checked_on", Day, nullable=False),
    Index(None, "patient_id", "checked_on"),
)

payer_cards = record_table(
    "payer_cards",
    Column("sort_key", Text, nullable=False),
    Column("file_text", Text, nullable=False),
)

payer_card_versions = Table(  # added to, never changed; the newest is the card as it stands
    "payer_card_versions",
    metadata,
    Column("card_id", ForeignKey(payer_cards.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kept_at", Moment),
    Column("kept_by", String(ID), nullable=False),
    Column("record", Text, nullable=False),
    Column("file_text", Text, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("guide_version", Integer, nullable=False),
    Column("patient_id", Reference, ForeignKey(patients.c.id)),
    Column("treating_id", Reference, ForeignKey(staff.c.id)),
    Column("author_id", Reference, ForeignKey(staff.c.id)),
    Column("created_at", Moment, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("status", String(10), nullable=False),
    Column("date_of_service", Day, nullable=False),
    Column("patient_key", Text, nullable=False),  # the patient's sort_key, for the order
    Column("open_items", Integer, nullable=False),
    Column("percent", Integer, nullable=False),
    Column("missing", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("known", Text, nullable=False),
    Column("guide_digest", String(64), nullable=False),
    Column("control_number", Text, nullable=False),
    Column("signature", Text),  # of a note that was signed before there were keys
    Column("late", Text, nullable=False),
    Column("waits_for", Reference, ForeignKey(staff.c.id)),
    Column("handed_at", Moment),
    # Of a signed note: its truth is the seal, these only serve lists.
    Column("signed_by", Reference, ForeignKey(staff.c.id)),
    Column("digest", String(64), nullable=False),
    Column("co_signer", Reference, ForeignKey(staff.c.id)),
    Column("entries", Integer, nullable=False),
    Column("is_void", Integer, nullable=False),
    Column("standing", String(10), nullable=False),
    Column("checked_at", Moment),
    Column("reply_due", String(10), nullable=False),  # empty while no reply is awaited
    Column("planned_on", Day, nullable=False),
    # With what a search and the filters look at: it reads the notes it shows, and no others.
    Index(None, "saved_at", "id", "patient_id", "code", "status"),
    Index(None, "date_of_service", "id"),
    Index(None, "patient_key", "id"),
    Index(None, "patient_id", "saved_at", "id"),
    Index(None, "waits_for", "handed_at", "id"),
    Index(None, "co_signer", "saved_at", "id"),
    Index(None, "standing", "checked_at", "id"),
    Index(None, "reply_due", "id"),
    Index(None, "status", "saved_at", "id", "author_id", "waits_for"),
)

seals = Table(  # appended to, never changed: triggers of migration 0004 refuse it
    "seals",
    metadata,
    Column("note_id", ForeignKey(notes.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("by", String(ID), nullable=False),
    Column("at", String(MOMENT), nullable=False),  # as text, so that a damaged one can be read
    Column("key", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

proofs = Table(  # beside each seal the signature under its printed pages; append-only as well
    "proofs",
    metadata,
    Column("note_id", ForeignKey(notes.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("key", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

signing_keys = Table(  # the public halves; kept for good, only `ended_at` is ever written again
    "signing_keys",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("person", ForeignKey(staff.c.id), nullable=False),
    Column("public", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "person", "made_at"),
)

accounts = record_table("accounts")  # by staff id: how somebody signs in, beside their passphrase

evidence = Table(
    "evidence",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("chunks", Integer, nullable=False),
)

evidence_chunks = Table(
    "evidence_chunks",
    metadata,
    Column("sha256", ForeignKey(evidence.c.sha256), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
)

documents = record_table(
    "documents",
    Column("patient_id", ForeignKey(patients.c.id), nullable=False),
    Column("sha256", ForeignKey(evidence.c.sha256), nullable=False),
    Column("taken_at", Moment, nullable=False),
    Index(None, "patient_id", "taken_at"),
    Index(None, "sha256"),
)

packs = record_table(
    "packs",
    Column("note_id", ForeignKey(notes.c.id), nullable=False),
    Column("patient_id", ForeignKey(patients.c.id), nullable=False),
    Column("made_at", Moment, nullable=False),
    Index(None, "note_id", "made_at"),
    Index(None, "patient_id", "made_at"),
)

pack_files = Table(
    "pack_files",
    metadata,
    Column("pack_id", ForeignKey(packs.c.id), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("sha256", ForeignKey(evidence.c.sha256), nullable=False),
    Index(None, "sha256"),
)

control_numbers = Table(  # never deleted from: a number is used once
    "control_numbers",
    metadata,
    Column("number", String(ID), primary_key=True),
    Column("note_id", ForeignKey(notes.c.id), nullable=False),
    Column("given_at", Moment, nullable=False),
    Index(None, "note_id"),
)

channels = record_table("channels", Column("sort_key", Text, nullable=False))


def _requests(name: str) -> Table:
    """A table of patients' requests; `is_open` and `due` are what the list of all goes by."""
    return record_table(
        name,
        Column("patient_id", ForeignKey(patients.c.id), nullable=False),
        Column("received", Day, nullable=False),
        Column("due", Day, nullable=False),
        Column("is_open", Integer, nullable=False),
        Index(None, "patient_id", "received"),
        Index(None, "is_open", "due", "id"),
    )


record_requests = _requests("record_requests")

amendment_requests = _requests("amendment_requests")

restrictions = record_table(
    "restrictions",
    Column("patient_id", ForeignKey(patients.c.id), nullable=False),
    Column("asked_on", Day, nullable=False),
    Index(None, "patient_id", "asked_on"),
)

audit = Table(  # appended to, never changed: triggers of migration 0003 refuse it
    "audit",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("workstation", String(ID), nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", String(MOMENT), nullable=False),  # as text, so that a damaged one can be read
    Column("who", String(ID), nullable=False),
    Column("deed", String(ID), nullable=False),
    Column("kind", String(ID), nullable=False),
    Column("about", String(ID), nullable=False),
    Column("patient", String(ID), nullable=False),
    Column("note", String(ID), nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "workstation", "number", unique=True),
    Index(None, "at", "id"),
    Index(None, "who", "at", "id"),
    Index(None, "deed", "at", "id"),
    Index(None, "patient", "at", "id"),
    Index(None, "note", "at", "id"),
    Index(None, "about", "at", "id"),
)

sessions = Table(  # the last one of each workstation; empty for one of before there were several
    "sessions",
    metadata,
    Column("workstation", String(ID), primary_key=True),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

unfinished = Table(  # what somebody typed and did not save, and where they were in a note
    "unfinished",
    metadata,
    Column("who", String(ID), primary_key=True),
    Column("what", String(2 * ID), primary_key=True),
    Column("kept_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
)

remembered_answers = Table(
    "remembered_answers",
    metadata,
    Column("payer_key", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("answer", Text, nullable=False),
)
