"""`chartproof server` and `migrate-to` from the outside: prepared, joined, moved there and back."""

import getpass
import re
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeychain

from app.cli import main
from app.crypto import Cost
from app.domain.audit import AuditQuery, Deed
from app.paths import HOME_VARIABLE
from app.services.people.access import Access
from app.storage.folder import EmbeddedFolder
from app.storage.server.server_address import ADDRESS_VARIABLE, read_address
from app.storage.server.server_login import PASSWORD_VARIABLE
from app.verbs.server import restart_words, usual_admin
from postgres_cluster import Cluster
from tests.storage import samples

PHRASE = "a phrase for these tests"
HERE = "0.0.0.0"
"""This computer, by an address that is none of loopback: so TLS is asked for."""


@pytest.fixture(autouse=True)
def no_keychain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The developer's own keychain is left alone."""
    for name in (ADDRESS_VARIABLE, PASSWORD_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeychain())  # type: ignore[no-untyped-call] # not typed there
    yield
    keyring.set_keyring(before)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer with a practice in a file, whose passphrase somebody types."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    new, _ = Access(EmbeddedFolder(tmp_path), Cost(1, 128, 1)).begin(PHRASE)
    assert new
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store = new.create()
    with store.writing() as work:
        work.patients.save(samples.patient())
    store.close()
    monkeypatch.setattr(getpass, "getpass", _phrase)
    return tmp_path


def _phrase(prompt: str = "") -> str:
    del prompt
    return PHRASE


def moves_told(folder: EmbeddedFolder) -> list[str]:
    """What the trail of a practice tells of moves, the oldest first."""
    store = Access(folder).unlock(PHRASE)
    with store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=(Deed.MOVE_BEGUN, Deed.MOVED))).rows
    store.close()
    return [row.deed for row in reversed(rows)]


def test_a_practice_moves_to_a_prepared_server_and_back(
    spare_cluster: Cluster,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["server", "check"]) == 0
    assert main(["server", "prepare", "--name", HERE, "--admin", spare_cluster.address]) == 0
    command = re.search(r"server join (\S+)", capsys.readouterr().out)
    assert command
    assert main(["server", "join", command[1]]) == 1  # somebody has to keep the password
    password = capsys.readouterr().out.splitlines()[-1]
    assert password not in (home / "settings.toml").read_text("utf-8")
    assert main(["server", "check"]) == 3
    assert "does not know the password" in capsys.readouterr().err
    monkeypatch.setenv(PASSWORD_VARIABLE, password)
    assert main(["server", "check"]) == 1
    assert "no practice on it yet" in capsys.readouterr().err

    address = re.search(r'database = "(.+)"', (home / "settings.toml").read_text("utf-8"))
    assert address
    assert main(["migrate-to", address[1]]) == 0
    assert "copied and compared: they are the same" in capsys.readouterr().out
    assert not (home / "practice.db").exists()
    assert len(list(home.glob("practice moved */practice.db"))) == 1
    assert main(["server", "check"]) == 0
    assert main(["audit", "verify"]) == 0
    assert main(["backup", "--to", str(home)]) == 3
    assert "pg_dump" in capsys.readouterr().err
    assert main(["server", "upgrade", "--admin", spare_cluster.address]) == 0

    aside = next(home.glob("practice moved */"))
    assert moves_told(EmbeddedFolder(aside)) == ["move begun"]
    assert main(["migrate-to", str(home)]) == 0
    assert main(["server", "check"]) == 0
    assert moves_told(EmbeddedFolder(home)) == ["move begun", "practice moved"] * 2
    assert "a practice of its own, in a file" in capsys.readouterr().out
    store = Access(EmbeddedFolder(home)).unlock(PHRASE)
    with store.reading() as work:
        assert work.patients.get("p1")
    store.close()
    assert main(["audit", "verify"]) == 0


def test_the_superusers_password_is_asked_for_where_no_user_of_the_system_is_let_in(
    spare_cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on Windows, where there is no socket that knows who asks."""
    asked: list[str] = []

    def type_it(prompt: str = "") -> str:
        asked.append(prompt)
        return spare_cluster.password

    monkeypatch.setattr(getpass, "getpass", type_it)
    admin = f"postgresql://postgres@127.0.0.1:{spare_cluster.port}/postgres"
    arguments = ["--admin", admin, "--database", "asked"]
    assert main(["server", "prepare", "--name", HERE, *arguments]) == 0
    assert "server join" in capsys.readouterr().out
    assert len(asked) == 1


def test_nobody_at_the_keyboard_ends_it_like_ctrl_c(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(prompt: str = "") -> str:
        raise EOFError(prompt)

    monkeypatch.setattr(getpass, "getpass", nobody)
    assert main(["migrate-to", "postgresql://me:secret@localhost/x"]) == 130
    assert "unexpected" not in capsys.readouterr().err
    assert EmbeddedFolder(home).stands()


@pytest.mark.parametrize(
    ("system", "local", "restarted"),
    [
        ("linux", "/var/run/postgresql", "systemctl"),
        ("win32", "localhost", "Services"),
        ("darwin", "localhost", "once,"),
    ],
)
def test_each_system_has_its_own_way_to_the_server_as_it_is_installed(
    system: str, local: str, restarted: str
) -> None:
    given, _ = read_address(usual_admin(system))
    assert given
    assert (given.address.host, given.address.is_local) == (local, True)
    assert restarted in restart_words(system)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["server", "join", "abcde-fghij"], "not a pairing code"),
        (["server", "join", "abcde", "fghij"], "not a pairing code"),
        (["server", "prepare", "--name", "servér"], "plain letters"),
        (["server", "prepare", "--name", "office", "--database", "a;b"], "small letters"),
        (["server", "upgrade", "--admin", "mysql://root@office/x"], "must look like"),
        (["migrate-to", "postgresql://me@office/x?sslmode=require"], "verify-full"),
        (["migrate-to", "postgresql://me@office/x?sslrootcert=/nowhere"], "is not there"),
    ],
)
def test_what_cannot_be_used_is_said(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    del home
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://office", "must look like"),
        ("postgresql://me@office:port/x", "must look like"),
        ("postgresql://me@office/x?sslmode=disable&service=other", "not known here: service"),
    ],
)
def test_an_address_that_cannot_be_used_opens_no_other_practice(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    address: str,
    said: str,
) -> None:
    """The practice in the file must not come up in its place."""
    del home
    monkeypatch.setenv(ADDRESS_VARIABLE, address)
    assert main(["server", "check"]) == 2
    assert said in capsys.readouterr().err
    assert main(["audit", "verify"]) == 2
    assert "chartproof server check" in capsys.readouterr().err


def test_a_password_in_the_settings_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = 'database = "postgresql://me:secret@localhost/x"\n'
    (home / "settings.toml").write_text(text, "utf-8")
    assert main(["server", "check"]) == 2
    said = capsys.readouterr().err
    assert "plain text" in said
    assert "secret" not in said
