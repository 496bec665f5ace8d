"""Migrations: they make this version's tables, go down and up again, whole or not at all."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError, OperationalError

from app.domain.claims.claim import Claim, ClaimLine, Posting
from app.domain.finding.listing import Interrupted, NoteQuery, PatientQuery
from app.domain.notes.plain import moment_text
from app.domain.payers.payer import CardVersion
from app.errors import NewerSchema
from app.preparing import Preparing
from app.storage.anchor import AnchorFile
from app.storage.engine import WRITES, make_engine
from app.storage.schema import HEAD, bring_up_to_date, migration_config, schema_version
from app.storage.tables import metadata
from app.storage.unit_of_work import SqlStore
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY
from tests.storage.test_documents import LETTER, document


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine on an empty encrypted file."""
    made = make_engine(tmp_path / "empty.db", KEY)
    yield made
    made.dispose()


def run(engine: Engine, direction: str, target: str) -> None:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        getattr(command, direction)(migration_config(connection), target)


def shape(engine: Engine) -> dict[str, Any]:
    """Every table with its columns, keys and indexes, and their names; full text aside."""
    seen = inspect(engine)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)],
            seen.get_pk_constraint(table),
            sorted(seen.get_foreign_keys(table), key=lambda key: str(key["name"])),
            sorted(seen.get_indexes(table), key=lambda index: str(index["name"])),
            seen.get_unique_constraints(table),
        )
        for table in seen.get_table_names()
        if table != "alembic_version" and not table.startswith("search_")
    }


def test_the_newest_migration_is_the_one_the_program_asks_for(engine: Engine) -> None:
    with engine.connect() as connection:
        script = ScriptDirectory.from_config(migration_config(connection))
    assert script.get_heads() == [HEAD]


def test_migrations_make_the_tables_of_this_version(engine: Engine, tmp_path: Path) -> None:
    bring_up_to_date(engine)
    direct = make_engine(tmp_path / "direct.db", KEY)
    metadata.create_all(direct)
    assert shape(engine) == shape(direct)
    direct.dispose()


def test_every_key_and_index_has_a_name_of_ours(engine: Engine) -> None:
    bring_up_to_date(engine)
    for table, (_, primary, foreign, indexes, _) in shape(engine).items():
        assert primary["name"] == f"pk_{table}"
        assert all(key["name"].startswith(f"fk_{table}_") for key in foreign)
        assert all(index["name"].startswith(f"ix_{table}_") for index in indexes)


def test_a_full_store_goes_down_and_up_again(engine: Engine, tmp_path: Path) -> None:
    bring_up_to_date(engine)
    first = shape(engine)
    store = SqlStore(engine, KEY, AnchorFile(tmp_path / "practice.trail", KEY), lambda: None)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.save(samples.note(), SUMMARY, NOON)
        work.verifications.save(samples.verification())
        work.evidence.keep(b"a letter")
    run(engine, "downgrade", "base")
    assert shape(engine) == {}
    bring_up_to_date(engine)
    assert shape(engine) == first
    with engine.connect() as connection:
        assert schema_version(connection) == HEAD
    with store.writing() as work:
        assert work.patients.get("p1") is None
        work.patients.save(samples.patient())


def test_what_was_written_before_there_was_a_search_is_found(
    engine: Engine, tmp_path: Path
) -> None:
    bring_up_to_date(engine)
    store = SqlStore(engine, KEY, AnchorFile(tmp_path / "practice.trail", KEY), lambda: None)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        for number in range(3):
            at = NOON - dt.timedelta(hours=number)
            work.notes.save(samples.note(f"n{number}"), SUMMARY, at)
        work.evidence.keep(LETTER)
        work.documents.save(document())
    run(engine, "downgrade", "0005")
    news: list[Preparing] = []
    bring_up_to_date(engine, news.append)
    assert [each.done for each in news] == [3, 4, 5], "notes, the patient, the document"
    bring_up_to_date(engine, news.append)
    assert len(news) == 3, "only what is done is told"
    with store.reading() as work:
        rows = work.notes.page(NoteQuery(search="apixaban testwell", status="draft")).rows
        assert [row.id for row in rows] == ["n0", "n1", "n2"]
        assert [row.id for row in work.patients.page(PatientQuery(search="test")).rows] == ["p1"]
        assert [row.id for row in work.search.documents("cardiology", 9)] == ["d1"]
        assert work.search.names_near("mariosl", 9) == ("marisol",)


def test_what_payers_answered_before_is_in_the_report_of_denials(
    engine: Engine, tmp_path: Path
) -> None:
    bring_up_to_date(engine)
    store = SqlStore(engine, KEY, AnchorFile(tmp_path / "practice.trail", KEY), lambda: None)
    denied = Posting(id="x", at=NOON, by="s1", source="paper", reason_as_printed="Not a benefit")
    line = ClaimLine(id="l1", code="D9311", on=NOON.date(), fee=Decimal("85.50"))
    with store.writing() as work:
        work.patients.save(samples.patient())
        for number in range(3):
            postings = (denied,) if number else ()
            claim = Claim(id=f"c{number}", number=f"CP{number}", patient="p1", payer="Plan")
            work.claims.save(claim.model_copy(update={"lines": (line,), "postings": postings}))
    with store.reading() as work:
        before = work.claim_reports.answers(dt.date.min)
    assert [each.lines for each in before] == [2]
    run(engine, "downgrade", "0016")
    news: list[Preparing] = []
    bring_up_to_date(engine, news.append)
    assert news[-1].done == 3
    with store.reading() as work:
        assert work.claim_reports.answers(dt.date.min) == before


def test_a_store_that_is_up_to_date_keeps_what_it_has(engine: Engine, tmp_path: Path) -> None:
    bring_up_to_date(engine)
    store = SqlStore(engine, KEY, AnchorFile(tmp_path / "practice.trail", KEY), lambda: None)
    with store.writing() as work:
        saved = work.patients.save(samples.patient())
    bring_up_to_date(engine)
    with store.reading() as work:
        assert work.patients.get("p1") == saved


def test_a_migration_that_fails_undoes_every_step(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (mine TEXT)")
    with pytest.raises(OperationalError, match="notes already exists"):
        bring_up_to_date(engine)
    assert set(shape(engine)) == {"notes"}
    with engine.connect() as connection:
        assert schema_version(connection) is None
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_session_that_never_ended_is_told_after_the_migration(
    engine: Engine, tmp_path: Path
) -> None:
    run(engine, "upgrade", "0010")
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.exec_driver_sql(
            f"INSERT INTO sessions (began_at) VALUES ('{moment_text(NOON)}')"
        )
    bring_up_to_date(engine)
    store = SqlStore(engine, KEY, AnchorFile(tmp_path / "practice.trail", KEY), lambda: None)
    with store.writing() as work:
        cut_off = work.sessions.begin(NOON)
        assert cut_off
        assert cut_off.began_at == NOON
        assert work.sessions.begin(NOON) == Interrupted(NOON, ())


def test_a_card_of_before_there_were_versions_is_its_own_first(
    engine: Engine, tmp_path: Path
) -> None:
    bring_up_to_date(engine)
    store = SqlStore(engine, KEY, AnchorFile(tmp_path / "practice.trail", KEY), lambda: None)
    with store.writing() as work:
        work.payer_cards.put(samples.card(), "payer: older", "s1", NOON)
        work.payer_cards.put(samples.card(), "payer: newer", "s1", NOON)
    run(engine, "downgrade", "0011")
    bring_up_to_date(engine)
    with store.reading() as work:
        assert work.payer_cards.versions("sample") == (
            CardVersion(1, samples.card(), "payer: newer"),
        )


def test_an_unknown_version_is_refused(engine: Engine) -> None:
    bring_up_to_date(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerSchema):
        bring_up_to_date(engine)


def test_foreign_keys_hold(engine: Engine, tmp_path: Path) -> None:
    bring_up_to_date(engine)
    store = SqlStore(engine, KEY, AnchorFile(tmp_path / "practice.trail", KEY), lambda: None)
    with pytest.raises(IntegrityError) as caught, store.writing() as work:
        work.notes.save(samples.note(), SUMMARY, NOON)
    assert "Atrial" not in str(caught.value)
