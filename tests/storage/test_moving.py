"""A practice moved to a server and back: every row the same; cut off, the source stays it."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event, inspect, text

from app.crypto import KeyRing
from app.domain.audit import AuditEntry, Deed
from app.domain.finding.listing import NoteQuery
from app.errors import Failure, PracticeExists
from app.server_errors import MoveMismatch, ServerUnreachable
from app.services.audit.trail_check import check_trail
from app.services.ports.store import Store
from app.storage.folder import EmbeddedFolder
from app.storage.moving import Digest, move_to_folder, move_to_server
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_engine import COPYING_MS
from tests.servers import TestServer, connected
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY

LETTER = bytes(range(256)) * 9_000
"""More than two chunks."""

NOTES = 120


def unheard(table: str) -> None:
    del table


@pytest.fixture
def home(practice_folder: Path) -> Path:
    """The folder of a practice with something in most tables."""
    store = EmbeddedFolder(practice_folder).open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.patients.save(samples.patient("p2", given="Nul\0la"))
        work.staff.save(samples.dentist())
        work.practice.save(samples.practice())
        work.payer_cards.put(samples.card(), "payer: Sample Dental Plan")
        work.verifications.save(samples.verification())
        work.evidence.keep(LETTER)
        for number in range(NOTES):
            saved_at = NOON + dt.timedelta(seconds=number)
            work.notes.save(samples.note(f"n{number}"), SUMMARY, saved_at)
            work.audit.append(AuditEntry(Deed.NOTE_BEGUN, NOON, "s1"))
        signed = dataclasses.replace(
            samples.note("n900"), status="signed", signature=samples.signature()
        )
        work.notes.save(signed, SUMMARY, NOON + dt.timedelta(hours=1))
    store.close()
    return practice_folder


@pytest.fixture
def held(home: Path) -> Iterator[Path]:
    """The same, kept open as the move wants it."""
    store = EmbeddedFolder(home).open(KEY)
    yield home
    store.close()


def looked_at(store: Store) -> list[object]:
    """What the program shows of a practice, and whether its trail holds."""
    with store.reading() as found:
        seen: list[object] = [
            found.practice.get(),
            found.patients.some(["p1"]),
            found.staff.all(),
            found.payer_cards.file_text("sample"),
            found.verifications.of_patient("p1"),
            found.notes.of_patient("p1"),
            found.notes.page(NoteQuery(search="testwell", limit=300)).rows,
            [found.evidence.read(sha256) for sha256 in found.evidence.all()],
            found.audit.heads(),
        ]
    return [*seen, dataclasses.replace(check_trail(store), breaks=()), store.anchor()]


def test_there_and_back_again_it_is_the_same_practice(
    held: Path, server_login: ServerLogin, ring: KeyRing, tmp_path: Path
) -> None:
    source = EmbeddedFolder(held)
    there = move_to_server(held, KEY, ring, server_login, unheard)
    assert there["notes"] == NOTES + 1
    assert there["audit"] == NOTES
    assert there["evidence_chunks"] == 3
    assert there["sessions"] == 0
    server = ServerPractice(held, lambda: server_login)
    assert server.keys() == source.keys() == ring
    on_server = server.open(KEY)
    seen = looked_at(on_server)
    with on_server.writing() as work:  # the chain of this workstation goes on
        row = work.audit.append(AuditEntry(Deed.UNLOCKED, NOON, "s1"))
    on_server.close()
    assert row.number == NOTES + 1

    back = move_to_folder(server_login, KEY, ring, held, tmp_path / "back", unheard)
    assert back == {**there, "audit": NOTES + 1}
    returned = EmbeddedFolder(tmp_path / "back").open(KEY)
    assert returned.anchor().head
    with returned.writing() as work:
        assert work.audit.append(AuditEntry(Deed.UNLOCKED, NOON, "s1")).number == NOTES + 2
    assert looked_at(returned)[:8] == seen[:8]
    assert check_trail(returned).rows == NOTES + 2
    returned.close()


def test_the_search_index_is_made_without_reading_whole_tables_for_each_batch(
    held: Path, server_login: ServerLogin, ring: KeyRing
) -> None:
    plans: list[str] = []

    def explain(
        connection: Connection,
        _cursor: object,
        statement: str,
        given: Mapping[str, str],
        *_: object,
    ) -> None:
        if connection.dialect.name == "postgresql" and "LIMIT" in statement:
            driver = connection.connection.driver_connection
            assert driver is not None
            plans.extend(line for (line,) in driver.execute(f"EXPLAIN {statement}", given))

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        move_to_server(held, KEY, ring, server_login, unheard)
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    assert any("Index" in line for line in plans)
    assert not any("Seq Scan" in line for line in plans)


def test_a_server_whose_disk_is_busy_may_take_its_time_while_much_is_brought(
    held: Path, server_login: ServerLogin, ring: KeyRing
) -> None:
    given_up_after: list[str] = []

    def look(connection: object, _record: object) -> None:
        if isinstance(connection, psycopg.Connection):
            given_up_after.append(connection.info.get_parameters()["tcp_user_timeout"])

    event.listen(Engine, "connect", look)
    try:
        move_to_server(held, KEY, ring, server_login, unheard)
    finally:
        event.remove(Engine, "connect", look)
    assert set(given_up_after) == {str(COPYING_MS)}


def test_what_is_shown_is_the_same_on_both_sides(
    home: Path, server_login: ServerLogin, ring: KeyRing
) -> None:
    store = EmbeddedFolder(home).open(KEY)
    before = looked_at(store)
    move_to_server(home, KEY, ring, server_login, unheard)
    store.close()
    moved = ServerPractice(home, lambda: server_login).open(KEY)
    assert looked_at(moved) == before
    moved.close()


def test_a_move_that_was_cut_off_before_its_end_left_nothing_and_is_done_again(
    held: Path, server: TestServer, server_login: ServerLogin, ring: KeyRing
) -> None:
    def pull_the_plug(table: str) -> None:
        if table == "seals":
            with connected(server.admin, autocommit=True) as admin:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    (server_login.address.database,),
                )

    with pytest.raises(ServerUnreachable):
        move_to_server(held, KEY, ring, server_login, pull_the_plug)
    assert not ServerPractice(held, lambda: server_login).stands()
    first = move_to_server(held, KEY, ring, server_login, unheard)
    assert move_to_server(held, KEY, ring, server_login, unheard) == first


def test_a_copy_that_differs_is_not_used(
    held: Path, server: TestServer, server_login: ServerLogin, ring: KeyRing
) -> None:
    """Somebody changes one letter of one row on the server between the two moves."""
    move_to_server(held, KEY, ring, server_login, unheard)
    owner = server.login(server_login.address.database, server.owner)
    with connected(owner) as connection:
        connection.execute("UPDATE patients SET chart_number = 'C-pl' WHERE id = 'p1'")
    with pytest.raises(MoveMismatch):
        move_to_server(held, KEY, ring, server_login, unheard)


def test_a_server_with_another_practice_is_left_alone(
    held: Path, server_login: ServerLogin, ring: KeyRing
) -> None:
    other = dataclasses.replace(ring, practice="another one")
    practice = ServerPractice(held, lambda: server_login)
    practice.create(other, KEY).close()
    with pytest.raises(PracticeExists):
        move_to_server(held, KEY, ring, server_login, unheard)
    assert practice.keys() == other


def test_a_server_with_rows_and_no_keys_is_left_alone(
    held: Path, server: TestServer, server_login: ServerLogin, ring: KeyRing
) -> None:
    owner = server.login(server_login.address.database, server.owner)
    with connected(owner) as connection:
        connection.execute(
            "INSERT INTO remembered_answers (payer_key, path, answer) VALUES ('a', 'b', 'c')"
        )
    with pytest.raises(PracticeExists):
        move_to_server(held, KEY, ring, server_login, unheard)


@pytest.mark.parametrize("at", ["notes", "seals"])
def test_a_way_back_that_is_cut_off_leaves_no_practice(
    held: Path, server_login: ServerLogin, ring: KeyRing, tmp_path: Path, at: str
) -> None:
    move_to_server(held, KEY, ring, server_login, unheard)

    class PowerCut(Failure):
        """The light goes out."""

    def stop(table: str) -> None:
        if table == at:
            raise PowerCut

    folder = tmp_path / "back"
    with pytest.raises(PowerCut):
        move_to_folder(server_login, KEY, ring, held, folder, stop)
    assert not EmbeddedFolder(folder).stands()
    move_to_folder(server_login, KEY, ring, held, folder, unheard)
    EmbeddedFolder(folder).open(KEY).close()
    with pytest.raises(PracticeExists):
        move_to_folder(server_login, KEY, ring, held, folder, unheard)


def test_every_table_of_rows_is_moved(opened: Store, home: Path) -> None:
    """Both databases have the same tables; sequences there are none, so none has to follow."""
    with opened.writing() as work:
        connection = work.patients._connection  # type: ignore[attr-defined] # past the Protocol
        on_server = set(inspect(connection).get_table_names())
        assert connection.execute(text("SELECT count(*) FROM pg_sequences")).scalar() == 0
    store = EmbeddedFolder(home).open(KEY)
    with store.reading() as work:
        in_file = set(inspect(work.patients._connection).get_table_names())
    store.close()
    assert on_server - in_file == {"key_ring"}
    assert {name for name in in_file - on_server if not name.startswith("search_")} == set()


def test_a_digest_tells_any_other_row(tmp_path: Path) -> None:
    del tmp_path
    rows: list[tuple[str | int | bytes | None, ...]] = [
        ("a", "b"),
        ("ab", ""),
        ("", "ab"),
        ("a", None),
        ("a", "None"),
        ("1", 1),
        (1, "1"),
        (b"1", "1"),
    ]
    digests = [Digest().with_row(row) for row in rows]
    assert len({digest.total for digest in digests}) == len(rows)
    both = [Digest().with_row(rows[a]).with_row(rows[b]) for a, b in ((0, 1), (1, 0))]
    assert both[0] == both[1] != digests[0]
