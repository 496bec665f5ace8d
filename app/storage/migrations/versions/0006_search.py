"""The search index: places of records, their words, the words of patients' names.

What stands is indexed after the last migration (`app.storage.schema`), by the code of this version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PLACE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_RECORDS = ("notes", "patients", "documents")

# Neither text nor positions are kept; beginnings of one to three letters have lists of their own.
# Words come split: to this tokenizer everything beyond ASCII is a letter, and so are our marks.
_FTS5 = """CREATE VIRTUAL TABLE search_{records} USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3',
    tokenize="ascii tokenchars '=-_'"
)"""
_SPELLED = "CREATE TABLE search_{records}_spelled (word TEXT PRIMARY KEY) WITHOUT ROWID"
_VECTORS = "CREATE TABLE search_{records} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)"
_GIN = "CREATE INDEX ix_search_{records}_words ON search_{records} USING gin (words)"


def upgrade() -> None:
    """Make the tables, empty."""
    for records in _RECORDS:
        name = f"indexed_{records}"
        op.create_table(
            name,
            sa.Column("place", _PLACE, nullable=False, autoincrement=False),
            sa.Column("id", sa.String(64), nullable=False),
            sa.PrimaryKeyConstraint("place", name=f"pk_{name}"),
            sa.ForeignKeyConstraint(["id"], [f"{records}.id"], name=f"fk_{name}_id_{records}"),
        )
        op.create_index(f"ix_{name}_id", name, ["id"], unique=True)
        if op.get_bind().dialect.name == "sqlite":
            op.execute(_FTS5.format(records=records))
            op.execute(_SPELLED.format(records=records))
        else:
            op.execute(_VECTORS.format(records=records))
            op.execute(_GIN.format(records=records))
    op.create_table(
        "name_words",
        sa.Column("word", sa.Text(), nullable=False),
        *(sa.Column(key, sa.Text(), nullable=False) for key in ("head", "tail", "letters")),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_name_words"),
    )
    for columns in (("head", "length"), ("tail", "length"), ("letters",)):
        op.create_index(f"ix_name_words_{'_'.join(columns)}", "name_words", list(columns))


def downgrade() -> None:
    """Drop the index; nothing is lost that cannot be made again."""
    for records in _RECORDS:
        op.drop_table(f"search_{records}")
        if op.get_bind().dialect.name == "sqlite":
            op.drop_table(f"search_{records}_spelled")
        op.drop_table(f"indexed_{records}")
    op.drop_table("name_words")
