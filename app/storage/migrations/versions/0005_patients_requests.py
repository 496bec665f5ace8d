"""Patients' requests for records and amendments, and their restrictions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REQUESTS = ("record_requests", "amendment_requests")


def upgrade() -> None:
    """Make the tables."""
    for name in _REQUESTS:
        _make(
            name,
            sa.Column("received", sa.String(10), nullable=False),
            sa.Column("due", sa.String(10), nullable=False),
            sa.Column("is_open", sa.Integer(), nullable=False),
        )
        op.create_index(f"ix_{name}_patient_id_received", name, ["patient_id", "received"])
        op.create_index(f"ix_{name}_is_open_due_id", name, ["is_open", "due", "id"])
    _make("restrictions", sa.Column("asked_on", sa.String(10), nullable=False))
    op.create_index(
        "ix_restrictions_patient_id_asked_on", "restrictions", ["patient_id", "asked_on"]
    )


def downgrade() -> None:
    """Drop the tables; the requests go with them."""
    for name in ("restrictions", *_REQUESTS):
        op.drop_table(name)


def _make(name: str, *more: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.String(64), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=f"fk_{name}_patient_id_patients"
        ),
    )
