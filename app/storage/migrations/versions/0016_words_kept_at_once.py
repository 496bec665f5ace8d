"""Words of a saved record go into a server's index at once, not onto a list that somebody clears.

The list makes most saves a little quicker and one in many pay for them all; without it the slowest
of a hundred saves keeps near the others (decision 145). SQLite's index has no such list.
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INDEXES = tuple(f"ix_search_{records}_words" for records in ("notes", "patients", "documents"))


def upgrade() -> None:
    """Stop filling the lists, then put what they hold into the indexes."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for index in _INDEXES:
        op.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
        op.execute(f"SELECT gin_clean_pending_list('{index}'::regclass)")


def downgrade() -> None:
    """Let the lists fill again."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for index in _INDEXES:
        op.execute(f"ALTER INDEX {index} RESET (fastupdate)")
