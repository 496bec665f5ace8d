"""The write-ahead log cut off anywhere: the file opens, and what is gone with it is noticed."""

import random
import shutil
from pathlib import Path

from app.domain.guides.answers import Text
from app.services.audit.trail_check import check_trail
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.killing import killed_after, starter
from tests.storage.saver import KEY
from tests.storage.trail_saver import save_with_trail

CUTS = 20


def version_in(practice_folder: Path, copy: Path) -> int:
    shutil.copytree(practice_folder, copy)
    opened = EmbeddedFolder(copy).open(KEY)
    with opened.reading() as found:
        note = found.notes.get("n1")
    opened.close()
    assert note is not None
    return note.version


def test_a_log_that_was_cut_off_loses_nothing_in_silence(
    practice_folder: Path, tmp_path: Path
) -> None:
    store = EmbeddedFolder(practice_folder).open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.save(samples.note(), samples.SUMMARY, samples.NOON)
    store.close()
    told = killed_after(starter(), save_with_trail, practice_folder, 0.3)
    newest = version_in(practice_folder, tmp_path / "whole")  # maybe one more, of no word
    rng = random.Random(7)
    lost = 0
    for cut in range(CUTS):
        copy = tmp_path / f"cut-{cut}"
        shutil.copytree(practice_folder, copy)
        log = copy / "practice.db-wal"
        with log.open("r+b") as file:
            file.truncate(rng.randrange(log.stat().st_size))
        opened = EmbeddedFolder(copy).open(KEY)
        with opened.reading() as found:
            note = found.notes.get("n1")
        report = check_trail(opened)
        opened.close()
        assert note is not None
        if note.version > 1:
            assert note.content.answers["condition"] == Text(f"{note.version} words")
        if note.version < told:
            lost += 1
            assert not report.is_whole, f"{told - note.version} saves are gone and nothing is said"
        elif note.version == newest:
            assert report.is_whole
    assert lost, "some cut should have taken saves away"
