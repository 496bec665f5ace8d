"""Documents of patients, packs with their files, control numbers given out, own channels."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; the numbers that notes bear count as given out."""
    _make_documents()
    _make_packs()
    op.create_table(
        "control_numbers",
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("note_id", sa.String(64), nullable=False),
        sa.Column("given_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_control_numbers"),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_control_numbers_note_id_notes"),
    )
    op.create_index("ix_control_numbers_note_id", "control_numbers", ["note_id"])
    op.execute(
        "INSERT INTO control_numbers (number, note_id, given_at)"
        " SELECT upper(control_number), min(id), min(created_at) FROM notes"
        " WHERE control_number <> '' GROUP BY upper(control_number)"
    )
    op.create_table(
        "channels",
        *_record(),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
    )


def downgrade() -> None:
    """Drop the tables; the data go with them."""
    for table in ("channels", "control_numbers", "pack_files", "packs", "documents"):
        op.drop_table(table)


def _make_documents() -> None:
    op.create_table(
        "documents",
        *_record(),
        sa.Column("patient_id", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("taken_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_documents_patient_id_patients"
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["evidence.sha256"], name="fk_documents_sha256_evidence"
        ),
    )
    op.create_index("ix_documents_patient_id_taken_at", "documents", ["patient_id", "taken_at"])
    op.create_index("ix_documents_sha256", "documents", ["sha256"])


def _make_packs() -> None:
    op.create_table(
        "packs",
        *_record(),
        sa.Column("note_id", sa.String(64), nullable=False),
        sa.Column("patient_id", sa.String(64), nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_packs"),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_packs_note_id_notes"),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_packs_patient_id_patients"
        ),
    )
    op.create_index("ix_packs_note_id_made_at", "packs", ["note_id", "made_at"])
    op.create_index("ix_packs_patient_id_made_at", "packs", ["patient_id", "made_at"])
    op.create_table(
        "pack_files",
        sa.Column("pack_id", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("pack_id", "place", name="pk_pack_files"),
        sa.ForeignKeyConstraint(["pack_id"], ["packs.id"], name="fk_pack_files_pack_id_packs"),
        sa.ForeignKeyConstraint(
            ["sha256"], ["evidence.sha256"], name="fk_pack_files_sha256_evidence"
        ),
    )
    op.create_index("ix_pack_files_sha256", "pack_files", ["sha256"])


def _record() -> tuple[sa.Column[str], sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
    )
