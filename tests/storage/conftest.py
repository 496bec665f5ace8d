"""The stores under test: the fake in memory, the real encrypted file, a server; each made anew."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.crypto import Cost, KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.services.ports.store import Store
from app.storage.folder import EmbeddedFolder
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_store import ServerStore
from tests.storage import samples
from tests.storage.fakes import MemoryStore

TEST_COST = Cost(passes=1, memory_kib=128, lanes=1)
KEY = Secret(bytes(range(32)))


@pytest.fixture(scope="session")
def ring() -> KeyRing:
    """Wrapped keys of a practice; the passphrase is "a sample passphrase"."""
    return KeyRing(
        "test-practice",
        wrap_with_passphrase(KEY, "a sample passphrase", "test-practice", TEST_COST),
        wrap_with_recovery_key(KEY, Secret(b"recovery"), "test-practice"),
    )


@pytest.fixture(scope="session")
def empty_practice(tmp_path_factory: pytest.TempPathFactory, ring: KeyRing) -> Path:
    """A folder with an empty practice, to copy."""
    folder = tmp_path_factory.mktemp("empty") / "practice"
    EmbeddedFolder(folder).create(ring, KEY).close()
    return folder


@pytest.fixture
def practice_folder(tmp_path: Path, empty_practice: Path) -> Path:
    """A folder with an empty practice of its own."""
    folder = tmp_path / "practice"
    shutil.copytree(empty_practice, folder)
    return folder


@pytest.fixture
def server_practice(tmp_path: Path, server_login: ServerLogin) -> ServerPractice:
    """A database of its own on a server, with no practice in it yet."""
    return ServerPractice(tmp_path / "workstation", lambda: server_login)


@pytest.fixture
def opened(server_practice: ServerPractice, ring: KeyRing) -> Iterator[ServerStore]:
    """A store on a server, empty."""
    store = server_practice.create(ring, KEY)
    yield store
    store.close()


@pytest.fixture
def second(tmp_path: Path, server_login: ServerLogin, opened: ServerStore) -> Iterator[ServerStore]:
    """Another workstation on the practice that `opened` made."""
    del opened
    store = ServerPractice(tmp_path / "second", lambda: server_login).open(KEY)
    yield store
    store.close()


@pytest.fixture(params=["memory", "sqlcipher", "postgresql"])
def store(request: pytest.FixtureRequest, ring: KeyRing) -> Iterator[Store]:
    """An open store with one patient and one dentist."""
    opened: Store
    if request.param == "memory":
        opened = MemoryStore()
    elif request.param == "postgresql":
        opened = request.getfixturevalue("server_practice").create(ring, KEY)
    else:
        opened = EmbeddedFolder(request.getfixturevalue("practice_folder")).open(KEY)
    with opened.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
    yield opened
    opened.close()
