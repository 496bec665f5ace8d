"""Evidence: kept whole, kept once, and never handed out when a bit of it is not as it was."""

import hashlib
from pathlib import Path

import pytest

from app.errors import DamagedDocument, MissingDocument
from app.services.ports.store import Store
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from tests.storage.conftest import KEY

MIB = 1024 * 1024


def some_bytes(count: int) -> bytes:
    """Bytes that differ from chunk to chunk."""
    return b"".join(i.to_bytes(4, "big") for i in range(count // 4 + 1))[:count]


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + MIB // 2])
def test_bytes_come_back(store: Store, size: int) -> None:
    content = some_bytes(size)
    with store.writing() as work:
        sha256 = work.evidence.keep(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    with store.reading() as work:
        assert work.evidence.read(sha256) == content


def test_evidence_nobody_kept_is_missing(store: Store) -> None:
    with pytest.raises(MissingDocument), store.reading() as work:
        work.evidence.read("00" * 32)


def rows(folder: Path) -> list[tuple[str, int, int]]:
    """The chunks in the file: hash, place, length."""
    with_key = connected(folder / "practice.db", KEY)
    try:
        query = "SELECT sha256, place, length(sealed) FROM evidence_chunks ORDER BY sha256, place"
        return list(with_key.execute(query))
    finally:
        with_key.close()


def test_chunks_are_small_and_the_same_bytes_are_kept_once(practice_folder: Path) -> None:
    content = some_bytes(3 * MIB + MIB // 2)
    store = EmbeddedFolder(practice_folder).open(KEY)
    for _ in range(2):
        with store.writing() as work:
            sha256 = work.evidence.keep(content)
    store.close()
    sealing = 12 + 16  # nonce and tag
    lengths = [MIB + sealing] * 3 + [MIB // 2 + sealing]
    assert rows(practice_folder) == [(sha256, i, n) for i, n in enumerate(lengths)]


# What goes wrong inside the file, in SQL.
SPOILT = {
    "a flipped bit": ["UPDATE evidence_chunks SET sealed = flipped(sealed) WHERE place = 1"],
    "a lost last chunk": ["DELETE FROM evidence_chunks WHERE place = 2"],
    "a lost first chunk": ["DELETE FROM evidence_chunks WHERE place = 0"],
    "all chunks lost": ["DELETE FROM evidence_chunks"],
    "an emptied chunk": ["UPDATE evidence_chunks SET sealed = x''"],
    "two chunks swapped": [
        "UPDATE evidence_chunks SET place = 9 WHERE place = 0",
        "UPDATE evidence_chunks SET place = 0 WHERE place = 1",
        "UPDATE evidence_chunks SET place = 1 WHERE place = 9",
    ],
}


def flipped(sealed: bytes) -> bytes:
    return sealed[:500] + bytes([sealed[500] ^ 1]) + sealed[501:]


@pytest.mark.parametrize("how", SPOILT)
def test_damage_is_noticed_and_mended_by_attaching_again(practice_folder: Path, how: str) -> None:
    content = some_bytes(2 * MIB + 5)
    folder = EmbeddedFolder(practice_folder)
    store = folder.open(KEY)
    with store.writing() as work:
        sha256 = work.evidence.keep(content)
    store.close()
    raw = connected(practice_folder / "practice.db", KEY)
    raw.create_function("flipped", 1, flipped)
    for statement in SPOILT[how]:
        raw.execute(statement)
    raw.close()
    store = folder.open(KEY)
    with pytest.raises(DamagedDocument), store.reading() as work:
        work.evidence.read(sha256)
    with store.writing() as work:
        assert work.evidence.keep(content) == sha256
    with store.reading() as work:
        assert work.evidence.read(sha256) == content
    store.close()
