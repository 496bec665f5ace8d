"""Whatever is done to the trail behind the program's back shows: in the check, and at the start."""

import datetime as dt
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.domain.audit import About, AuditEntry, AuditQuery, Deed
from app.errors import DamagedFile
from app.services.audit.trail_check import TrailReport, check_trail
from app.services.audit.trail_start import Misfit, begin_trail
from app.services.trail import Trail
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from app.storage.tables import audit
from tests.storage.backing import back_up
from tests.storage.conftest import KEY
from tests.storage.samples import NOON

ROWS = 40
COLUMNS = [column.name for column in audit.c]
TRIGGERS = ("audit_is_not_changed", "audit_is_not_deleted", "audit_is_not_replaced")
TRAIL = Trail(lambda: NOON, "s1")

Tamper = Callable[[dbapi2.Connection], object]


def entries(count: int, first: int = 0) -> list[AuditEntry]:
    about = About("note", "n1", "p1", "n1")
    return [
        AuditEntry(
            Deed.NOTE_VIEWED, NOON + dt.timedelta(seconds=first + number), "s1", about, {"at": 7}
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, empty_practice: Path) -> Path:
    """A practice with a trail, to copy."""
    folder = tmp_path_factory.mktemp("trail") / "practice"
    shutil.copytree(empty_practice, folder)
    add(folder, *entries(ROWS))
    return folder


@pytest.fixture
def practice(tmp_path: Path, kept: Path) -> Path:
    return shutil.copytree(kept, tmp_path / "trail")


def copied(folder: Path, target: Path) -> Path:
    """A fresh copy in place of the last one."""
    shutil.rmtree(target, ignore_errors=True)
    return shutil.copytree(folder, target)


def add(folder: Path, *more: AuditEntry) -> None:
    store = EmbeddedFolder(folder).open(KEY)
    with closing(store), store.writing() as work:
        for entry in more:
            work.audit.append(entry)


def tamper(folder: Path, how: Tamper) -> None:
    """Change the database as somebody with its key could, past what keeps it append-only."""
    connection = connected(folder / "practice.db", KEY)
    for trigger in TRIGGERS:
        connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    connection.execute("DROP INDEX IF EXISTS ix_audit_workstation_number")
    how(connection)
    connection.close()


def check(folder: Path) -> TrailReport:
    store = EmbeddedFolder(folder).open(KEY)
    try:
        return check_trail(store)
    finally:
        store.close()


def start(folder: Path, trail: Trail = TRAIL) -> Misfit | None:
    """What the next start finds."""
    store = EmbeddedFolder(folder).open(KEY)
    anchor = store.anchor()
    with store.writing() as work:
        misfit = begin_trail(work, anchor, trail)
    store.close()
    return misfit


def flip(row: int, column: str, byte: int, bit: int) -> Tamper:
    """Flip one bit of one value as it is stored, the next one where that is another row's id."""

    def how(connection: dbapi2.Connection) -> object:
        where = "WHERE number = ?"
        (value,) = connection.execute(f"SELECT {column} FROM audit {where}", (row,)).fetchone()
        if isinstance(value, int):
            return connection.execute(
                f"UPDATE audit SET {column} = ? {where}", (value ^ 1 << bit, row)
            )
        content = bytearray(value.encode() or b"\x00")
        content[byte % len(content)] ^= 1 << bit
        try:
            return connection.execute(
                f"UPDATE audit SET {column} = CAST(? AS TEXT) {where}", (bytes(content), row)
            )
        except dbapi2.IntegrityError:
            return flip(row, column, byte, (bit + 1) % 8)(connection)

    return how


def run(statement: str) -> Tamper:
    return lambda connection: connection.execute(statement)


def test_an_untouched_trail_is_whole(practice: Path) -> None:
    report = check(practice)
    assert report.is_whole
    assert report.rows == ROWS
    assert report.sentence == f"The audit trail is whole: {ROWS} rows of 1 workstation."
    assert start(practice) is None
    assert check(practice).rows == ROWS + 1


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    row=st.integers(1, ROWS),
    column=st.sampled_from(COLUMNS),
    byte=st.integers(0, 80),
    bit=st.integers(0, 7),
)
def test_any_flipped_bit_of_any_row_is_noticed(
    tmp_path: Path, kept: Path, row: int, column: str, byte: int, bit: int
) -> None:
    practice = copied(kept, tmp_path / "flipped")
    tamper(practice, flip(row, column, byte, bit))
    assert not check(practice).is_whole


def test_one_flipped_byte_in_each_of_200_rows_is_noticed_each_time(
    practice: Path, tmp_path: Path
) -> None:
    add(practice, *entries(200 - ROWS, ROWS))
    noticed = 0
    for number in range(1, 201):
        changed = copied(practice, tmp_path / "changed")
        byte, bit = random.randrange(80), random.randrange(8)
        tamper(changed, flip(number, random.choice(COLUMNS), byte, bit))
        noticed += not check(changed).is_whole
    assert noticed == 200


@pytest.mark.parametrize(
    ("how", "number"),
    [
        pytest.param(run("DELETE FROM audit WHERE number = 7"), 7, id="deleted"),
        pytest.param(run("DELETE FROM audit WHERE number = 1"), 1, id="first deleted"),
        pytest.param(run("DELETE FROM audit WHERE number > 30"), 31, id="end cut off"),
        pytest.param(run(f"DELETE FROM audit WHERE number = {ROWS}"), ROWS, id="last deleted"),
        pytest.param(
            run("UPDATE audit SET number = number + 1 WHERE number > 20"), 21, id="moved on"
        ),
        pytest.param(
            lambda connection: [
                connection.execute("UPDATE audit SET number = -1 WHERE number = 7"),
                connection.execute("UPDATE audit SET number = 7 WHERE number = 8"),
                connection.execute("UPDATE audit SET number = 8 WHERE number = -1"),
            ],
            7,
            id="swapped",
        ),
        pytest.param(run("UPDATE audit SET who = 's2' WHERE number = 9"), 9, id="other person"),
        pytest.param(
            run("UPDATE audit SET hash = previous, previous = hash WHERE number = 9"), 9, id="hash"
        ),
    ],
)
def test_the_first_broken_row_is_named(practice: Path, how: Tamper, number: int) -> None:
    tamper(practice, how)
    report = check(practice)
    assert report.breaks[0].number == number
    assert f"Row {number} of workstation " in report.sentence


def test_a_chain_forged_anew_from_some_row_on_does_not_fit_the_anchor(practice: Path) -> None:
    """Somebody with the key may cut the end off and write another; the anchor knows better."""
    tamper(practice, run("DELETE FROM audit WHERE number > 30"))
    anchor = (practice / "practice.trail").read_bytes()
    add(practice, *entries(ROWS, 500))
    (practice / "practice.trail").write_bytes(anchor)
    report = check(practice)
    assert [each.number for each in report.breaks] == [ROWS]
    found = start(practice)
    assert found
    assert found.why == "other"


def test_all_rows_gone_is_noticed(practice: Path) -> None:
    tamper(practice, run("DELETE FROM audit"))
    assert check(practice).breaks[0].what == f"All {ROWS} rows of this computer are missing."
    found = start(practice)
    assert found
    assert found.why == "older"


def test_rows_that_moved_up_are_noticed_and_none_is_added(practice: Path) -> None:
    def renumbered(connection: dbapi2.Connection) -> None:
        connection.execute("DELETE FROM audit WHERE number = 12")
        connection.execute("UPDATE audit SET number = number - 1 WHERE number > 12")

    tamper(practice, renumbered)
    assert check(practice).breaks[0].number == 12
    with pytest.raises(DamagedFile):
        add(practice, *entries(1, ROWS))


def replace_by_older(practice: Path, kept: Path) -> None:
    """Put the older copy's database in place of the one that went on."""
    for old in practice.glob("practice.db*"):
        old.unlink()
    shutil.copy(kept / "practice.db", practice / "practice.db")


def test_an_older_database_is_noticed_and_stays_told(practice: Path, kept: Path) -> None:
    add(practice, *entries(5, ROWS))
    replace_by_older(practice, kept)
    found = start(practice)
    assert found
    assert found.why == "older"
    assert "older than what this computer last wrote" in found.sentence
    assert start(practice) is None  # said once; the row stays
    report = check(practice)
    assert [each.number for each in report.breaks] == [ROWS + 1]
    assert "older than what this computer last wrote" in report.sentence


def test_an_older_database_by_a_restore_is_no_break(practice: Path, kept: Path) -> None:
    add(practice, *entries(5, ROWS))
    replace_by_older(practice, kept)
    anchor = (practice / "practice.trail").read_bytes()
    late = NOON + dt.timedelta(days=1)
    add(practice, AuditEntry(Deed.RESTORED, late, "s1"))
    (practice / "practice.trail").write_bytes(anchor)
    assert start(practice, Trail(lambda: late, "s1")) is None
    assert check(practice).is_whole


def test_an_older_anchor_is_what_a_crash_leaves(practice: Path) -> None:
    anchor = (practice / "practice.trail").read_bytes()
    add(practice, *entries(5, ROWS))
    (practice / "practice.trail").write_bytes(anchor)
    assert check(practice).is_whole
    assert start(practice) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 100])
def test_a_damaged_anchor_is_noticed(practice: Path, content: bytes) -> None:
    (practice / "practice.trail").write_bytes(content)
    assert not check(practice).is_whole
    found = start(practice)
    assert found
    assert found.why == "broken"
    assert not check(practice).is_whole


def test_an_anchor_of_another_practice_does_not_hold(practice: Path) -> None:
    """Sealed by another key, it says nothing here."""
    from app.crypto import Secret
    from app.domain.audit import Head
    from app.storage.anchor import AnchorFile

    forged = AnchorFile(practice / "forged.trail", Secret(b"another practice's database key!"))
    forged.move(Head("5" * 32, 1, "", ""))
    (practice / "forged.trail").replace(practice / "practice.trail")
    found = start(practice)
    assert found
    assert found.why == "broken"


def test_a_computer_without_an_anchor_goes_on_and_vouches_for_what_it_found(
    practice: Path,
) -> None:
    (practice / "practice.trail").unlink()
    assert start(practice) is None
    report = check(practice)
    assert report.is_whole
    assert (report.rows, report.workstations) == (ROWS + 2, 2)
    tamper(practice, run(f"DELETE FROM audit WHERE number > 30 AND deed = '{Deed.NOTE_VIEWED}'"))
    assert not check(practice).is_whole


def test_two_walks_see_the_same_and_the_check_writes_nothing(practice: Path) -> None:
    assert check(practice) == check(practice)
    store = EmbeddedFolder(practice).open(KEY)
    with store.reading() as found:
        assert len(found.audit.page(AuditQuery(limit=ROWS + 9)).rows) == ROWS
    store.close()


@pytest.mark.slow
def test_a_hundred_thousand_rows(practice: Path) -> None:
    store = EmbeddedFolder(practice).open(KEY)
    with store.writing() as work:
        for entry in entries(100_000, ROWS):
            work.audit.append(entry)
    assert check_trail(store).rows == 100_000 + ROWS
    store.close()


def test_a_backup_of_a_broken_trail_says_so_and_does_not_count(
    practice: Path, tmp_path: Path
) -> None:
    tamper(practice, lambda db: db.execute("UPDATE audit SET who = 'x' WHERE number = 7"))
    (tmp_path / "share").mkdir()
    store = EmbeddedFolder(practice).open(KEY)
    made = back_up(store, tmp_path / "share")
    store.close()
    assert not made.facts.is_good
    assert "The audit trail is broken. Row 7 of workstation" in made.facts.problems[0]
