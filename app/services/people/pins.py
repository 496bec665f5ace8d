"""PINs: four to eight digits that change who is at the keyboard while the practice is open.

They open nothing: a PIN counts only for somebody who typed their passphrase since the practice was
unlocked, lives in memory as a salted digest, and is gone when the practice is locked. So there is
nothing to guess offline, and who has only a PIN has an open window and five tries.
"""

import datetime as dt
import hashlib
import hmac
import os
from dataclasses import dataclass

LEAST, MOST = 4, 8
TRIES = 5
_YEARS = range(1900, 2100)
_RUNS = ("01234567890", "09876543210")


def pin_problems(pin: str) -> tuple[str, ...]:
    """Everything wrong with a PIN, one sentence each; empty when it will do."""
    if not (pin.isascii() and pin.isdigit() and LEAST <= len(pin) <= MOST):
        return (f"Use {LEAST} to {MOST} digits.",)
    if any(pin == pin[:size] * (len(pin) // size) for size in (1, 2)) or any(
        pin in run for run in _RUNS
    ):
        return ("Choose digits that do not repeat or count up or down. Those are tried first.",)
    if _is_year_or_day(pin):
        return ("Choose no year and no date. Birthdays are tried first.",)
    return ()


def _is_year_or_day(pin: str) -> bool:
    if len(pin) == 4:
        return int(pin) in _YEARS
    if len(pin) != 8:
        return False
    for form in ("%Y%m%d", "%m%d%Y", "%d%m%Y"):
        try:
            day = dt.datetime.strptime(pin, form)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day.year in _YEARS:
            return True
    return False


@dataclass(slots=True)
class _Pin:
    salt: bytes
    digest: bytes
    left: int = TRIES


class Pins:
    """The PINs of one open practice; made when it is unlocked, dropped when it is locked."""

    def __init__(self) -> None:
        self._proven: set[str] = set()
        self._pins: dict[str, _Pin] = {}

    def prove(self, person: str) -> None:
        """Somebody (a staff id) typed their passphrase: from now on they may set a PIN."""
        self._proven.add(person)

    def may_set(self, person: str) -> bool:
        """Whether somebody typed their passphrase since the practice was unlocked."""
        return person in self._proven

    def has(self, person: str) -> bool:
        """Whether somebody has a PIN with tries left."""
        return person in self._pins

    def set(self, person: str, pin: str) -> tuple[str, ...]:
        """Give somebody a PIN; returns what is wrong with it."""
        if not self.may_set(person):
            return ("Sign in with your passphrase once, then set a PIN.",)
        if problems := pin_problems(pin):
            return problems
        salt = os.urandom(16)
        self._pins[person] = _Pin(salt, _digest(pin, salt))
        return ()

    def is_right(self, person: str, pin: str) -> bool:
        """Whether that is their PIN. The fifth wrong one in a row takes it away."""
        kept = self._pins.get(person)
        if kept is None:
            return False
        kept.left -= 1  # counted before it is tried
        if hmac.compare_digest(kept.digest, _digest(pin, kept.salt)):
            kept.left = TRIES
            return True
        if kept.left <= 0:
            self.forget(person)
        return False

    def tries_left(self, person: str) -> int:
        """How many wrong PINs somebody may still type; 0 without a PIN."""
        kept = self._pins.get(person)
        return kept.left if kept else 0

    def forget(self, person: str) -> None:
        """Take somebody's PIN away; their passphrase sets a new one."""
        self._pins.pop(person, None)
        self._proven.discard(person)


def _digest(pin: str, salt: bytes) -> bytes:
    """Costs about 50 ms and 16 MiB, so that a dump of the memory does not give it away at once."""
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1)
