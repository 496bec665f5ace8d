"""The audit trail: a table that takes rows and gives none back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEXES = (
    ("at", "id"),
    ("who", "at", "id"),
    ("deed", "at", "id"),
    ("patient", "at", "id"),
    ("note", "at", "id"),
    ("about", "at", "id"),
)

# INSERT OR REPLACE takes a row out without a word to the trigger on DELETE: hence the third.
_REFUSED = {
    "audit_is_not_changed": "BEFORE UPDATE ON audit",
    "audit_is_not_deleted": "BEFORE DELETE ON audit",
    "audit_is_not_replaced": """BEFORE INSERT ON audit WHEN EXISTS (
        SELECT 1 FROM audit
        WHERE id = NEW.id OR (workstation = NEW.workstation AND number = NEW.number)
    )""",
}


def upgrade() -> None:
    """Make the table, and the triggers that keep it append-only."""
    texts = ("at", "who", "deed", "kind", "about", "patient", "note")
    op.create_table(
        "audit",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("workstation", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(27 if name == "at" else 64), nullable=False) for name in texts),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_workstation_number", "audit", ["workstation", "number"], unique=True)
    for columns in _INDEXES:
        op.create_index(f"ix_audit_{'_'.join(columns)}", "audit", list(columns))
    if op.get_bind().dialect.name == "sqlite":
        for name, when in _REFUSED.items():
            refuse = "SELECT RAISE(ABORT, 'the audit trail is append-only')"
            op.execute(f"CREATE TRIGGER {name} {when} BEGIN {refuse}; END")


def downgrade() -> None:
    """Drop the table with its triggers; the trail goes with it."""
    op.drop_table("audit")
