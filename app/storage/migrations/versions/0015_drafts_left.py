"""An index of the drafts that somebody left unsigned, the longest left first."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_COLUMNS = ["status", "saved_at", "id", "author_id", "waits_for"]
_NAME = f"ix_notes_{'_'.join(_COLUMNS)}"


def upgrade() -> None:
    """Add the index."""
    op.create_index(_NAME, "notes", _COLUMNS)


def downgrade() -> None:
    """Drop it; it is made of what is kept anyway."""
    op.drop_index(_NAME, table_name="notes")
