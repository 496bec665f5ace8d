"""The first tables: practice, people, payers, notes, evidence, sessions, remembered answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and index."""
    _make_people()
    _make_payers()
    _make_notes()
    _make_evidence()
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )


def downgrade() -> None:
    """Drop every table; the data go with them."""
    for table in (
        "sessions",
        "evidence_chunks",
        "evidence",
        "notes",
        "remembered_answers",
        "payer_cards",
        "verifications",
        "professionals",
        "staff",
        "patients",
        "practice",
    ):
        op.drop_table(table)


def _make_record(name: str, *more: sa.Column[str] | sa.Constraint) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _make_people() -> None:
    _make_record("practice")
    _make_record(
        "patients",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.String(10), nullable=False),
        sa.Column("chart_number", sa.Text(), nullable=False),
    )
    op.create_index("ix_patients_sort_key_id", "patients", ["sort_key", "id"])
    _make_record("staff", sa.Column("sort_key", sa.Text(), nullable=False))
    _make_record("professionals", sa.Column("sort_key", sa.Text(), nullable=False))


def _make_payers() -> None:
    _make_record(
        "verifications",
        sa.Column("patient_id", sa.String(64), nullable=False),
        sa.Column("checked_on", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_verifications_patient_id_patients"
        ),
    )
    op.create_index(
        "ix_verifications_patient_id_checked_on", "verifications", ["patient_id", "checked_on"]
    )
    _make_record(
        "payer_cards",
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("file_text", sa.Text(), nullable=False),
    )
    op.create_table(
        "remembered_answers",
        sa.Column("payer_key", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("payer_key", "path", name="pk_remembered_answers"),
    )


def _make_notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("guide_version", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.String(64)),
        sa.Column("treating_id", sa.String(64)),
        sa.Column("author_id", sa.String(64)),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("saved_at", sa.String(27), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("date_of_service", sa.String(10), nullable=False),
        sa.Column("patient_key", sa.Text(), nullable=False),
        sa.Column("open_items", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("guide_digest", sa.String(64), nullable=False),
        sa.Column("control_number", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text()),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name="fk_notes_patient_id_patients"
        ),
        sa.ForeignKeyConstraint(["treating_id"], ["staff.id"], name="fk_notes_treating_id_staff"),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name="fk_notes_author_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index(
        "ix_notes_saved_at_id_patient_id_code_status",
        "notes",
        ["saved_at", "id", "patient_id", "code", "status"],
    )
    op.create_index("ix_notes_date_of_service_id", "notes", ["date_of_service", "id"])
    op.create_index("ix_notes_patient_key_id", "notes", ["patient_key", "id"])
    op.create_index("ix_notes_patient_id_saved_at_id", "notes", ["patient_id", "saved_at", "id"])


def _make_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("chunks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_evidence"),
    )
    op.create_table(
        "evidence_chunks",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["evidence.sha256"], name="fk_evidence_chunks_sha256_evidence"
        ),
        sa.PrimaryKeyConstraint("sha256", "place", name="pk_evidence_chunks"),
    )
