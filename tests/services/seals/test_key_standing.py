"""Keys and the rows that tell of them: none is missed, however many somebody has had."""

import datetime as dt

from app.crypto import fingerprint, new_signing_key, public_half
from app.domain.finding.listing import PAGE_ROWS
from app.domain.signing.seal import SigningKey
from app.services.seals.key_standing import untold_keys
from tests.signing_keys import key_for
from tests.storage.fakes import MemoryStore

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def test_every_key_is_told_of_and_one_that_was_put_there_is_not() -> None:
    store = MemoryStore()
    for _ in range(PAGE_ROWS + 5):
        key_for(store, "d1", NOW)
    public = public_half(new_signing_key())
    planted = SigningKey(fingerprint(public), "d1", public, NOW)
    with store.writing() as found:
        assert untold_keys(found) == ()
        found.signing_keys.add(planted)
        assert untold_keys(found) == (planted,)
