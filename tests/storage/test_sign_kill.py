"""Killed at any moment of signing: no signed note without its row, and the trail is whole."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteQuery
from app.services.audit.trail_check import check_trail
from app.services.ports.store import Store
from app.storage.folder import EmbeddedFolder
from tests.packing_desk import PackingDesk
from tests.storage.killing import rest_of, starter
from tests.storage.note_signer import KEY, sign_until_killed

LONGEST_LIFE = 0.25  # seconds after the first signature; some dozen notes


def signed_notes(store: Store) -> set[str]:
    query, found = NoteQuery(status="signed", limit=1_000_000), set[str]()
    with store.reading() as work:
        found |= {row.id for row in work.notes.page(query).rows}
    return found


def told_signed(store: Store) -> set[str]:
    query = AuditQuery(deeds=(Deed.NOTE_SIGNED,), limit=1_000_000)
    with store.reading() as work:
        return {row.note for row in work.audit.page(query).rows}


@pytest.mark.parametrize("rounds", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_no_signed_note_without_its_row(
    practice_folder: Path, rounds: int, record_property: Callable[[str, object], None]
) -> None:
    folder, context = EmbeddedFolder(practice_folder), starter("tests.storage.note_signer")
    PackingDesk.over(folder.open(KEY)).office.close()
    acknowledged: set[str] = set()
    for _ in range(rounds):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=sign_until_killed, args=(practice_folder, theirs))  # type: ignore[attr-defined] # typeshed has it on each context, not on their base
        process.start()
        theirs.close()
        acknowledged.add(ours.recv())
        deadline = time.monotonic() + random.uniform(0, LONGEST_LIFE)
        while (left := deadline - time.monotonic()) > 0 and ours.poll(left):
            acknowledged.add(ours.recv())
        process.kill()
        process.join()
        acknowledged.update(rest_of(ours))

        store = folder.open(KEY)
        signed = signed_notes(store)
        assert signed >= acknowledged
        assert told_signed(store) == signed
        report = check_trail(store)
        assert report.is_whole, report.sentence
        assert PackingDesk.reopened(store).office.misfit is None
        store.close()
    record_property("figures", f"{rounds} kills, {len(signed)} notes signed, none lost")
