"""Seals, signing keys and accounts; what lists show of a handed over and of a signed note."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_DEFAULTED = ("late", "digest", "entries", "is_void", "standing")
_PEOPLE = ("waits_for", "signed_by", "co_signer")
_INDEXES = (
    ("waits_for", "handed_at", "id"),
    ("co_signer", "saved_at", "id"),
    ("standing", "checked_at", "id"),
)

# As for the audit trail: INSERT OR REPLACE takes a row out without a word to the trigger on DELETE.
_REFUSED = {
    "seals_are_not_changed": "BEFORE UPDATE ON seals",
    "seals_are_not_deleted": "BEFORE DELETE ON seals",
    "seals_are_not_replaced": """BEFORE INSERT ON seals WHEN EXISTS (
        SELECT 1 FROM seals WHERE note_id = NEW.note_id AND number = NEW.number
    )""",
}


def upgrade() -> None:
    """Add the columns, then make the tables. Notes signed before there were keys stay as they are.

    The defaults are for the rows that stand; whoever writes a row gives every value.
    """
    with op.batch_alter_table("notes") as notes:
        for column in _added():
            notes.add_column(column)
        for person in _PEOPLE:
            notes.create_foreign_key(f"fk_notes_{person}_staff", "staff", [person], ["id"])
    with op.batch_alter_table("notes") as notes:
        for name in _DEFAULTED:
            notes.alter_column(name, server_default=None)
    for columns in _INDEXES:
        op.create_index(f"ix_notes_{'_'.join(columns)}", "notes", list(columns))
    _make_seals()
    _make_accounts()


def downgrade() -> None:
    """Drop the tables and columns; seals and keys go with them."""
    for table in ("accounts", "signing_keys", "seals"):
        op.drop_table(table)
    for columns in _INDEXES:
        op.drop_index(f"ix_notes_{'_'.join(columns)}", "notes")
    with op.batch_alter_table("notes") as notes:
        for person in _PEOPLE:
            notes.drop_constraint(f"fk_notes_{person}_staff", type_="foreignkey")
        for column in _added():
            notes.drop_column(column.name)


def _make_seals() -> None:
    op.create_table(
        "seals",
        sa.Column("note_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("note_id", "number", name="pk_seals"),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_seals_note_id_notes"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for name, when in _REFUSED.items():
            refuse = "SELECT RAISE(ABORT, 'what was signed is append-only')"
            op.execute(f"CREATE TRIGGER {name} {when} BEGIN {refuse}; END")


def _make_accounts() -> None:
    op.create_table(
        "signing_keys",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27)),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_signing_keys"),
        sa.ForeignKeyConstraint(["person"], ["staff.id"], name="fk_signing_keys_person_staff"),
    )
    op.create_index("ix_signing_keys_person_made_at", "signing_keys", ["person", "made_at"])
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )


def _added() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("late", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("waits_for", sa.String(64)),
        sa.Column("handed_at", sa.String(27)),
        sa.Column("signed_by", sa.String(64)),
        sa.Column("digest", sa.String(64), nullable=False, server_default=""),
        sa.Column("co_signer", sa.String(64)),
        sa.Column("entries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("is_void", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("standing", sa.String(10), nullable=False, server_default=""),
        sa.Column("checked_at", sa.String(27)),
    )
