"""The signatures under printed pages, one beside each seal under a note and its later entries."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# As for seals: INSERT OR REPLACE takes a row out without a word to the trigger on DELETE.
_REFUSED = {
    "proofs_are_not_changed": "BEFORE UPDATE ON proofs",
    "proofs_are_not_deleted": "BEFORE DELETE ON proofs",
    "proofs_are_not_replaced": """BEFORE INSERT ON proofs WHEN EXISTS (
        SELECT 1 FROM proofs WHERE note_id = NEW.note_id AND number = NEW.number
    )""",
}


def upgrade() -> None:
    """Make the table. What was signed before has no proof and prints as it did."""
    op.create_table(
        "proofs",
        sa.Column("note_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("note_id", "number", name="pk_proofs"),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_proofs_note_id_notes"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for name, when in _REFUSED.items():
            refuse = "SELECT RAISE(ABORT, 'what was signed is append-only')"
            op.execute(f"CREATE TRIGGER {name} {when} BEGIN {refuse}; END")


def downgrade() -> None:
    """Drop the table, and the proofs with it."""
    op.drop_table("proofs")
