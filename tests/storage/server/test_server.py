"""A practice on a server: its keys, its tables, what its roles may, what the server refuses."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import LiteralString

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from app.crypto import KeyRing, Secret
from app.domain.audit import AuditEntry, Deed
from app.domain.finding.listing import PatientQuery
from app.errors import Failure, MissingKeyFile, NewerSchema, PracticeExists, StaleRecord
from app.server_errors import (
    BackupByServer,
    BusyServer,
    DamagedServer,
    OlderServerSchema,
    ReadOnlyServer,
    ServerDiskFull,
    ServerRefused,
    ServerRightLacking,
    ServerUnreachable,
    UntrustedServer,
)
from app.services.audit.trail_check import check_trail
from app.storage.engine import WRITES
from app.storage.server import server_engine
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_engine import make_server_engine
from app.storage.server.server_schema import upgrade_server
from app.storage.server.server_store import ServerStore
from tests.servers import TestServer, connected
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY


def fill(store: ServerStore) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.save(samples.note(), SUMMARY, NOON)
        work.audit.append(AuditEntry(Deed.UNLOCKED, NOON, "s1"))


HOUR = dt.timedelta(hours=1)


@contextmanager
def owners_engine(server: TestServer, login: ServerLogin) -> Iterator[Engine]:
    """Whoever keeps the server, at the same database."""
    owner = server.login(login.address.database, server.owner)
    engine = make_server_engine(owner.address, owner.password)
    yield engine
    engine.dispose()


def test_a_database_without_keys_holds_no_practice_yet(
    tmp_path: Path, server_login: ServerLogin, server_practice: ServerPractice, ring: KeyRing
) -> None:
    assert not server_practice.stands()
    with pytest.raises(MissingKeyFile):
        server_practice.keys()
    server_practice.create(ring, KEY).close()
    assert server_practice.stands()
    assert ServerPractice(tmp_path / "another", lambda: server_login).stands()
    assert server_practice.keys() == ring
    with pytest.raises(PracticeExists):
        server_practice.create(ring, KEY)


def test_the_door_need_not_wait_for_a_server_that_was_opened_before(
    tmp_path: Path, server_login: ServerLogin, ring: KeyRing
) -> None:
    ServerPractice(tmp_path, lambda: server_login).create(ring, KEY).close()
    out_of_reach = away(server_login, port=1)
    with pytest.raises(ServerUnreachable):
        ServerPractice(tmp_path, out_of_reach).stands()
    (tmp_path / "server.seen").write_text(out_of_reach().address.text, "utf-8")
    assert ServerPractice(tmp_path, out_of_reach).stands()
    with pytest.raises(ServerUnreachable):
        ServerPractice(tmp_path, out_of_reach).keys()


def test_keys_that_were_written_elsewhere_meanwhile_are_not_overwritten(
    tmp_path: Path, server_login: ServerLogin, server_practice: ServerPractice, ring: KeyRing
) -> None:
    server_practice.create(ring, KEY).close()
    other = ServerPractice(tmp_path / "second", lambda: server_login)
    theirs = dataclasses.replace(other.keys(), practice="theirs")
    assert server_practice.keys() == ring
    other.replace_keys(theirs)
    with pytest.raises(StaleRecord):
        server_practice.replace_keys(ring)
    assert server_practice.keys() == theirs
    server_practice.replace_keys(ring)
    assert other.keys() == ring


def test_keys_are_written_amid_a_transaction(
    server_practice: ServerPractice, ring: KeyRing
) -> None:
    """The rows of an account and its keys are written together: neither waits for the other."""
    store = server_practice.create(ring, KEY)
    with store.writing() as work:
        work.staff.save(samples.dentist())
        server_practice.keys()
        server_practice.replace_keys(dataclasses.replace(ring, practice="theirs"))
    assert server_practice.keys().practice == "theirs"
    store.close()


@pytest.mark.parametrize("table", ["audit", "seals"])
@pytest.mark.parametrize("how", ["UPDATE {} SET at = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_was_appended_stays(
    server: TestServer, server_login: ServerLogin, opened: ServerStore, table: str, how: str
) -> None:
    """The role of daily use lacks the right; a trigger stops even the owner."""
    fill(opened)
    statement = text(how.format(table))
    with pytest.raises(ServerRightLacking), opened.writing() as work:
        work.audit._connection.execute(statement)
    with owners_engine(server, server_login) as engine, engine.connect() as connection:
        connection = connection.execution_options(**{WRITES: True})
        with pytest.raises(IntegrityError, match="append-only"):
            connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (id integer)",
        "CREATE FUNCTION more() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE notes ADD COLUMN more text",
        "DROP TABLE notes",
        "DROP TRIGGER audit_is_append_only ON audit",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "TRUNCATE notes",
        "UPDATE alembic_version SET version_num = '9999'",
        "DELETE FROM key_ring",
        "DELETE FROM signing_keys",
        "DELETE FROM control_numbers",
        "UPDATE signing_keys SET person = 'somebody'",
        "UPDATE signing_keys SET made_at = '1999-01-01T00:00:00.000000Z'",
        "DELETE FROM notes",
        "DELETE FROM accounts",
    ],
)
def test_the_role_of_daily_use_changes_no_tables(opened: ServerStore, statement: str) -> None:
    with pytest.raises(ServerRightLacking), opened.writing() as work:
        work.audit._connection.execute(text(statement))


def test_tables_of_another_version_are_not_worked_on(
    server: TestServer, server_login: ServerLogin, server_practice: ServerPractice, ring: KeyRing
) -> None:
    server_practice.create(ring, KEY).close()
    owner = server.login(server_login.address.database, server.owner)
    versions: tuple[tuple[LiteralString, type[Failure]], ...] = (
        ("'0001'", OlderServerSchema),
        ("'9999'", NewerSchema),
    )
    for version, failure in versions:
        with connected(owner) as connection:
            connection.execute("UPDATE alembic_version SET version_num = " + version)
        for attempt in (server_practice.keys, lambda: server_practice.open(KEY)):
            with pytest.raises(failure):
                attempt()
    with owners_engine(server, server_login) as engine, pytest.raises(NewerSchema):
        upgrade_server(engine, server.owner, server.daily)


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(
    server: TestServer, server_login: ServerLogin, opened: ServerStore
) -> None:
    fill(opened)
    with owners_engine(server, server_login) as engine:
        upgrade_server(engine, server.owner, server.daily)
    with opened.reading() as work:
        assert work.notes.get("n1")
    with pytest.raises(ServerRightLacking), opened.writing() as work:
        work.audit._connection.execute(text("DELETE FROM audit"))


def test_a_database_without_tables_asks_for_whoever_keeps_the_server(
    server: TestServer, tmp_path: Path
) -> None:
    name = f"{server.name}_bare"
    server.run("CREATE DATABASE {} OWNER {}", name, server.owner)
    try:
        login = server.login(name, server.daily)
        with pytest.raises(OlderServerSchema):
            ServerPractice(tmp_path, lambda: login).stands()
    finally:
        server.drop(name)


def test_every_workstation_has_a_chain_of_its_own_and_all_are_whole(
    opened: ServerStore, second: ServerStore, tmp_path: Path, ring: KeyRing
) -> None:
    for store in (opened, second, opened, second, second):
        with store.writing() as work:
            work.audit.append(AuditEntry(Deed.UNLOCKED, NOON, "s1"))
    heads = {store.anchor().head for store in (opened, second)}
    with opened.reading() as work:
        assert set(work.audit.heads()) == heads
    report = check_trail(second)
    assert report.is_whole
    assert (report.rows, report.workstations) == (5, 2)
    for folder in ("workstation", "second"):
        assert (tmp_path / folder / f"practice-{ring.practice}.trail").exists()


def test_a_session_at_one_workstation_does_not_cut_off_another(
    opened: ServerStore, second: ServerStore
) -> None:
    with opened.writing() as work:
        assert work.sessions.begin(NOON) is None
    with second.writing() as work:
        assert work.sessions.begin(NOON + HOUR) is None
        work.sessions.end(NOON + 2 * HOUR)
    with opened.writing() as work:
        cut_off = work.sessions.begin(NOON + 3 * HOUR)
    assert cut_off
    assert cut_off.began_at == NOON


def test_a_backup_is_refused_with_what_to_do_instead(opened: ServerStore, tmp_path: Path) -> None:
    with pytest.raises(BackupByServer, match="pg_dump"):
        opened.backups_in(tmp_path)


def test_writers_and_readers_see_what_they_must_however_the_server_is_set(
    server: TestServer,
    server_login: ServerLogin,
    server_practice: ServerPractice,
    opened: ServerStore,
) -> None:
    """A writer's snapshot must not be older than its lock; a reader's stays."""
    opened.close()
    setting = "ALTER DATABASE {} SET default_transaction_isolation = 'serializable'"
    server.run(setting, server_login.address.database)
    try:
        seen = []
        with closing(server_practice.open(KEY)) as again:
            for begin in (again.writing, again.reading):
                with begin() as work:
                    connection = work.audit._connection
                    seen.append(connection.exec_driver_sql("SHOW transaction_isolation").scalar())
        assert seen == ["read committed", "repeatable read"]
    finally:
        server.run(
            "ALTER DATABASE {} RESET default_transaction_isolation", server_login.address.database
        )


@pytest.mark.parametrize(("wanted", "set_to"), [(200, "200"), (1001, "1")])
def test_the_server_reads_ahead_where_it_can(
    server_login: ServerLogin, wanted: int, set_to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1,001 is refused by every server, as any number is by one on Windows."""
    monkeypatch.setattr(server_engine, "READ_AHEAD", wanted)
    engine = make_server_engine(server_login.address, server_login.password)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW effective_io_concurrency").scalar() == set_to
    engine.dispose()


def test_a_reader_cannot_write(opened: ServerStore) -> None:
    with pytest.raises(ReadOnlyServer), opened.reading() as work:
        work.patients.save(samples.patient())


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("53100", ServerDiskFull),
        ("53300", BusyServer),
        ("40P01", BusyServer),
        ("55P03", BusyServer),
        ("57014", BusyServer),
        ("25006", ReadOnlyServer),
        ("42501", ServerRightLacking),
        ("57P01", ServerUnreachable),
        ("57P03", ServerUnreachable),
        ("08006", ServerUnreachable),
        ("28P01", ServerRefused),
        ("XX001", DamagedServer),
        ("58030", DamagedServer),
    ],
)
def test_what_the_server_refuses_is_said_and_nothing_is_kept(
    opened: ServerStore, code: str, failure: type[Failure]
) -> None:
    """Raised by the server itself amid a transaction that has written already."""
    refused = text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$")

    def save() -> None:
        with opened.writing() as work:
            work.patients.save(samples.patient())
            work.audit._connection.execute(refused)

    with pytest.raises(failure):
        save()
    with opened.writing() as work:
        assert work.patients.get("p1") is None
        work.patients.save(samples.patient())


def test_a_mistake_of_ours_passes_as_it_is_without_what_was_written(opened: ServerStore) -> None:
    with pytest.raises(IntegrityError) as caught, opened.writing() as work:
        work.notes.save(samples.note(), SUMMARY, NOON)
    assert "Atrial" not in str(caught.value)


def test_signs_that_the_server_cannot_keep_stop_neither_a_save_nor_a_search(
    opened: ServerStore,
) -> None:
    with opened.writing() as work:
        kept = work.patients.save(samples.patient(given="Mari\0sol \U0001f9b7"))
    with opened.reading() as work:
        assert work.patients.get("p1") == kept
        assert work.patients.page(PatientQuery(search="nobody\ud800 \0")).rows == ()
        assert work.patients.page(PatientQuery(search="testwell")).rows


def away(login: ServerLogin, **changed: object) -> Callable[[], ServerLogin]:
    address = dataclasses.replace(login.address, **changed)  # type: ignore[arg-type] # names its fields
    return lambda: ServerLogin(address, login.password)


@pytest.mark.parametrize(
    ("changed", "failure"),
    [
        pytest.param({"port": 1}, ServerUnreachable, id="nobody there"),
        pytest.param({"host": "no-such-server.invalid"}, ServerUnreachable, id="unknown name"),
        pytest.param({"database": "none_of_ours"}, ServerRefused, id="no such database"),
        pytest.param({"role": "nobody_of_ours"}, ServerRefused, id="no such role"),
        pytest.param({"host": "0.0.0.0"}, UntrustedServer, id="no TLS beyond loopback"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_told_apart(
    tmp_path: Path, server_login: ServerLogin, changed: dict[str, object], failure: type[Failure]
) -> None:
    with pytest.raises(failure):
        ServerPractice(tmp_path, away(server_login, **changed)).stands()


def test_a_wrong_password_is_refused_and_in_no_text(
    tmp_path: Path, server_login: ServerLogin
) -> None:
    login = ServerLogin(server_login.address, Secret(b"not the password"))
    practice = ServerPractice(tmp_path, lambda: login)
    with pytest.raises(ServerRefused) as caught:
        practice.stands()
    engine = make_server_engine(login.address, login.password)
    seen = f"{caught.value!r} {login!r} {engine!r} {engine.url!r}"
    engine.dispose()
    assert "not the password" not in seen


def test_a_connection_that_breaks_amid_a_save_undoes_it_and_the_next_one_works(
    server: TestServer, opened: ServerStore
) -> None:
    fill(opened)

    def save() -> None:
        with opened.writing() as work:
            work.patients.save(samples.patient("p2"))
            with connected(server.admin, autocommit=True) as admin:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'chartproof' AND state LIKE 'idle in%'"
                )
            work.patients.save(samples.patient("p3"))

    with pytest.raises(ServerUnreachable):
        save()
    with opened.writing() as work:
        assert work.patients.get("p2") is None
        work.patients.save(samples.patient("p2"))
