"""A practice's life on a system where nobody may rename or remove a file that is open: Windows."""

import sys
from pathlib import Path

import pytest

from app.crypto import KeyRing
from app.files import write_folder_whole, write_whole
from app.settings import Settings, read_settings, write_settings
from app.storage.backup.restoring import copy_beside, restore_into
from app.storage.folder import EmbeddedFolder
from app.storage.spool import SpoolFile
from tests.storage.backing import DAY, LOOK, back_up, filled, shelf_in, unheard
from tests.storage.conftest import KEY
from tests.storage.open_files import OPEN_HERE, open_files_stay
from tests.storage.samples import NOON
from tests.storage.test_spool import unsaved

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is open is looked up there")


def test_what_is_open_is_refused_and_what_is_closed_is_not(tmp_path: Path) -> None:
    assert OPEN_HERE.is_dir()
    inside, other = tmp_path / "folder" / "file", tmp_path / "folder" / "other"
    inside.parent.mkdir()
    other.write_bytes(b"")
    with inside.open("wb"), open_files_stay():
        for act in (
            inside.unlink,
            lambda: inside.rename(tmp_path / "elsewhere"),
            lambda: other.replace(inside),
            lambda: inside.parent.rename(tmp_path / "another folder"),
        ):
            with pytest.raises(PermissionError):
                act()
    with open_files_stay():
        other.replace(inside)
        inside.parent.rename(tmp_path / "another folder")


def test_a_practice_lives_with_it(tmp_path: Path, ring: KeyRing) -> None:
    """Begun, saved, backed up, thinned out, restored aside and in place, moved away."""
    home, share = tmp_path / "home", tmp_path / "share"
    share.mkdir()
    with open_files_stay():
        EmbeddedFolder(home).create(ring, KEY).close()
        store = filled(home, notes=3)
        names = [back_up(store, share, NOON + number * DAY).name for number in range(3)]
        shelf = shelf_in(share)
        shelf.drop(names[1:2])
        store.close()
        restore_into(tmp_path / "restored", shelf.folder / names[0], KEY, LOOK, unheard)
        EmbeddedFolder(tmp_path / "restored").open(KEY).close()
        store = EmbeddedFolder(home).open(KEY)
        copy = copy_beside(home, shelf.folder / names[2], KEY, LOOK, unheard)
        store.close()
        kept = EmbeddedFolder(home).take_over(copy.database, NOON)
        copy.discard()
        EmbeddedFolder(home).open(KEY).close()
        aside = EmbeddedFolder(home).set_aside(NOON)
    assert (kept / "practice.db").exists()
    assert (aside / "practice.db").exists()
    assert {path.name for path in share.rglob("2*") if path.is_dir()} == {names[0], names[2]}
    assert not list(tmp_path.rglob("*.part"))


def test_small_files_are_replaced_with_it(tmp_path: Path) -> None:
    """Settings, what the server did not take, and what is exported."""
    with open_files_stay():
        for minutes in (5, 15):
            write_settings(tmp_path, Settings(idle_minutes=minutes))
            assert read_settings(tmp_path)[0].idle_minutes == minutes
        box = SpoolFile(tmp_path / "practice.spool", KEY)
        box.put(unsaved("n1"))
        box.put(unsaved("n1", "typed on"))
        box.drop("n1")
        for content in (b"first", b"second"):
            write_whole(tmp_path / "note.pdf", content)
            written = write_folder_whole(tmp_path, "pack", {"pack.pdf": content})
    assert written.name == "pack-2"
    assert not (tmp_path / "practice.spool").exists()
