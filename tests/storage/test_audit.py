"""The audit trail in both stores: chained, paged, append-only, its end kept beside the database."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2

from app.domain.audit import About, AuditEntry, AuditQuery, AuditRow, Deed, head_of, true_hash
from app.domain.packs.pack import Sending
from app.services.ports.store import Store
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from app.storage.tables import audit
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON
from tests.storage.test_documents import LETTER, pack

MINUTE = dt.timedelta(minutes=1)
CONTENT = ", ".join(column.name for column in audit.c if column.name != "id")


def entry(number: int = 0, deed: Deed = Deed.NOTE_VIEWED, **about: str) -> AuditEntry:
    told = About("note", "n1", "p1", "n1")
    return AuditEntry(deed, NOON + number * MINUTE, "s1", replace(told, **about))  # type: ignore[arg-type] # the tests name fields of About


def append(store: Store, *entries: AuditEntry) -> tuple[AuditRow, ...]:
    with store.writing() as work:
        return tuple(work.audit.append(each) for each in entries)


def rows(store: Store, query: AuditQuery | None = None) -> tuple[AuditRow, ...]:
    with store.reading() as found:
        return found.audit.page(query or AuditQuery()).rows


def test_rows_are_numbered_and_each_is_sealed_onto_the_one_before(store: Store) -> None:
    first, second = append(store, entry(), entry(1, Deed.PRINTED))
    (third,) = append(store, entry(2))
    assert [row.number for row in (first, second, third)] == [1, 2, 3]
    assert [first.previous, second.previous, third.previous] == ["", first.hash, second.hash]
    assert all(true_hash(row) == row.hash for row in (first, second, third))
    with store.reading() as found:
        kept = list(found.audit.chain(first.workstation))
        assert kept == [(row.id, row) for row in (first, second, third)]
        assert found.audit.row_at(first.workstation, 2) == second
        assert found.audit.row_at(first.workstation, 9) is None
        assert [(head.count, head.hash) for head in found.audit.heads()] == [(3, third.hash)]


def test_an_undone_transaction_leaves_no_row_and_no_gap(store: Store) -> None:
    append(store, entry())
    before = store.anchor()
    timeless = AuditEntry(Deed.UNLOCKED, NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        append(store, entry(1), timeless)
    assert store.anchor() == before
    (row,) = append(store, entry(2))
    assert row.number == 2


def test_the_end_of_the_chain_is_kept_outside(store: Store) -> None:
    assert store.anchor().standing == "none"
    *_, last = append(store, entry(), entry(1))
    head = store.anchor().head
    assert head
    assert (head.workstation, head.count, head.hash) == (last.workstation, 2, last.hash)


def test_pages_are_the_newest_first_and_go_on_where_they_ended(store: Store) -> None:
    kept = append(store, *(entry(number // 3) for number in range(25)))
    query, seen = AuditQuery(limit=7), list[AuditRow]()
    while True:
        with store.reading() as found:
            page = found.audit.page(query)
        seen += page.rows
        if page.after is None:
            break
        query = replace(query, after=page.after)
    assert seen == list(reversed(kept))


def test_filters(store: Store) -> None:
    mine, printed, theirs = append(
        store,
        entry(),
        entry(1, Deed.PRINTED, note="n2", id="n2", patient="p2"),
        replace(entry(2), who="s2"),
    )
    assert rows(store, AuditQuery(who="s2")) == (theirs,)
    assert rows(store, AuditQuery(deeds=(Deed.PRINTED, Deed.EXPORTED))) == (printed,)
    assert rows(store, AuditQuery(patient="p2")) == (printed,)
    assert rows(store, AuditQuery(note="n1")) == (theirs, mine)
    assert rows(store, AuditQuery(about="n2")) == (printed,)
    assert rows(store, AuditQuery(told="%")) == ()
    assert rows(store, AuditQuery(since=NOON + MINUTE)) == (theirs, printed)
    assert rows(store, AuditQuery(until=NOON + MINUTE)) == (mine,)
    assert rows(store, AuditQuery(note="n1", who="s1", until=NOON + MINUTE)) == (mine,)


def test_a_row_is_found_by_a_word_of_its_detail(store: Store) -> None:
    digest = "a1" * 32
    with store.writing() as found:
        found.audit.append(AuditEntry(Deed.EXPORTED, NOON, detail={"files": ["b2" * 32, digest]}))
        found.audit.append(AuditEntry(Deed.PRINTED, NOON, detail={"pages": 2}))
    (row,) = rows(store, AuditQuery(deeds=(Deed.EXPORTED,), told=digest))
    assert row.told == {"files": ["b2" * 32, digest]}
    assert rows(store, AuditQuery(deeds=(Deed.PRINTED,), told=digest)) == ()


def test_signed_notes_tell_whether_a_row_speaks_of_them(store: Store) -> None:
    signed = replace(samples.note(), status="signed", signature=samples.signature())
    with store.writing() as work:
        work.notes.save(signed, samples.SUMMARY, NOON)
        work.notes.save(samples.note("n2"), samples.SUMMARY, NOON)
        work.notes.save(replace(signed, id="n3"), samples.SUMMARY, NOON)
        told = replace(entry(0, Deed.NOTE_SIGNED), detail={"digest": "ab" * 32})
        work.audit.append(told)
        work.audit.append(entry(1, Deed.NOTE_VIEWED, note="n3", id="n3"))
    with store.reading() as found:
        seen = sorted((each.note, each.digest, each.told) for each in found.audit.signed_notes())
    assert seen == [("n1", "ab" * 32, "ab" * 32), ("n3", "ab" * 32, None)]


def test_sent_packs_without_a_row_are_named(store: Store) -> None:
    sending = Sending(by_way_of="fax", at=NOON, recorded_by="Finn", recorded_at=NOON)
    with store.writing() as work:
        work.notes.save(samples.note(), samples.SUMMARY, NOON)
        work.evidence.keep(LETTER)
        for pack_id, sent in (("k1", sending), ("k2", sending), ("k3", None)):
            work.packs.save(pack(pack_id).model_copy(update={"sent": sent}))
        work.audit.append(entry(0, Deed.PACK_SENT, id="k1"))
        work.audit.append(entry(0, Deed.PACK_MADE, id="k2"))
    with store.reading() as found:
        assert list(found.audit.sent_untold()) == ["k2"]


def raw(folder: Path) -> dbapi2.Connection:
    return connected(folder / "practice.db", KEY)


@pytest.fixture
def three_rows(practice_folder: Path) -> Path:
    opened = EmbeddedFolder(practice_folder).open(KEY)
    append(opened, entry(), entry(1), entry(2))
    opened.close()
    return practice_folder


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 's2' WHERE number = 2",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 2",
        f"REPLACE INTO audit SELECT 'x', {CONTENT} FROM audit WHERE number = 2",
    ],
)
def test_the_database_refuses_to_change_a_row(three_rows: Path, statement: str) -> None:
    connection = raw(three_rows)
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


def test_a_second_row_in_one_place_is_refused(three_rows: Path) -> None:
    connection = raw(three_rows)
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        connection.execute(f"INSERT INTO audit SELECT 'x', {CONTENT} FROM audit WHERE number = 2")
    connection.close()


def test_another_computer_begins_a_chain_of_its_own(three_rows: Path) -> None:
    (three_rows / "practice.trail").unlink()
    opened = EmbeddedFolder(three_rows).open(KEY)
    (row,) = append(opened, entry(3))
    with opened.reading() as found:
        assert sorted(head.count for head in found.audit.heads()) == [1, 3]
    assert row.number == 1
    assert opened.anchor().head == head_of(row)
    opened.close()


def test_the_computer_is_the_same_when_it_comes_back(three_rows: Path) -> None:
    opened = EmbeddedFolder(three_rows).open(KEY)
    (row,) = append(opened, entry(3))
    assert row.number == 4
    opened.close()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 2**16), bit=st.integers(0, 7))
def test_any_flipped_bit_beside_the_database_shows(three_rows: Path, place: int, bit: int) -> None:
    """But for bits that leave what is said the same: blanks, and the case of escapes."""
    file = three_rows / "practice.trail"
    content = bytearray(file.read_bytes())
    whole = EmbeddedFolder(three_rows).open(KEY)
    said = whole.anchor()
    assert said.standing == "kept"
    content[place % len(content)] ^= 1 << bit
    kept = file.read_bytes()
    file.write_bytes(content)
    try:
        assert whole.anchor().standing == "broken" or whole.anchor() == said
    finally:
        file.write_bytes(kept)
        whole.close()


def test_a_full_disk_beside_the_database_does_not_undo_a_save(three_rows: Path) -> None:
    opened = EmbeddedFolder(three_rows).open(KEY)
    (three_rows / "practice.trail").unlink()
    (three_rows / "practice.trail").mkdir()
    (row,) = append(opened, entry(3))
    assert row.number == 4
    opened.close()


def test_integrity_errors_are_ours_to_see(three_rows: Path) -> None:
    """Through the store too: a trigger is no failure of the disk."""
    opened = EmbeddedFolder(three_rows).open(KEY)
    with pytest.raises(IntegrityError, match="append-only"), opened.writing() as work:
        work.audit._connection.exec_driver_sql("DELETE FROM audit")
    opened.close()
