"""Unlocking by the system's keychain: somebody's own choice, on one computer; off by default.

What lies there is the database key alone. It opens the practice without a passphrase, but signs
nothing: the signing key is wrapped by the passphrase and nothing else.
"""

from dataclasses import dataclass
from typing import Protocol

from app.crypto import Secret
from app.errors import DamagedFile, NotSignedIn
from app.services.people.access import Access, Unlocked
from app.sign_in_errors import KeyLeftInKeychain, NoKeychain


class Keychain(Protocol):
    """Where the system keeps secrets of this computer's user."""

    def get(self, entry: str) -> Secret | None:
        """What is kept under a name; None when nothing is, or the keychain stays shut."""
        ...

    def put(self, entry: str, secret: Secret) -> bool:
        """Keep a secret under a name; False where there is no keychain, or it stays shut."""
        ...

    def drop(self, entry: str) -> bool:
        """Keep nothing under a name any more; False when it may still be there."""
        ...


@dataclass(frozen=True, slots=True)
class KeychainWay:
    """The way in by `keychain`; may ask the user of this computer, so call on a worker."""

    access: Access
    keychain: Keychain

    def remember(self, person: str, passphrase: str) -> None:
        """Let this computer's keychain open the practice as somebody, from now on.

        Raises NoKeychain where there is none, and what `Access.signing_key` does.
        """
        key = self.access.database_key(person, passphrase)
        if not self.keychain.put(self._entry(person), key):
            raise NoKeychain

    def forget(self, person: str) -> None:
        """From now on only the passphrase opens it.

        Raises KeyLeftInKeychain where the keychain would not let go of it.
        """
        if not self.keychain.drop(self._entry(person)):
            raise KeyLeftInKeychain

    def sign_in(self, person: str) -> Unlocked:
        """Open the practice as somebody who wished so here.

        Raises NoKeychain, also for a kept key that does not fit; NotSignedIn for who has no
        passphrase any more, and what `PracticeFolder` does.
        """
        if person not in self.access.people():
            raise NotSignedIn
        key = self.keychain.get(self._entry(person))
        if key is None:
            raise NoKeychain
        try:
            return self.access.open_with_kept_key(person, key)
        except DamagedFile:  # or another key was put there: the passphrase tells which it is
            raise NoKeychain from None

    def _entry(self, person: str) -> str:
        return f"{self.access.folder.keys().practice} {person}"
