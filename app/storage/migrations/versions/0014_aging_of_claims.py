"""An index that holds all that the aging of claims adds up, so that no claim itself is read."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_NAME = "ix_claims_aging"
_COLUMNS = [
    "is_open",
    "payer_key",
    "state",
    "sent_on",
    "began",
    "id",
    "billed_cents",
    "paid_cents",
    "payer",
]


def upgrade() -> None:
    """Add the index."""
    op.create_index(_NAME, "claims", _COLUMNS)


def downgrade() -> None:
    """Drop it; it is made of what is kept anyway."""
    op.drop_index(_NAME, table_name="claims")
