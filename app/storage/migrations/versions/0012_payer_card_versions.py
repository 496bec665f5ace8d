"""Every version of a payer card, with who kept it and when; of cards kept before, nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_KEPT_NOW = """
INSERT INTO payer_card_versions (card_id, number, kept_at, kept_by, record, file_text)
SELECT id, 1, NULL, '', record, file_text FROM payer_cards
"""


def upgrade() -> None:
    """Make the table, with the version of each card that is kept now as its first."""
    op.create_table(
        "payer_card_versions",
        sa.Column("card_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("kept_at", sa.String(27)),
        sa.Column("kept_by", sa.String(64), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("file_text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("card_id", "number", name="pk_payer_card_versions"),
        sa.ForeignKeyConstraint(
            ["card_id"], ["payer_cards.id"], name="fk_payer_card_versions_card_id_payer_cards"
        ),
    )
    op.execute(_KEPT_NOW)


def downgrade() -> None:
    """Drop the table; the cards as they are now stay."""
    op.drop_table("payer_card_versions")
