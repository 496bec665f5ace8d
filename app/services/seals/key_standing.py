"""Whether the trail tells of a signing key; standing, the watch, the check and the register ask.

A key that somebody wrote into the database past the program has no row, or one of another moment:
then nothing that is signed with it counts as that person's.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from app.domain.audit import AuditQuery, AuditRow, Deed, true_hash
from app.domain.signing.seal import SigningKey
from app.services.ports.store import Repositories

AT_ONCE = dt.timedelta(minutes=1)
"""A key and its row are written in one transaction, with the clock read twice."""


def is_told(found: Repositories, key: SigningKey) -> bool:
    """Whether a row that is as it was written tells of a key, its owner and its moment."""
    return any(
        row.told.get("key") == key.fingerprint
        and row.moment is not None
        and abs(row.moment - key.made_at) <= AT_ONCE
        and row.hash == true_hash(row)
        for row in _makings(found, key.person)
    )


def untold_keys(found: Repositories) -> tuple[SigningKey, ...]:
    """The keys that no row tells of, the oldest first."""
    return tuple(key for key in found.signing_keys.all() if not is_told(found, key))


def _makings(found: Repositories, person: str) -> Iterator[AuditRow]:
    """Every row about a key of somebody that was made."""
    asked = AuditQuery(about=person, deeds=(Deed.KEY_MADE,))
    while True:
        page = found.audit.page(asked)
        yield from page.rows
        if page.after is None:
            return
        asked = replace(asked, after=page.after)
