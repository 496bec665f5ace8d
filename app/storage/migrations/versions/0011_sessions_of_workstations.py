"""Sessions by workstation, the last one of each: several may be open on one server."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew. A session that never ended is kept, of no workstation known."""
    unended = "SELECT min(began_at) FROM sessions WHERE ended_at IS NULL"
    began_at = op.get_bind().execute(sa.text(unended)).scalar()
    op.drop_table("sessions")
    sessions = op.create_table(
        "sessions",
        sa.Column("workstation", sa.String(64), nullable=False),
        sa.Column("began_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27)),
        sa.PrimaryKeyConstraint("workstation", name="pk_sessions"),
    )
    if began_at is not None:
        op.bulk_insert(sessions, [{"workstation": "", "began_at": began_at, "ended_at": None}])


def downgrade() -> None:
    """Make the table as it was, empty."""
    op.drop_table("sessions")
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
