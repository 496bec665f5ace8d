"""Claims with their lines, authorizations, remittance files and what of them waits."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INDEXES = {
    "claims": (
        ("patient_id", "began"),
        ("is_open", "due", "id"),
        ("owner", "is_open", "due", "id"),
        ("state", "due", "id"),
        ("payer_key", "is_open", "due", "id"),
        ("sent_on", "id"),
        ("payer_number",),
    ),
    "claim_lines": (("note_id",), ("code", "day"), ("control",)),
    "authorizations": (("patient_id",), ("until",)),
    "remit_waiting": (("is_decided", "id"), ("file_id",)),
}


def upgrade() -> None:
    """Make the tables."""
    _make_claims()
    _make_lines()
    _make_record(
        "authorizations",
        sa.Column("patient_id", sa.String(64), nullable=False),
        sa.Column("until", sa.String(10), nullable=False),
        _to("authorizations", "patient_id", "patients"),
    )
    _make_record("remit_files", sa.Column("read_at", sa.String(27), nullable=False))
    _make_record(
        "remit_waiting",
        sa.Column("file_id", sa.String(64), nullable=False),
        sa.Column("is_decided", sa.Integer(), nullable=False),
        _to("remit_waiting", "file_id", "remit_files"),
    )
    for table, indexes in _INDEXES.items():
        for columns in indexes:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    op.create_index("ix_claims_number", "claims", ["number"], unique=True)


def downgrade() -> None:
    """Drop the tables; the claims go with them."""
    for table in ("remit_waiting", "remit_files", "authorizations", "claim_lines", "claims"):
        op.drop_table(table)


def _make_claims() -> None:
    texts = ("payer", "payer_key")
    days = ("began", "sent_on", "follow_up", "due")
    _make_record(
        "claims",
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("patient_id", sa.String(64), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("is_open", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        *(sa.Column(name, sa.String(10), nullable=False) for name in days),
        sa.Column("billed_cents", sa.Integer(), nullable=False),
        sa.Column("paid_cents", sa.Integer(), nullable=False),
        sa.Column("payer_number", sa.Text(), nullable=False),
        _to("claims", "patient_id", "patients"),
    )


def _make_lines() -> None:
    op.create_table(
        "claim_lines",
        sa.Column("claim_id", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(64), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("control", sa.Text(), nullable=False),
        sa.Column("note_id", sa.String(64)),
        sa.PrimaryKeyConstraint("claim_id", "line_id", name="pk_claim_lines"),
        _to("claim_lines", "claim_id", "claims"),
        _to("claim_lines", "note_id", "notes"),
    )


def _make_record(name: str, *more: Any) -> None:  # noqa: ANN401 - columns and constraints
    op.create_table(
        name,
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")
