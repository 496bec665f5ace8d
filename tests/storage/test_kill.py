"""Killed at any moment of saving: nothing acknowledged is lost and the file opens."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.audit import AuditEntry, Deed
from app.domain.guides.answers import Text
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.killing import killed_after, starter
from tests.storage.saver import KEY, save_until_killed, told

LONGEST_LIFE = 0.06  # seconds after the first save; some dozen saves


@pytest.mark.parametrize("rounds", [20, pytest.param(1000, marks=pytest.mark.slow)])
def test_nothing_acknowledged_is_lost(
    practice_folder: Path, rounds: int, record_property: Callable[[str, object], None]
) -> None:
    """The figures stand in the report that `--junitxml` writes, here and in the other kills."""
    folder, context = EmbeddedFolder(practice_folder), starter()
    store = folder.open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.save(samples.note(), samples.SUMMARY, samples.NOON)
        work.audit.append(
            AuditEntry(Deed.UNLOCKED, samples.NOON)
        )  # by which a workstation is known
    store.close()
    saved = 1
    for _ in range(rounds):
        acknowledged = killed_after(
            context, save_until_killed, practice_folder, random.uniform(0, LONGEST_LIFE)
        )
        store = folder.open(KEY)
        with store.writing() as work:
            note = work.notes.get("n1")
            assert note
            # The kill may fall between the commit and the word of it: one more, never one less.
            assert acknowledged > saved
            assert note.version in (acknowledged, acknowledged + 1)
            text = told(note.version)
            assert note.content.answers["condition"] == Text(text)
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            assert work.evidence.read(sha256) == text.encode()
            cut_off = work.sessions.begin(samples.NOON)
            work.sessions.end(samples.NOON)
        store.close()
        assert cut_off
        assert [row.id for row in cut_off.notes] == ["n1"]
        saved = note.version
    record_property("figures", f"{rounds} kills, {saved - 1} saves, none lost")
