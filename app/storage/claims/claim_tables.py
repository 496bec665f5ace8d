"""The tables of claims, authorizations and remittances; `claims` queries them.

Amounts stand as whole cents beside the record, so that the database can sum them exactly.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from app.storage.tables import ID, Day, Moment, Reference, metadata, notes, patients, record_table

claims = record_table(
    "claims",
    Column("number", String(ID), nullable=False),
    Column("patient_id", ForeignKey(patients.c.id), nullable=False),
    Column("payer", Text, nullable=False),
    Column("payer_key", Text, nullable=False),
    Column("state", String(30), nullable=False),
    Column("is_open", Integer, nullable=False),
    Column("owner", String(ID), nullable=False),
    Column("codes", Text, nullable=False),
    Column("began", Day, nullable=False),
    Column("sent_on", Day, nullable=False),
    Column("follow_up", Day, nullable=False),
    Column("due", String(10), nullable=False),
    Column("billed_cents", Integer, nullable=False),
    Column("paid_cents", Integer, nullable=False),
    Column("payer_number", Text, nullable=False),
    Column("clock", String(30), nullable=False),
    Index(None, "number", unique=True),
    Index(None, "patient_id", "began"),
    Index(None, "is_open", "due", "id"),
    Index(None, "owner", "is_open", "due", "id"),
    Index(None, "state", "due", "id"),
    Index(None, "payer_key", "is_open", "due", "id"),
    Index(None, "sent_on", "id"),
    Index(None, "payer_number"),
    Index(  # all that the aging adds up: it reads no claim itself
        "ix_claims_aging",
        "is_open",
        "payer_key",
        "state",
        "sent_on",
        "began",
        "id",
        "billed_cents",
        "paid_cents",
        "payer",
    ),
)

claim_lines = Table(
    "claim_lines",
    metadata,
    Column("claim_id", ForeignKey(claims.c.id), primary_key=True),
    Column("line_id", String(ID), primary_key=True),
    Column("code", Text, nullable=False),
    Column("day", Day, nullable=False),
    Column("control", Text, nullable=False),
    Column("note_id", Reference, ForeignKey(notes.c.id)),
    Index(None, "note_id"),
    Index(None, "code", "day"),
    Index(None, "control"),
)

claim_answers = Table(  # made of the claims, line by line: the denial report reads nothing else
    "claim_answers",
    metadata,
    Column("claim_id", ForeignKey(claims.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("payer", Text, nullable=False),
    Column("began", Day, nullable=False),
    Column("code", Text, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("reasons", Text, nullable=False),
)

authorizations = record_table(
    "authorizations",
    Column("patient_id", ForeignKey(patients.c.id), nullable=False),
    Column("until", Day, nullable=False),
    Index(None, "patient_id"),
    Index(None, "until"),
)

remit_files = record_table("remit_files", Column("read_at", Moment, nullable=False))

remit_waiting = record_table(
    "remit_waiting",
    Column("file_id", ForeignKey(remit_files.c.id), nullable=False),
    Column("is_decided", Integer, nullable=False),
    Index(None, "is_decided", "id"),
    Index(None, "file_id"),
)
