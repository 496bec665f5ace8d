"""What a server's database has beside the tables: the key ring, rights, and what triggers see to.

`server_schema` lays it down after every migration, as the owner of the database: each statement
may be run again, and a new table gets its rights and messages without a word. An embedded practice
needs none of it: its keys lie in a file, whoever has its key may do everything, and nobody else is
told.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import CheckConstraint, Column, Connection, Integer, MetaData, Table, Text, inspect

from app.storage.server.server_engine import NAME

key_ring = Table(  # one row: what is in the key file of an embedded practice
    "key_ring",
    MetaData(),
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
)

_APPENDED = ("audit", "seals", "proofs")
"""Rows are added and never changed: the role may not, and a trigger refuses even the owner."""

_KEPT = (
    "notes",
    "patients",
    "staff",
    "professionals",
    "accounts",
    "documents",
    "packs",
    "practice",
    "payer_cards",
)
"""Rows are changed and never taken out; nothing in the program does."""

_RIGHTS = {
    "alembic_version": "SELECT",
    **dict.fromkeys(_APPENDED, "SELECT, INSERT"),
    **dict.fromkeys(("control_numbers", "payer_card_versions"), "SELECT, INSERT"),
    "signing_keys": "SELECT, INSERT, UPDATE (ended_at)",  # a key ends; it is nobody else's ever
    **dict.fromkeys(("key_ring", *_KEPT), "SELECT, INSERT, UPDATE"),
}
_USUAL_RIGHTS = "SELECT, INSERT, UPDATE, DELETE"

_TOLD = {
    **dict.fromkeys(("practice", "patients", "staff", "professionals", "accounts"), "id"),
    **dict.fromkeys(("notes", "documents", "packs"), "id"),
    **dict.fromkeys(("payer_cards", "verifications", "channels"), "id"),
    **dict.fromkeys(("record_requests", "amendment_requests", "restrictions"), "id"),
    **dict.fromkeys(("claims", "authorizations", "remit_files", "remit_waiting"), "id"),
    **dict.fromkeys(("seals", "openings"), "note_id"),
}
"""The tables that screens show, and the column by which a changed row is named."""

MOST_TOLD = 100
"""Of more records that one statement changes, only their kind is told."""

_REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        MESSAGE = 'the table ' || TG_TABLE_NAME || ' is append-only';
END $$
"""

# The messages of one statement: on which channel, which column, how many at most. Equal ones of a
# transaction are sent once, after its commit.
_TELL = """
CREATE OR REPLACE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most integer := TG_ARGV[2];
    ids text[];
BEGIN
    ids := ARRAY(SELECT DISTINCT to_jsonb(changed) ->> TG_ARGV[1] FROM changed LIMIT most + 1);
    IF cardinality(ids) > most THEN
        ids := ARRAY[''];
    END IF;
    PERFORM pg_notify(TG_ARGV[0], TG_TABLE_NAME || ' ' || id) FROM unnest(ids) AS id;
    RETURN NULL;
END $$
"""


def lay_down(connection: Connection, daily: str) -> None:
    """Lay everything down for a role of daily use that exists, in the transaction under way."""
    key_ring.create(connection, checkfirst=True)
    tables = inspect(connection).get_table_names()
    for statement in (*_append_only(tables), *_telling(tables), *_rights(tables, daily)):
        connection.exec_driver_sql(statement)


def _append_only(tables: Iterable[str]) -> Iterator[str]:
    yield _REFUSE
    for table in set(tables) & set(_APPENDED):
        yield (
            f'CREATE OR REPLACE TRIGGER "{table}_is_append_only"'
            f' BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}"'
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _telling(tables: Iterable[str]) -> Iterator[str]:
    yield _TELL
    for table in set(tables) & set(_TOLD):
        how = f"'{NAME}', '{_TOLD[table]}', '{MOST_TOLD}'"
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            yield (
                f'CREATE OR REPLACE TRIGGER "{table}_tells_{event.lower()}" AFTER {event}'
                f' ON "{table}" REFERENCING {rows} TABLE AS changed'
                f" FOR EACH STATEMENT EXECUTE FUNCTION tell_change({how})"
            )


def _rights(tables: Iterable[str], daily: str) -> Iterator[str]:
    """All that a window needs, and no DDL: what is not granted here is refused."""
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC"
    yield f'GRANT USAGE ON SCHEMA public TO "{daily}"'
    yield f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{daily}"'
    for table in tables:
        yield f'GRANT {_RIGHTS.get(table, _USUAL_RIGHTS)} ON "{table}" TO "{daily}"'
    yield f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{daily}"'
