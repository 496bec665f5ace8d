"""Backups of a real practice: whole, once for each block, and every changed byte noticed."""

import random
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.audit import About, Deed
from app.domain.backup import Progress, Report
from app.errors import BackupUnderWay, DamagedBackup, MissingBackupFolder, NewerBackup
from app.services.seals.signing import digest
from app.services.trail import Trail
from app.storage.backup.backup_blocks import BLOCK_BYTES
from app.storage.backup.restoring import restore_into
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from app.storage.unit_of_work import SqlStore
from tests.storage import samples
from tests.storage.backing import (
    DAY,
    LOOK,
    back_up,
    contents_below,
    filled,
    scan,
    shelf_in,
    size_below,
    unheard,
)
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder that somebody chose for backups."""
    folder = tmp_path / "Sicherung für 100%"
    folder.mkdir()
    return folder


def test_what_is_restored_is_what_was_backed_up(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    store, letter = filled(practice_folder), scan(3_000_000)
    with store.writing() as work:
        kept = work.evidence.keep(letter)
    made = back_up(store, share)
    assert made.facts.is_good
    assert made.facts.counts["notes"] == 40
    with store.reading() as work:
        notes = work.notes.of_patient("p1")
    store.close()
    shutil.rmtree(practice_folder)
    copy = restore_into(tmp_path / "new", shelf_in(share).folder / made.name, KEY, LOOK, unheard)
    assert copy.problems == ()
    restored = EmbeddedFolder(tmp_path / "new")
    assert restored.keys().practice == "test-practice"
    store = restored.open(KEY)
    with store.reading() as work:
        assert work.notes.of_patient("p1") == notes
        assert work.evidence.read(kept) == letter
    store.close()


def test_what_is_not_folded_into_the_file_yet_is_in_the_backup(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    store = filled(practice_folder, notes=1)
    assert (practice_folder / "practice.db-wal").stat().st_size > 0
    made = back_up(store, share)
    restore_into(tmp_path / "new", shelf_in(share).folder / made.name, KEY, LOOK, unheard)
    copy = EmbeddedFolder(tmp_path / "new").open(KEY)
    with copy.reading() as work:
        assert work.notes.get("n0")
    copy.close()
    store.close()


def test_fifty_megabytes_of_documents_are_copied_once(practice_folder: Path, share: Path) -> None:
    store = filled(practice_folder)
    with store.writing() as work:
        work.evidence.keep(scan(50_000_000))
    first = back_up(store, share)
    assert first.facts.written > 50_000_000
    for day in range(1, 4):
        with store.writing() as work:
            work.notes.save(samples.note(f"later{day}"), SUMMARY, NOON)
        made = back_up(store, share, NOON + day * DAY)
        assert made.facts.size > 50_000_000
        assert made.facts.written < 1_000_000
    assert size_below(share) < 54_000_000
    store.close()


def test_people_save_and_read_while_a_backup_is_made(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    store = filled(practice_folder)
    with store.writing() as work:
        work.evidence.keep(scan(20_000_000))
    saved: list[int] = []

    def save(progress: Progress) -> None:
        """What somebody types at each report, from a thread of its own."""
        del progress
        typist = threading.Thread(target=type_on, args=(store, saved))
        typist.start()
        typist.join()

    room = store.backups_in(share)
    made = room.make(NOON, None, LOOK, save)
    assert len(saved) > 5
    assert made.facts.is_good
    with store.reading() as work:
        assert all(work.notes.get(f"typed{number}") for number in saved)
    store.close()
    restore_into(tmp_path / "new", shelf_in(share).folder / made.name, KEY, LOOK, unheard)
    EmbeddedFolder(practice_folder).open(KEY).close()
    assert LOOK(practice_folder / "practice.db", KEY, counts_in(practice_folder), unheard) == ()


def type_on(store: SqlStore, saved: list[int]) -> None:
    with store.writing() as work:
        work.notes.save(samples.note(f"typed{len(saved)}"), SUMMARY, NOON)
    with store.reading() as work:
        assert work.notes.get(f"typed{len(saved)}")
    saved.append(len(saved))


def counts_in(home: Path) -> dict[str, int]:
    raw = connected(home / "practice.db", KEY)
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    counts = {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
    raw.close()
    return counts


def checked(share: Path, name: str, tmp_path: Path) -> None:
    """Read, open and look through a backup. Raises what is wrong with it."""
    apart = tmp_path / "apart"
    try:
        restore_into(apart, shelf_in(share).folder / name, KEY, LOOK, unheard)
    finally:
        shutil.rmtree(apart, ignore_errors=True)


@pytest.mark.parametrize("file", ["manifest.json", "blocks.txt", "practice.keys", ".pages"])
@pytest.mark.parametrize("part", range(5))
def test_a_flipped_bit_anywhere_is_noticed(
    practice_folder: Path, share: Path, tmp_path: Path, file: str, part: int
) -> None:
    store = filled(practice_folder)
    made = back_up(store, share)
    store.close()
    (found,) = (path for path in share.rglob("*") if path.name.endswith(file))
    content = bytearray(found.read_bytes())
    place = random.randrange(len(content) * part // 5, len(content) * (part + 1) // 5)
    content[place] ^= 1 << random.randrange(8)
    found.write_bytes(content)
    with pytest.raises((DamagedBackup, NewerBackup)):
        checked(share, made.name, tmp_path)


def test_a_blank_that_became_another_blank_is_noticed(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    store = filled(practice_folder, notes=1)
    made = back_up(store, share)
    store.close()
    manifest = shelf_in(share).folder / made.name / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"\n ", b"\n\t", 1))
    with pytest.raises(DamagedBackup):
        checked(share, made.name, tmp_path)


@pytest.mark.parametrize("file", ["manifest.json", "blocks.txt", "practice.keys", ".pages"])
def test_a_file_that_is_gone_is_noticed(
    practice_folder: Path, share: Path, tmp_path: Path, file: str
) -> None:
    store = filled(practice_folder, notes=1)
    made = back_up(store, share)
    store.close()
    (found,) = (path for path in share.rglob("*") if path.name.endswith(file))
    found.unlink()
    with pytest.raises(DamagedBackup):
        checked(share, made.name, tmp_path)


def test_a_backup_after_a_damaged_one_stands_on_its_own(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    store = filled(practice_folder)
    first = back_up(store, share)
    pages = shelf_in(share).pages / f"{first.name}.pages"
    content = bytearray(pages.read_bytes())
    content[BLOCK_BYTES + 5] ^= 4
    pages.write_bytes(content)
    second = back_up(store, share, NOON + DAY)
    store.close()
    assert second.facts.written == second.facts.size
    checked(share, second.name, tmp_path)
    with pytest.raises(DamagedBackup):
        checked(share, first.name, tmp_path)


def test_a_changed_signed_note_is_said_and_does_not_count_as_good(
    practice_folder: Path, share: Path
) -> None:
    store = filled(practice_folder, notes=1)
    before = back_up(store, share)
    signed = samples.signed_before_keys("s1")
    with store.writing() as work:
        work.notes.save(signed, SUMMARY, NOON)
        work.notes.save(replace(signed, id="s2"), SUMMARY, NOON)
        for note_id in ("s1", "s2"):
            about = About("note", note_id, note=note_id)
            told = digest(signed)
            Trail(lambda: NOON).add(work, Deed.SIGNED_BEFORE, about, digest=told)
    made = back_up(store, share, NOON + DAY)
    store.close()
    assert made.facts.problems == ("1 signed note does not match what was signed.",)
    kept, damaged = shelf_in(share).kept()
    assert [each.name for each in kept if each.facts.is_good] == [before.name]
    assert damaged == ()


def test_a_damaged_document_is_said(practice_folder: Path, share: Path) -> None:
    store = filled(practice_folder, notes=1)
    with store.writing() as work:
        work.evidence.keep(b"a letter")
        work.evidence.keep(b"another letter")
    store.close()
    raw = connected(practice_folder / "practice.db", KEY)
    raw.execute("UPDATE evidence_chunks SET sealed = zeroblob(40) WHERE rowid = 1")
    raw.close()
    store = EmbeddedFolder(practice_folder).open(KEY)
    made = back_up(store, share)
    store.close()
    assert made.facts.problems == ("1 document does not match what was taken in.",)


def test_stopped_at_any_report_nothing_is_left(practice_folder: Path, share: Path) -> None:
    class StoppedError(Exception):
        pass

    store = filled(practice_folder)
    with store.writing() as work:
        work.evidence.keep(scan(9_000_000))
    back_up(store, share)
    before = contents_below(share), sorted(practice_folder.rglob("*"))
    with store.writing() as work:
        work.evidence.keep(scan(9_000_000))

    def stop_at(last: int) -> Report:
        heard = iter(range(1, last))

        def report(progress: Progress) -> None:
            del progress
            if next(heard, None) is None:
                raise StoppedError

        return report

    for last in range(1, 12):
        with pytest.raises(StoppedError):
            store.backups_in(share).make(NOON + DAY, None, LOOK, stop_at(last))
        assert (contents_below(share), sorted(practice_folder.rglob("*"))) == before
    store.close()


def test_two_programs_take_turns(practice_folder: Path, share: Path) -> None:
    store = filled(practice_folder, notes=1)
    with shelf_in(share).alone(), pytest.raises(BackupUnderWay):
        back_up(store, share)
    back_up(store, share)
    store.close()


def test_a_folder_that_is_not_there_is_named(practice_folder: Path, share: Path) -> None:
    store = filled(practice_folder, notes=1)
    with pytest.raises(MissingBackupFolder):
        back_up(store, share / "gone")
    store.close()


def test_two_backups_in_one_second_stand_apart(practice_folder: Path, share: Path) -> None:
    store = filled(practice_folder, notes=1)
    names = {store.backups_in(share).make(NOON, None, LOOK, unheard).name for _ in range(3)}
    store.close()
    assert names == {"2026-11-22_120000", "2026-11-22_120000-2", "2026-11-22_120000-3"}


def test_dropping_keeps_what_others_rest_on(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    store = filled(practice_folder)
    made = []
    for day in range(4):
        with store.writing() as work:
            work.evidence.keep(scan(2_000_000))
        made.append(back_up(store, share, NOON + day * DAY).name)
    shelf_in(share).drop(made[:3])
    checked(share, made[3], tmp_path)
    for day in range(4, 20):
        with store.writing() as work:
            work.notes.save(samples.note(f"day{day}"), SUMMARY, NOON)
        last = back_up(store, share, NOON + day * DAY)
    store.close()
    checked(share, last.name, tmp_path)
    assert size_below(share) < 2 * last.facts.size + 3_000_000


def test_what_somebody_put_there_stays(practice_folder: Path, share: Path) -> None:
    store = filled(practice_folder, notes=1)
    first, second = (back_up(store, share, NOON + day * DAY) for day in range(2))
    shelf = shelf_in(share).folder
    shutil.copytree(shelf / first.name, shelf / "before the move")
    (shelf / "read me.txt").write_text("ours")
    (share / "vacation.jpg").write_bytes(b"picture")
    for day in range(2, 30):
        back_up(store, share, NOON + day * DAY)
    store.close()
    assert not (shelf / second.name).exists()  # the first is the newest of its week
    assert (shelf / "before the move" / "manifest.json").exists()
    assert (shelf / "read me.txt").exists()
    assert (share / "vacation.jpg").exists()
    assert len([each for each in shelf.iterdir() if each.name.startswith("2026")]) < 22


def test_nothing_is_cleared_away_while_a_backup_cannot_be_read(
    practice_folder: Path, share: Path
) -> None:
    store = filled(practice_folder, notes=1)
    first, second = back_up(store, share), back_up(store, share, NOON + DAY)
    shelf = shelf_in(share)
    (shelf.folder / first.name / "manifest.json").write_bytes(b"{}")
    before = set(shelf.pages.iterdir())
    shelf.drop([second.name])
    store.close()
    assert shelf.kept() == ((), (first.name,))
    assert set(shelf.pages.iterdir()) == before


def test_no_name_in_the_clear(practice_folder: Path, share: Path) -> None:
    store = filled(practice_folder)
    with store.writing() as work:
        work.evidence.keep(b"Dear Marisol Testwell, " * 10_000)
    back_up(store, share)
    store.close()
    for name, content in contents_below(share).items():
        assert b"testwell" not in content.lower(), name
        assert "testwell" not in name.lower()
