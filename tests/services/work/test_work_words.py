"""What there is to do about a note, in words."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.finding.listing import NoteRow, NoteSummary
from app.domain.signing.seal import Standing
from app.services.work.work_words import signing_act

AT = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
ROW = NoteRow("n1", "p1", "Testwell", "D9311", None, "signed", "d1", "h1", AT, NoteSummary())


@pytest.mark.parametrize(
    ("standing", "act"),
    [
        (Standing.FITS, "Co-sign the note"),
        (Standing.BROKEN, "Look at the note: signature does not match"),
        (Standing.DAMAGED, "Look at the note: it is damaged"),
    ],
)
def test_what_is_not_what_was_signed_is_looked_at_before_it_is_co_signed(
    standing: Standing, act: str
) -> None:
    assert signing_act(replace(ROW, co_signer="d1", standing=standing)) == act
