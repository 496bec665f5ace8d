"""An account: how somebody of the practice signs in, beside the passphrase that only they know.

The passphrase itself and what it unlocks lie in the key ring (`app.crypto`), never here.
"""

import datetime as dt

from app.domain.practice.people import Border, Id, Line


class Account(Border):
    """`id` is the staff id. An account of somebody who left is closed, never deleted.

    `totp` is the secret of an authenticator app (RFC 6238), sealed with the practice's key and
    empty without one; `totp_step` is the last time step that was used, so that no code works twice.
    """

    id: Id
    made_at: dt.datetime
    closed_at: dt.datetime | None = None
    totp: Line = ""
    totp_step: int = 0
    version: int = 0
