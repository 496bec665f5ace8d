"""A sitting: somebody types their passphrase once, then signs for five minutes.

An open practice has one `Sitting`; the window asks it for the key and begins it when there is none.
"""

import time
from collections.abc import Callable

from app.crypto import Secret
from app.errors import NotSignedIn

SITTING_SECONDS = 300.0
"""How long one passphrase serves, counted from when it was typed; signing does not lengthen it."""


class Sitting:
    """Holds at most one person's signing key.

    `signing_key` gives somebody's (a staff id) for their passphrase: the seed of the key, 32 bytes.
    It raises WrongPassphrase, TriesUsedUp. `clock` gives seconds that nobody can set back.
    Python cannot wipe memory: ending a sitting lets go of the key, and of nothing else.
    """

    def __init__(
        self,
        signing_key: Callable[[str, str], Secret],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._signing_key = signing_key
        self._clock = clock
        self._held: tuple[str, Secret, float] | None = None

    def begin(self, person: str, passphrase: str) -> None:
        """Take somebody's key (a staff id). Slow by intent: call on a worker.

        Raises WrongPassphrase, TriesUsedUp, NotSignedIn; then no sitting is open.
        """
        self.end()
        key = self._signing_key(person, passphrase)
        self._held = (person, key, self._clock() + SITTING_SECONDS)

    def key_of(self, person: str) -> Secret | None:
        """Their key while their sitting lasts, else None."""
        held = self._held
        if held is None or held[0] != person:
            return None
        if self._clock() >= held[2]:
            self.end()
            return None
        return held[1]

    def seconds_left(self, person: str) -> float:
        """How long their sitting still lasts; 0 when they have none."""
        if self.key_of(person) is None or self._held is None:
            return 0.0
        return self._held[2] - self._clock()

    def end(self) -> None:
        """Let go of the key: the practice was locked or closed, or somebody else sits here now."""
        self._held = None


def no_sitting() -> Sitting:
    """The sitting of a practice that nobody signed in to: it has no key for anybody."""
    return Sitting(_no_key)


def _no_key(_person: str, _passphrase: str) -> Secret:
    raise NotSignedIn
