"""Signing in on the command line: who it is, wrong passphrases, roles."""

import datetime as dt
import getpass
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import bootstrap
from app.cli import main
from app.crypto import Cost
from app.domain.audit import AuditQuery, Deed
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.errors import NotAllowed, TriesUsedUp, WrongPassphrase
from app.paths import HOME_VARIABLE
from app.services.people.access import Access
from app.storage.folder import EmbeddedFolder
from app.storage.tries import TryFile
from app.tried import Tried
from app.verbs.console import DONE, FAILED, UNREADABLE
from tests.people_practice import FIRST, OTHER

CHEAP = Cost(passes=1, memory_kib=128, lanes=1)


class Keyboard:
    """Types what was laid ready, each once; the names asked for are numbers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ready: Iterator[str] = iter(())
        monkeypatch.setattr(getpass, "getpass", self._type)
        monkeypatch.setattr("builtins.input", self._type)

    def lay_ready(self, *typed: str) -> None:
        """What is typed next."""
        self._ready = iter(typed)

    def _type(self, prompt: str = "") -> str:
        del prompt
        return next(self._ready)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice that Ada (dentist, manager) and Finn (front desk) sign in to."""
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    access = Access(EmbeddedFolder(folder), CHEAP)
    new, _ = access.begin(FIRST)
    assert new
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store = new.create()
    with store.writing() as found:
        for person, role, more in (
            ("ada", StaffRole.DENTIST, (StaffRole.MANAGER,)),
            ("finn", StaffRole.FRONT_DESK, ()),
        ):
            name = PersonName(given=person.title(), family="Testwell")
            found.staff.save(StaffMember(id=person, name=name, role=role, more_roles=more))
    store.close()
    access.keys.share_out(FIRST, {"ada": "Ada Testwell"})
    finns, _ = access.keys.new_keys("ada", FIRST, "finn", "Finn Testwell", OTHER)
    assert finns
    access.keys.keep(finns)
    return folder


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch, home: Path) -> Keyboard:
    """Somebody at the practice's computer."""
    assert home.exists()
    return Keyboard(monkeypatch)


def test_it_asks_who_and_the_history_says_so(
    keyboard: Keyboard, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyboard.lay_ready("seven", "3", "2", OTHER)  # a number, at last one of those shown
    assert main(["audit", "verify"]) == DONE
    said = capsys.readouterr().err
    assert "1  Ada Testwell" in said
    assert "2  Finn Testwell" in said
    store = bootstrap.make_access(EmbeddedFolder(home), home).unlock(FIRST, "ada")
    with store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=(Deed.SIGNED_IN, Deed.TRAIL_CHECKED))).rows
    store.close()
    assert {row.who for row in rows} == {"finn"}


def test_a_name_is_one_line_and_no_order_to_the_terminal(
    keyboard: Keyboard, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The names at the door lie in a file that nobody signs."""
    access = Access(EmbeddedFolder(home), CHEAP)
    access.keys.rename({"ada": "Ada\x1b[2J\n9  Finn\u202e Testwell"})
    keyboard.lay_ready("2", OTHER)
    assert main(["audit", "verify"]) == DONE
    said = capsys.readouterr().err
    assert [line[:3] for line in said.splitlines()] == ["1  ", "2  "]
    assert all(sign.isprintable() for line in said.splitlines() for sign in line)


def test_roles_count_here_too(
    keyboard: Keyboard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "trail.csv"
    keyboard.lay_ready("2", OTHER)
    assert main(["audit", "export", "--to", str(file)]) == FAILED
    assert NotAllowed.sentence in capsys.readouterr().err
    assert not file.exists()
    keyboard.lay_ready("1", FIRST)
    assert main(["audit", "export", "--to", str(file)]) == DONE


def test_wrong_passphrases_count_as_in_the_window(
    keyboard: Keyboard, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keyboard.lay_ready("2", FIRST)
    assert main(["audit", "verify"]) == UNREADABLE
    assert WrongPassphrase.sentence in capsys.readouterr().err
    book = TryFile(home)
    assert book.read()["finn"].wrong == 1
    book.write({"finn": Tried(10, dt.datetime.now(dt.UTC))})  # nine more
    keyboard.lay_ready("2", OTHER)
    assert main(["audit", "verify"]) == UNREADABLE
    assert TriesUsedUp.sentence in capsys.readouterr().err


def test_a_practice_is_moved_by_who_may_restore(
    keyboard: Keyboard, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has a passphrase has the key; that alone moves nobody's practice elsewhere."""
    keyboard.lay_ready(OTHER, "2", OTHER)
    assert main(["migrate-to", "postgresql://me@127.0.0.1:9/nowhere"]) == FAILED
    assert NotAllowed.sentence in capsys.readouterr().err
    keyboard.lay_ready(FIRST, "1", FIRST)
    assert main(["migrate-to", "postgresql://me@127.0.0.1:9/nowhere"]) == FAILED
    assert "server" in capsys.readouterr().err, "nobody is there; who asked was let through"
    assert (home / "practice.db").exists()


def test_who_asks_the_record_of_a_practice_signs_in(
    keyboard: Keyboard, home: Path, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger.pdf"
    stranger.write_bytes(b"words")
    keyboard.lay_ready("2", OTHER)
    assert main(["verify", "--practice", str(stranger)]) == UNREADABLE
    store = bootstrap.make_access(EmbeddedFolder(home), home).unlock(FIRST, "ada")
    with store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=(Deed.SIGNED_IN,))).rows
    store.close()
    assert [row.who for row in rows] == ["finn"]
