"""What runs out first for a claim, and by when a note needs a reply; both as lists order by them.

Notes and claims of before are in these lists from the next time they are saved.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_COLUMNS = (("claims", "clock", 30), ("notes", "reply_due", 10), ("notes", "planned_on", 10))


def upgrade() -> None:
    """Add the columns, empty."""
    for table, name, length in _COLUMNS:
        added = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column(table, added)
    op.create_index("ix_notes_reply_due_id", "notes", ["reply_due", "id"])


def downgrade() -> None:
    """Drop them; they are made of what is kept anyway."""
    op.drop_index("ix_notes_reply_due_id", table_name="notes")
    for table, name, _ in _COLUMNS:
        op.drop_column(table, name)
