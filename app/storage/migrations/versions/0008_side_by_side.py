"""Answers that decisions left out, and which notes are open at which workstation."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "left_out",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("record_id", sa.String(64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(64), nullable=False),
        sa.Column("entered_at", sa.String(27)),
        sa.Column("left_out_by", sa.String(64), nullable=False),
        sa.Column("left_out_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_left_out"),
    )
    order = ["kind", "record_id", "left_out_at"]
    op.create_index(f"ix_left_out_{'_'.join(order)}", "left_out", order)
    op.create_table(
        "openings",
        sa.Column("note_id", sa.String(64), nullable=False),
        sa.Column("workstation", sa.String(64), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("note_id", "workstation", name="pk_openings"),
    )
    op.create_index("ix_openings_workstation", "openings", ["workstation"])
    op.create_table(
        "heartbeats",
        sa.Column("workstation", sa.String(64), nullable=False),
        sa.Column("beats", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workstation", name="pk_heartbeats"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("heartbeats", "openings", "left_out"):
        op.drop_table(table)
