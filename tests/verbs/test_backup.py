"""`chartproof backup` and `restore` from the outside, on a practice of its own."""

import getpass
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from app.crypto import Cost, unwrap_with_recovery_key, wrap_with_recovery_key
from app.errors import LockedFile, MissingBackupFolder, NoBackup, TakenFolder, WrongPassphrase
from app.paths import HOME_VARIABLE
from app.services.durability.backups import SAME_DISK
from app.services.people.access import Access
from app.services.people.recovery_key import new_recovery_key, read_recovery_key
from app.storage.folder import EmbeddedFolder
from tests.storage import samples

PHRASE = "a phrase for these tests"


class Desk:
    """A computer with a practice, a share, and somebody who types."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.share = place / "home", place / "share"
        self.share.mkdir()
        self._patch = monkeypatch
        monkeypatch.setenv(HOME_VARIABLE, str(self.home))
        new, _ = Access(EmbeddedFolder(self.home), Cost(1, 128, 1)).begin(PHRASE)
        assert new
        new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
        store = new.create()
        with store.writing() as work:
            work.patients.save(samples.patient())
        store.close()
        self.recovery_key = " ".join(new.recovery_key.groups)

    def types(self, secret: str, answer: str = "") -> None:
        """What is typed when asked."""
        self._patch.setattr(getpass, "getpass", _said(secret))
        self._patch.setattr("builtins.input", _said(answer))

    def patients(self) -> int:
        """How many patients the practice has."""
        store = Access(EmbeddedFolder(self.home)).unlock(PHRASE)
        with store.reading() as work:
            found = sum(work.patients.get(each) is not None for each in ("p1", "p2"))
        store.close()
        return found

    def add_a_patient(self) -> None:
        """One more than the backups have."""
        store = Access(EmbeddedFolder(self.home)).unlock(PHRASE)
        with store.writing() as work:
            work.patients.save(samples.patient("p2"))
        store.close()


def _said(text: str) -> Callable[[str], str]:
    def said(prompt: str = "") -> str:
        del prompt
        return text

    return said


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with the passphrase typed."""
    made = Desk(tmp_path, monkeypatch)
    made.types(PHRASE)
    return made


def test_backed_up_checked_and_restored_elsewhere_with_the_recovery_key(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--to", str(desk.share)]) == 0
    assert SAME_DISK in capsys.readouterr().err, "the share of this test is no other disk"
    assert main(["backup", "check", str(desk.share)]) == 0
    assert "whole." in capsys.readouterr().out
    desk.types(desk.recovery_key.lower())
    new = tmp_path / "new"
    assert main(["restore", str(desk.share), "--into", str(new)]) == 0
    store = Access(EmbeddedFolder(new)).unlock(PHRASE)
    with store.reading() as work:
        assert work.patients.get("p1") == samples.patient().model_copy(update={"version": 1})
    store.close()
    assert main(["restore", str(desk.share), "--into", str(new)]) == 3
    assert capsys.readouterr().err.endswith(f"{TakenFolder.sentence}\n")


def test_a_backup_opens_with_the_recovery_key_of_its_day(desk: Desk, tmp_path: Path) -> None:
    assert main(["backup", "--to", str(desk.share)]) == 0
    keys, new = Access(EmbeddedFolder(desk.home)).keys, new_recovery_key()
    old, _ = read_recovery_key(desk.recovery_key)
    assert old
    ring = keys.folder.keys()
    database = unwrap_with_recovery_key(ring.by_recovery_key, old.secret, ring.practice)
    keys.put_recovery_wrap(wrap_with_recovery_key(database, new.secret, ring.practice))
    desk.types(" ".join(new.groups))
    assert main(["restore", str(desk.share), "--into", str(tmp_path / "new")]) != 0
    desk.types(desk.recovery_key)
    assert main(["restore", str(desk.share), "--into", str(tmp_path / "new")]) == 0


def test_a_flipped_bit_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    main(["backup", "--to", str(desk.share)])
    (pages,) = desk.share.rglob("*.pages")
    content = bytearray(pages.read_bytes())
    content[len(content) // 3] ^= 1
    pages.write_bytes(content)
    assert main(["backup", "check", str(desk.share)]) == 1
    assert "damaged" in capsys.readouterr().out


def test_in_place_after_a_yes_and_not_before(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["backup", "--to", str(desk.share)])
    desk.add_a_patient()
    desk.types(PHRASE, answer="no")
    assert main(["restore", str(desk.share), "--here"]) == 1
    assert "patients: 1 only here, 0 only in the backup, 0 differ" in capsys.readouterr().out
    assert desk.patients() == 2
    desk.types(PHRASE, answer="yes")
    assert main(["restore", str(desk.share), "--here"]) == 0
    assert desk.patients() == 1
    assert len(list(desk.home.glob("practice before *"))) == 1
    assert main(["audit", "verify"]) == 0  # an older database, but by a restore
    main(["backup", "--to", str(desk.share)])
    assert main(["audit", "verify"]) == 0


@pytest.mark.parametrize("damage", ["damaged", "missing"])
def test_in_place_of_a_practice_that_cannot_be_read(desk: Desk, damage: str) -> None:
    main(["backup", "--to", str(desk.share)])
    database = desk.home / "practice.db"
    if damage == "missing":
        database.unlink()
    else:
        database.write_bytes(bytes(10_000))
    desk.types(PHRASE, answer="yes")
    assert main(["restore", str(desk.share), "--here"]) == 0
    assert desk.patients() == 1


def test_refused_while_a_window_has_it_open(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    main(["backup", "--to", str(desk.share)])
    store = Access(EmbeddedFolder(desk.home)).unlock(PHRASE)
    capsys.readouterr()
    for command in (["backup", "--to", str(desk.share)], ["restore", str(desk.share), "--here"]):
        assert main(command) == 3
        assert capsys.readouterr().err == f"{LockedFile.sentence}\n"
    store.close()


def test_what_is_not_there_or_not_right_is_one_sentence(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--to", str(tmp_path / "gone")]) == 3
    assert capsys.readouterr().err == f"{MissingBackupFolder.sentence}\n"
    assert main(["backup", "check", str(desk.share)]) == 3
    assert capsys.readouterr().err == f"{NoBackup.sentence}\n"
    main(["backup", "--to", str(desk.share)])
    capsys.readouterr()
    desk.types("not the passphrase")
    assert main(["backup", "check", str(desk.share)]) == 3
    assert capsys.readouterr().err == f"{WrongPassphrase.sentence}\n"
    assert main(["backup"]) == 2
