"""A signature holds over what a note says, not over how its moments are written."""

import datetime as dt
from dataclasses import replace

from app.services.seals.signing import digest, signature_matches
from tests.storage import samples

EASTERN = dt.timezone(dt.timedelta(hours=-5))


def test_a_note_signed_in_its_own_zone_matches_once_it_is_read_in_utc() -> None:
    note = samples.note()
    signature = samples.signature()
    there = replace(
        note,
        created_at=note.created_at.astimezone(EASTERN),
        signature=replace(signature, at=signature.at.astimezone(EASTERN)),
    )
    assert there.signature
    there = replace(there, signature=replace(there.signature, digest=digest(there)))
    assert there.signature
    read = replace(
        there,
        created_at=there.created_at.astimezone(dt.UTC),
        signature=replace(there.signature, at=there.signature.at.astimezone(dt.UTC)),
    )
    assert signature_matches(read)
    assert not signature_matches(replace(read, control_number="CPOTHER"))
