"""What people left unfinished: unsaved text of record pages, and their place in a note."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "unfinished",
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("what", sa.String(128), nullable=False),
        sa.Column("kept_at", sa.String(27), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("who", "what", name="pk_unfinished"),
    )


def downgrade() -> None:
    """Drop the table; what was not saved goes with it."""
    op.drop_table("unfinished")
