"""Killed at any moment of packing: no half pack anywhere, no used-up number without a record."""

import hashlib
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.services.audit.trail_check import check_trail
from app.storage.folder import EmbeddedFolder
from tests.packing_desk import PackingDesk
from tests.storage.killing import rest_of, starter
from tests.storage.pack_saver import KEY, make_until_killed

LONGEST_LIFE = 0.25  # seconds after the first pack; some dozen packs


def whole(folder: Path) -> bool:
    """Whether a pack's folder holds every file of its manifest, each to the byte."""
    listed = json.loads((folder / "manifest.json").read_bytes())["files"]
    return all(
        hashlib.sha256((folder / each["name"]).read_bytes()).hexdigest() == each["sha256"]
        for each in listed
    )


@pytest.mark.parametrize("rounds", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_no_half_pack_and_no_lost_number(
    practice_folder: Path,
    tmp_path: Path,
    rounds: int,
    record_property: Callable[[str, object], None],
) -> None:
    data, target = practice_folder, tmp_path / "packs"
    target.mkdir()
    folder, context = EmbeddedFolder(data), starter("tests.storage.pack_saver")
    store = folder.open(KEY)
    PackingDesk.over(store).office.close()
    known = 0
    for _ in range(rounds):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=make_until_killed, args=(data, target, theirs))  # type: ignore[attr-defined] # typeshed has it on each context, not on their base
        process.start()
        theirs.close()
        made = [ours.recv()]
        deadline = time.monotonic() + random.uniform(0, LONGEST_LIFE)
        while (left := deadline - time.monotonic()) > 0 and ours.poll(left):
            made.append(ours.recv())
        process.kill()
        process.join()
        made += rest_of(ours)

        store = folder.open(KEY)
        desk = PackingDesk.reopened(store)
        with store.reading() as found:
            packs = found.packs.of_note(desk.note().id)
            numbers = {pack.control_number for pack in packs}
            assert {pack.id for pack in packs} >= set(made)
            # The kill may fall between a pack and the word of it: one more, never one less.
            assert known + len(made) <= len(packs) <= known + len(made) + 1
            assert len(numbers) == len(packs)
            assert all(found.control_numbers.is_taken(number) for number in numbers)
            notes = 2  # the samples bear one each; the first pack bears its note's own
            assert found.control_numbers.count() == len(numbers) + notes - 1
            for file in packs[0].files:
                assert found.evidence.read(file.sha256)
        report = check_trail(store)  # no sent pack without its row
        assert report.is_whole, report.sentence
        known = len(packs)
        desk.office.close()
        folders = [each for each in target.iterdir() if not each.name.startswith(".")]
        assert len(folders) >= known - rounds
        assert all(whole(each) for each in folders)
    record_property("figures", f"{rounds} kills, {known} packs, none lost, none by half")
