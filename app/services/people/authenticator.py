"""Codes of an authenticator app (TOTP, RFC 6238), asked for beside the passphrase by who wants it.

The secret lies in the account, sealed with a key that is derived from the practice's own: it is a
second proof at the door, not a second key. Whoever has the database and a passphrase needs no code.
"""

import datetime as dt
import hmac
from base64 import b64decode, b64encode
from dataclasses import dataclass

from app.crypto import Secret, open_small, seal_small
from app.domain.practice.account import Account

ISSUER = "Chartproof"
STEP_SECONDS = 30
AROUND = 1
"""Steps before and after now whose codes count as well: clocks differ, people type slowly."""


@dataclass(frozen=True, slots=True, repr=False)
class NewAuthenticator:
    """A secret to be shown once: as text to type, and as a link to draw as a QR code."""

    secret: str
    link: str

    @property
    def groups(self) -> str:
        """The secret in groups of four, as people type it."""
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))


def new_authenticator(name: str) -> NewAuthenticator:
    """A fresh secret for somebody, under the name that their app will show."""
    import pyotp  # when somebody wants one

    secret = pyotp.random_base32()
    link = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
    return NewAuthenticator(secret, link)


def sealed(new: NewAuthenticator, person: str, key: Secret) -> str:
    """The secret as an account keeps it, bound to the person (a staff id)."""
    return b64encode(seal_small(key, new.secret.encode(), person.encode())).decode()


def step_of(typed: str, secret: str, at: dt.datetime, after: int) -> int | None:
    """The time step whose code was typed, if it is a new one: later than step `after`; else None.

    Blanks do not matter.
    """
    import pyotp

    digits = "".join(typed.split())
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP_SECONDS
    for step in range(max(after + 1, now - AROUND), now + AROUND + 1):
        code = totp.at(step * STEP_SECONDS)
        if hmac.compare_digest(code.encode(), digits.encode()):
            return step
    return None


def used_step(account: Account, typed: str, key: Secret, at: dt.datetime) -> int | None:
    """The step that a right and new code of an account uses up; None for a wrong or used one.

    Raises DamagedDocument for a secret that was changed or belongs to somebody else.
    """
    secret = open_small(key, b64decode(account.totp), account.id.encode()).decode()
    return step_of(typed, secret, at, account.totp_step)
