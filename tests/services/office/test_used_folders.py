"""Where files were opened or saved last: kept with the practice, of one person, without a name."""

import json
from pathlib import Path

import pytest

from app.domain.left_open.unfinished import FOLDERS
from app.services.notes.unfinished import Unfinished
from app.services.office.used_folders import UsedFolders
from app.services.ports.store import Store
from tests.small_guide import NOW
from tests.storage.fakes import MemoryStore


@pytest.fixture
def store() -> Store:
    return MemoryStore()


def of(store: Store, who: str = "s1") -> UsedFolders:
    return UsedFolders(Unfinished(store, who, lambda: NOW))


def test_each_kind_has_a_folder_that_outlives_the_program(store: Store, tmp_path: Path) -> None:
    scans, papers = tmp_path / "scans", tmp_path / "papers"
    scans.mkdir()
    papers.mkdir()
    used = of(store)
    used.use("documents", scans)
    used.use("papers", papers)
    assert (of(store).last("documents"), of(store).last("papers")) == (scans, papers)
    assert of(store).last("backups") is None
    assert of(store, "s2").last("documents") is None, "another person has other folders"


def test_a_folder_that_is_gone_is_none(store: Store, tmp_path: Path) -> None:
    used = of(store)
    used.use("documents", tmp_path / "a share that was unplugged")
    assert used.last("documents") is None


def test_what_cannot_be_read_is_no_folder_and_is_written_anew(store: Store, tmp_path: Path) -> None:
    unfinished = Unfinished(store, "s1", lambda: NOW)
    for spoiled in ("[]", "{", json.dumps("words")):
        unfinished.keep_text(FOLDERS, spoiled)
        assert of(store).last("documents") is None
    of(store).use("documents", tmp_path)
    assert of(store).last("documents") == tmp_path


def test_folders_are_nothing_that_somebody_left_unsaved(store: Store, tmp_path: Path) -> None:
    of(store).use("documents", tmp_path)
    assert Unfinished(store, "s1", lambda: NOW).names() == ()
