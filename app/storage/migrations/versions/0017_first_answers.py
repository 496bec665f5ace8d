"""What payers first answered to each line of a claim, for the denial report.

What stands is written after the last migration (`app.storage.schema`), by the code of this version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_NAME = "claim_answers"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        _NAME,
        sa.Column("claim_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("began", sa.String(10), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "number", name=f"pk_{_NAME}"),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=f"fk_{_NAME}_claim_id_claims"),
    )


def downgrade() -> None:
    """Drop it; it is made of what is kept anyway."""
    op.drop_table(_NAME)
