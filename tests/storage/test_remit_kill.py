"""Killed while posting: a remittance is on every claim or on none, and none twice."""

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.killing import killed_after, starter
from tests.storage.remit_poster import CLAIMS, file_id, post_until_killed, sent_claim
from tests.storage.saver import KEY

LONGEST_LIFE = 0.15  # seconds after the first file; some files


@pytest.mark.parametrize("rounds", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_a_remittance_is_posted_whole_or_not_at_all(
    practice_folder: Path, rounds: int, record_property: Callable[[str, object], None]
) -> None:
    folder, context = EmbeddedFolder(practice_folder), starter("tests.storage.remit_poster")
    store = folder.open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        for number in range(CLAIMS):
            work.claims.save(sent_claim(number))
    store.close()
    for _ in range(rounds):
        life = random.uniform(0, LONGEST_LIFE)
        told = killed_after(context, post_until_killed, practice_folder, life)
        store = folder.open(KEY)
        with store.reading() as found:
            files = len(found.remittances.files(100_000))
            claims = [found.claims.get(f"c{number}") for number in range(CLAIMS)]
            last = found.remittances.file(file_id(files - 1))
        store.close()
        # The kill may fall between the commit and the word of it: one more, never one less.
        assert files in (told, told + 1)
        assert last is not None
        for claim in claims:
            assert claim is not None
            assert len(claim.postings) == files
            assert claim.paid == Decimal("0.01") * files
    record_property("figures", f"{rounds} kills, {files} files on {CLAIMS} claims, none by half")
