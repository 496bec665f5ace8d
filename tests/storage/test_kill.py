"""Killed at any moment of saving: nothing acknowledged is lost and the file opens."""

import hashlib
import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest

from app.domain.answers import Text
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.saver import KEY, save_until_killed, told

LONGEST_LIFE = 0.06  # seconds after the first save; some dozen saves


def starter() -> BaseContext:
    """Fresh processes with the imports done, where the system can fork a server for it."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.storage.saver", "app.storage.opening", "filelock"])
    return context


def killed_after(context: BaseContext, folder: Path, life: float) -> int:
    """Let the saver live for a while after its first save, kill it; what it last acknowledged."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=save_until_killed, args=(folder, theirs))  # type: ignore[attr-defined] # typeshed has it on each context, not on their base
    process.start()
    theirs.close()
    last: int = ours.recv()
    deadline = time.monotonic() + life
    while (left := deadline - time.monotonic()) > 0 and ours.poll(left):
        last = ours.recv()
    process.kill()
    process.join()
    return max(last, *rest_of(ours), 0)


def rest_of(acknowledged: Connection) -> list[int]:
    """What was acknowledged before the end, and the end itself cut off."""
    found = []
    try:
        while True:
            found.append(acknowledged.recv())
    except (EOFError, OSError):
        acknowledged.close()
    return found


@pytest.mark.parametrize("rounds", [20, pytest.param(1000, marks=pytest.mark.slow)])
def test_nothing_acknowledged_is_lost(practice_folder: Path, rounds: int) -> None:
    folder, context = EmbeddedFolder(practice_folder), starter()
    store = folder.open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.save(samples.note(), samples.SUMMARY, samples.NOON)
    store.close()
    saved = 1
    for _ in range(rounds):
        acknowledged = killed_after(context, practice_folder, random.uniform(0, LONGEST_LIFE))
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
