"""The stores under test: the fake in memory and the real encrypted file, each made anew."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.crypto import Cost, KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.services.ports import Store
from app.storage.folder import EmbeddedFolder
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


@pytest.fixture(params=["memory", "sqlcipher"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An open store with one patient and one dentist."""
    opened: Store
    if request.param == "memory":
        opened = MemoryStore()
    else:
        opened = EmbeddedFolder(request.getfixturevalue("practice_folder")).open(KEY)
    with opened.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
    yield opened
    opened.close()
