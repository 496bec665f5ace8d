"""Killed at any moment of typing in the window: at most a second of it is lost, and no more."""

import datetime as dt
import random
import time
from pathlib import Path

import pytest

from app.domain.guides.answers import Text
from app.domain.notes.note import Note
from app.services.audit.trail_check import check_trail
from app.services.people.access import Access
from app.services.ports.store import Store
from app.storage.folder import EmbeddedFolder
from tests.office_desk import CHEAP, PASSPHRASE
from tests.storage.killing import rest_of, starter
from tests.ui.typist import Told, type_until_killed

LONGEST_LIFE = 3.0  # seconds after the first word; some saves
AT_RISK = 3.0
"""Seconds of typing. One is promised; the rest is for a machine that runs other tests beside."""


def told_until_killed(folder: Path) -> tuple[list[Told], float]:
    """Let somebody type for a while, then kill the program; what it told, and when it died."""
    context = starter("tests.ui.typist", "app.ui.window.application", "app.ui.window.main_window")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=type_until_killed, args=(folder, theirs))  # type: ignore[attr-defined] # typeshed has it on each context, not on their base
    process.start()
    theirs.close()
    told = [ours.recv()]
    deadline = time.monotonic() + random.uniform(0, LONGEST_LIFE)
    while (left := deadline - time.monotonic()) > 0 and ours.poll(left):
        told.append(ours.recv())
    process.kill()
    died = time.monotonic()
    process.join()
    return [*told, *rest_of(ours)], died


def words_of(store: Store, note_id: str) -> list[str]:
    """What stands in the field of a note; nothing of one that was never stored."""
    with store.reading() as found:
        note: Note | None = found.notes.get(note_id)
    answer = note.content.answers.get("condition") if note else None
    return answer.value.split() if isinstance(answer, Text) else []


def seconds_lost(data: Path) -> float:
    """Of typing, in one life of the program; everything else that was told is there, and whole."""
    told, died = told_until_killed(data)
    last = told[-1]
    store = Access(EmbeddedFolder(data), CHEAP).unlock(PASSPHRASE)
    words = words_of(store, last.note)
    assert words == [str(number) for number in range(1, len(words) + 1)], "in order, and whole"
    assert len(words) >= max(each.kept for each in told), "what was said to be kept is"
    assert check_trail(store).is_whole
    with store.writing() as found:
        cut_off = found.sessions.begin(dt.datetime.now(dt.UTC))
        found.sessions.end(dt.datetime.now(dt.UTC))
    assert cut_off
    brought_back = [row.id for row in cut_off.notes]
    assert brought_back == ([last.note] if words else [])
    store.close()
    return died - next((each.at for each in told if each.typed > len(words)), died)


@pytest.mark.parametrize("rounds", [3, pytest.param(200, marks=pytest.mark.slow)])
def test_at_most_a_second_of_typing_is_lost(data: Path, rounds: int) -> None:
    for _ in range(rounds):
        assert seconds_lost(data) <= AT_RISK
