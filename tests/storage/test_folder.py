"""The practice folder: one program at a time, and its own sentence for each thing gone wrong."""

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.crypto import Cost, KeyRing, OpenedKeys, Secret, wrap_for_person
from app.domain.notes.note import Content
from app.errors import (
    DamagedFile,
    DamagedKeyFile,
    Failure,
    LockedFile,
    MissingKeyFile,
    MissingPracticeFile,
    NewerKeyFile,
    NewerSchema,
    PracticeExists,
)
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY

OTHER_KEY = Secret(bytes(32))


def fill(folder: Path, notes: int = 40) -> None:
    """Some notes in the file, all folded into it."""
    store = EmbeddedFolder(folder).open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        for number in range(notes):
            work.notes.save(samples.note(f"n{number}"), SUMMARY, NOON)
    store.close()


def test_an_empty_folder_is_a_first_start(tmp_path: Path) -> None:
    assert not EmbeddedFolder(tmp_path).stands()
    assert not EmbeddedFolder(tmp_path / "not" / "there").stands()


def test_a_new_practice_opens_again(tmp_path: Path, ring: KeyRing) -> None:
    folder = EmbeddedFolder(tmp_path / "Ablage für Ärzte" / "100%")
    store = folder.create(ring, KEY)
    with store.writing() as work:
        work.practice.save(samples.practice())
    store.close()
    assert folder.stands()
    assert folder.keys() == ring
    store = folder.open(KEY)
    with store.reading() as work:
        assert work.practice.get().name == "Sample Dental Office"
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes; the profile is private")
def test_files_and_folder_are_for_their_owner_alone(tmp_path: Path, ring: KeyRing) -> None:
    place = tmp_path / "new"
    store = EmbeddedFolder(place).create(ring, KEY)
    with store.writing() as work:
        work.practice.save(samples.practice())
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in place.iterdir()}
    store.close()
    names = ("db", "db-wal", "db-shm", "keys", "lock")
    assert modes == {f"practice.{name}": 0o600 for name in names}
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_closed_practice_is_two_files_and_a_lock(practice_folder: Path) -> None:
    fill(practice_folder)
    names = {file.name for file in practice_folder.iterdir()}
    # Where nobody can have it open (Windows), the library takes the lock away with its hold.
    lock = set[str]() if sys.platform == "win32" else {"practice.lock"}
    assert names == {"practice.db", "practice.keys", *lock}


def test_a_first_start_never_overwrites_a_practice(practice_folder: Path, ring: KeyRing) -> None:
    before = (practice_folder / "practice.db").read_bytes()
    with pytest.raises(PracticeExists):
        EmbeddedFolder(practice_folder).create(ring, OTHER_KEY)
    assert (practice_folder / "practice.db").read_bytes() == before


def test_a_lost_key_file_is_named_and_nothing_overwritten(
    practice_folder: Path, ring: KeyRing
) -> None:
    (practice_folder / "practice.keys").unlink()
    folder = EmbeddedFolder(practice_folder)
    for attempt in (folder.stands, folder.keys, lambda: folder.create(ring, OTHER_KEY)):
        with pytest.raises(MissingKeyFile):
            attempt()
    assert not (practice_folder / "practice.keys").exists()


def test_a_lost_database_is_named(practice_folder: Path) -> None:
    (practice_folder / "practice.db").unlink()
    with pytest.raises(MissingPracticeFile):
        EmbeddedFolder(practice_folder).stands()


def test_a_first_start_cut_off_before_the_keys_begins_anew(tmp_path: Path, ring: KeyRing) -> None:
    (tmp_path / "practice.new").write_bytes(b"half a database")
    (tmp_path / "practice.new-wal").write_bytes(b"half a log")
    folder = EmbeddedFolder(tmp_path)
    assert not folder.stands()
    folder.create(ring, KEY).close()
    folder.open(KEY).close()


def test_a_first_start_cut_off_after_the_keys_is_finished(practice_folder: Path) -> None:
    fill(practice_folder)
    (practice_folder / "practice.db").rename(practice_folder / "practice.new")
    folder = EmbeddedFolder(practice_folder)
    assert folder.stands()
    store = folder.open(KEY)
    with store.reading() as work:
        assert work.notes.get("n39")
    store.close()
    assert not (practice_folder / "practice.new").exists()


def test_a_second_program_is_told(practice_folder: Path) -> None:
    store = EmbeddedFolder(practice_folder).open(KEY)
    code = (
        "import sys; from pathlib import Path\n"
        "from app.crypto import Secret; from app.errors import Failure\n"
        "from app.storage.folder import EmbeddedFolder\n"
        "try: EmbeddedFolder(Path(sys.argv[1])).open(Secret(bytes(range(32))))\n"
        "except Failure as failure: print(failure)\n"
    )
    command = [sys.executable, "-c", code, str(practice_folder)]
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    assert second.stdout.strip() == LockedFile.sentence
    store.close()
    third = subprocess.run(command, capture_output=True, text=True, check=True)
    assert third.stdout == ""


def test_a_second_store_in_the_same_program_is_told(practice_folder: Path) -> None:
    folder = EmbeddedFolder(practice_folder)
    store = folder.open(KEY)
    with pytest.raises(LockedFile):
        folder.open(KEY)
    store.close()
    folder.open(KEY).close()


def test_a_refused_opening_lets_go_of_the_lock_and_prints_nothing(
    practice_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = EmbeddedFolder(practice_folder)
    with pytest.raises(DamagedFile):
        folder.open(OTHER_KEY)
    folder.open(KEY).close()
    assert capfd.readouterr() == ("", "")


def spoil(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def spoiled(file: Path) -> None:
        file.write_bytes(change(file.read_bytes()))

    return spoiled


PAGE = 4096
DAMAGE = {
    "truncated in a page": spoil(lambda b: b[: len(b) // 2 + 100]),
    "truncated at a page": spoil(lambda b: b[: len(b) // PAGE // 2 * PAGE]),
    "one page left": spoil(lambda b: b[:PAGE]),
    "garbled first page": spoil(lambda b: bytes(PAGE) + b[PAGE:]),
    "another file": spoil(lambda b: b"%PDF-1.7\n" * (len(b) // 9)),
    "a few bytes": spoil(lambda b: b[:100]),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_is_named_and_left_alone(practice_folder: Path, how: str) -> None:
    fill(practice_folder)
    file = practice_folder / "practice.db"
    DAMAGE[how](file)
    before = file.read_bytes()
    with pytest.raises(DamagedFile):
        EmbeddedFolder(practice_folder).open(KEY)
    assert file.read_bytes() == before


@pytest.mark.parametrize("part", range(9))
def test_a_flipped_bit_is_never_read_as_truth(practice_folder: Path, part: int) -> None:
    fill(practice_folder)
    file = practice_folder / "practice.db"
    content = bytearray(file.read_bytes())
    content[len(content) * part // 9] ^= 1
    file.write_bytes(content)
    assert damaged_pages(file) != []
    with suppress(DamagedFile):
        assert all_contents(practice_folder) == [samples.content()] * 40


def all_contents(folder: Path) -> list[Content]:
    """What the notes of `fill` say. Raises DamagedFile."""
    store = EmbeddedFolder(folder).open(KEY)
    try:
        with store.reading() as work:
            return [note.content for note in work.notes.of_patient("p1")]
    finally:
        store.close()


def damaged_pages(file: Path) -> list[str]:
    """What SQLCipher's own check of every page finds; a damaged schema keeps it from starting."""
    try:
        raw = connected(file, KEY)
    except dbapi2.DatabaseError as error:
        return [str(error)]
    try:
        return [text for (text,) in raw.execute("PRAGMA cipher_integrity_check")]
    finally:
        raw.close()


def test_a_file_from_a_newer_version_is_named_and_left_alone(practice_folder: Path) -> None:
    file = practice_folder / "practice.db"
    raw = connected(file, KEY)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = file.read_bytes()
    with pytest.raises(NewerSchema):
        EmbeddedFolder(practice_folder).open(KEY)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "failure"),
    [
        ("}", "", DamagedKeyFile),
        ("{", "[" * 100_000, DamagedKeyFile),
        ("chartproof keys", "others", DamagedKeyFile),
        ('"recovery key"', '"passphrase"', DamagedKeyFile),
        ('"recovery key"', '"fingerprint"', DamagedKeyFile),
        ('"passes": 1', '"passes": 100000', DamagedKeyFile),
        ('"lanes": 1', '"lanes": 0', DamagedKeyFile),
        ('"nonce": "', '"nonce": "AAAA', DamagedKeyFile),
        ('"practice": "test-practice"', '"practice": ""', DamagedKeyFile),
        ('"version": 2', '"version": 3', NewerKeyFile),
        ('"version": 2', '"version": 3, "more": []', NewerKeyFile),
    ],
)
def test_a_key_file_that_cannot_be_read_is_named(
    practice_folder: Path, old: str, new: str, failure: type[Failure]
) -> None:
    file = practice_folder / "practice.keys"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    with pytest.raises(failure):
        EmbeddedFolder(practice_folder).keys()


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe\x00", b"null"])
def test_a_key_file_that_is_something_else_is_damaged(
    practice_folder: Path, content: bytes
) -> None:
    (practice_folder / "practice.keys").write_bytes(content)
    with pytest.raises(DamagedKeyFile):
        EmbeddedFolder(practice_folder).keys()


def test_replaced_keys_take_the_place_of_the_old(practice_folder: Path, ring: KeyRing) -> None:
    folder = EmbeddedFolder(practice_folder)
    other = KeyRing("another", ring.by_passphrase, ring.by_recovery_key)
    folder.replace_keys(other)
    assert folder.keys() == other
    assert {file.name for file in practice_folder.iterdir()} >= {"practice.db", "practice.keys"}
    assert not list(practice_folder.glob("*.part"))


def test_everybody_with_a_passphrase_is_in_the_key_file(
    practice_folder: Path, ring: KeyRing
) -> None:
    folder = EmbeddedFolder(practice_folder)
    keys = OpenedKeys(Secret(bytes(32)), Secret(bytes(range(32))))
    people = tuple(
        wrap_for_person(keys, who, name, "a sample passphrase", ring.practice, Cost(1, 128, 1))
        for who, name in (("ada", "Ada Samplemann"), ("z", "आशा Testwell"))
    )
    kept = replace(ring, by_passphrase=None, people=people)
    folder.replace_keys(kept)
    assert folder.keys() == kept


def test_a_key_file_of_version_1_is_read(practice_folder: Path, ring: KeyRing) -> None:
    file = practice_folder / "practice.keys"
    older = json.loads(file.read_text())
    older["version"] = 1
    del older["people"]
    file.write_text(json.dumps(older))
    assert EmbeddedFolder(practice_folder).keys() == ring
