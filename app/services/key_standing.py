"""Whether the trail tells of a signing key; standing, the watch, the check and the register ask.

A key that somebody wrote into the database past the program has no row, or one of another moment:
then nothing that is signed with it counts as that person's.
"""

import datetime as dt

from app.domain.audit import AuditQuery, Deed, true_hash
from app.domain.seal import SigningKey
from app.services.ports import Repositories

AT_ONCE = dt.timedelta(minutes=1)
"""A key and its row are written in one transaction, with the clock read twice."""

_MOST_KEYS = 100
"""Keys of one person that are looked through: more than anybody ever has."""


def is_told(found: Repositories, key: SigningKey) -> bool:
    """Whether a row that is as it was written tells of a key, its owner and its moment."""
    asked = AuditQuery(about=key.person, deeds=(Deed.KEY_MADE,), limit=_MOST_KEYS)
    return any(
        row.told.get("key") == key.fingerprint
        and row.moment is not None
        and abs(row.moment - key.made_at) <= AT_ONCE
        and row.hash == true_hash(row)
        for row in found.audit.page(asked).rows
    )


def untold_keys(found: Repositories) -> tuple[SigningKey, ...]:
    """The keys that no row tells of, the oldest first."""
    return tuple(key for key in found.signing_keys.all() if not is_told(found, key))
