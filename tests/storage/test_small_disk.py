"""A practice on a disk of its own that is nearly full: what was kept is whole, the rest is said."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.domain.notes.note import Note
from app.domain.packs.pack import Pack
from app.errors import DiskFull, ReadOnlyFolder
from app.services.ports.store import Store
from app.storage.folder import EmbeddedFolder
from tests.packing_desk import PORTAL, PackingDesk, picture
from tests.storage.conftest import KEY

SPARE = [100_000, 180_000, 300_000, 380_000, 500_000, 700_000]
"""Bytes left: none is enough for a session, then for a pack, a document, files in a folder, all."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, empty_practice: Path) -> Path:
    """The sample practice, closed."""
    folder = tmp_path_factory.mktemp("filled") / "practice"
    shutil.copytree(empty_practice, folder)
    PackingDesk.over(EmbeddedFolder(folder).open(KEY)).office.close()
    return folder


@pytest.fixture(params=SPARE)
def small_disk(request: pytest.FixtureRequest, tmp_path: Path, filled: Path) -> Iterator[Path]:
    """A disk in memory with the practice on it and little room beside."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    size = sum(each.stat().st_size for each in filled.iterdir()) + request.param
    disk = tmp_path / "disk"
    disk.mkdir()
    made = (
        mount
        and umount
        and subprocess.run(
            [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)],
            capture_output=True,
            check=False,
        )
    )
    if not made or made.returncode:
        pytest.skip("only an administrator may make a disk in memory here")
    try:
        shutil.copytree(filled, disk / "practice")
        yield disk
    finally:
        assert umount
        subprocess.run([umount, "-l", str(disk)], check=True)


def pack_and_take_in(desk: PackingDesk, note: Note, disk: Path) -> None:
    packs = desk.office.packs
    channel = desk.office.channels.get(PORTAL.id)
    assert channel is not None
    material = packs.material(note.id)
    pack = packs.make(packs.lay_out(material, channel, packs.usual(material, channel)))
    desk.take_in(note, "Letter.jpg", picture("Dear Dr. Samplemann"))
    target = disk / "packs"
    target.mkdir(exist_ok=True)
    packs.write(pack, target)


def test_what_was_kept_is_whole_and_the_rest_is_said(small_disk: Path) -> None:
    folder = EmbeddedFolder(small_disk / "practice")
    store = folder.open(KEY)
    try:
        desk = PackingDesk.reopened(store)
    except DiskFull:
        store.close()
        return  # not even a session could be begun; the next start says the same
    note = desk.note()
    with suppress(DiskFull):
        pack_and_take_in(desk, note, small_disk)
    before = whole(store, note)
    with suppress(DiskFull):
        desk.office.close()
    store = folder.open(KEY)
    assert whole(store, note) == before
    store.close()
    for written in (small_disk / "packs").glob("[!.]*"):
        assert len(list(written.iterdir())) == len(before[0].files)


@pytest.mark.parametrize("small_disk", [700_000], indirect=True)
def test_a_disk_that_may_only_be_read_is_named_and_left_as_it_is(small_disk: Path) -> None:
    folder, mount = EmbeddedFolder(small_disk / "practice"), shutil.which("mount")
    assert mount
    subprocess.run([mount, "-o", "remount,ro", str(small_disk)], check=True)
    before = {file.name: file.read_bytes() for file in (small_disk / "practice").iterdir()}
    with pytest.raises(ReadOnlyFolder):
        folder.open(KEY)
    assert {file.name: file.read_bytes() for file in (small_disk / "practice").iterdir()} == before
    subprocess.run([mount, "-o", "remount,rw", str(small_disk)], check=True)
    PackingDesk.reopened(folder.open(KEY)).office.close()


def whole(store: Store, note: Note) -> tuple[Pack, ...]:
    """The packs of the note, after every file of the patient was read."""
    with store.reading() as found:
        packs = found.packs.of_note(note.id)
        for pack in packs:
            assert all(found.evidence.read(file.sha256) for file in pack.files)
        for document in found.documents.of_patient(note.patient_id):
            assert found.evidence.read(document.sha256)
    return packs
