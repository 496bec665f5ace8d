"""First start and signing in, by a passphrase or what stands in for it; called by the doors.

Slow by intent (Argon2id, about half a second a call): call from a worker, not from the window.
No passphrase, recovery key, database key or signing key is kept here after a call, or written
anywhere but wrapped.

A practice that was just made, or comes from before its people had passphrases of their own, has one
passphrase for all. It is everybody's until somebody signs in with it (`KeyDesk.share_out`).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from app import crypto
from app.crypto import Cost, KeyRing, OpenedKeys, Secret
from app.services.people.key_desk import KeyDesk
from app.services.people.key_opening import (
    Proof,
    by_recovery,
    open_own,
    open_shared,
    proof_of,
    seal_key,
    wraps_of,
)
from app.services.people.passphrase import passphrase_problems
from app.services.people.recovery_key import RecoveryKey, is_group, new_recovery_key
from app.services.people.tries import Tries
from app.services.ports.folder import PracticeFolder
from app.services.ports.store import Store

PRACTICE_ID_BYTES = 16


class NewPractice:
    """A practice about to be made: nothing is on the disk before one group was given back."""

    def __init__(
        self, folder: PracticeFolder, ring: KeyRing, key: Secret, recovery: RecoveryKey
    ) -> None:
        self._folder = folder
        self._ring = ring
        self._key = key
        self._confirmed = False
        self.recovery_key = recovery
        self.asked = recovery.any_group()

    def confirm_group(self, number: int, typed: str) -> bool:
        """Whether what was typed is group `number` (0 the first); ask for `asked`."""
        right = is_group(self.recovery_key, number, typed)
        self._confirmed = self._confirmed or (right and number == self.asked)
        return right

    def create(self) -> Store:
        """Make the practice on the disk and open it.

        Raises RuntimeError before the group was given back, and what `PracticeFolder.create` does.
        """
        if not self._confirmed:
            raise RuntimeError("the recovery key has not been confirmed")
        return self._folder.create(self._ring, self._key)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A practice that was just opened, and who did; nobody where the passphrase is everybody's."""

    store: Store
    proof: Proof | None = None
    way: Literal["passphrase", "recovery key", "keychain"] = "passphrase"


@dataclass(frozen=True, slots=True)
class Entrance:
    """What was typed at the door beside what opened it: the passphrase, a code, a reason.

    `share` tells that everybody gets the first passphrase, so that the sample practice can be tried
    as any of its people.
    """

    passphrase: str
    code: str = ""
    reason: str = ""
    share: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """The door to a practice. `cost` is what a new wrap of a passphrase costs to guess."""

    folder: PracticeFolder
    cost: Cost = field(default=crypto.OFFICE_COST)
    tries: Tries = field(default_factory=Tries)

    @property
    def keys(self) -> KeyDesk:
        """What gives people their keys and changes them."""
        return KeyDesk(self.folder, self.cost, self.tries)

    def is_first_start(self) -> bool:
        """Whether there is no practice yet. Raises MissingKeyFile, MissingPracticeFile."""
        return not self.folder.stands()

    def begin(self, passphrase: str) -> tuple[NewPractice | None, tuple[str, ...]]:
        """A new practice with its recovery key, or what is wrong with the passphrase."""
        if problems := passphrase_problems(passphrase):
            return None, problems
        practice = os.urandom(PRACTICE_ID_BYTES).hex()
        key, recovery = crypto.new_database_key(), new_recovery_key()
        ring = KeyRing(
            practice,
            crypto.wrap_with_passphrase(key, passphrase, practice, self.cost),
            crypto.wrap_with_recovery_key(key, recovery.secret, practice),
        )
        return NewPractice(self.folder, ring, key, recovery), ()

    def people(self) -> Mapping[str, str]:
        """Who can sign in: names by staff id; nobody where the passphrase is everybody's.

        Raises MissingKeyFile, DamagedKeyFile, NewerKeyFile.
        """
        return {each.person: each.name for each in self.folder.keys().people}

    def unlock(self, passphrase: str, person: str = "") -> Store:
        """Open the practice, where it does not matter by whom. Raises as `sign_in` does."""
        return self.sign_in(person, passphrase).store

    def sign_in(self, person: str, passphrase: str) -> Unlocked:
        """Open the practice, as the person (a staff id; need not be named where only one can).

        Raises WrongPassphrase, TriesUsedUp, NotSignedIn for somebody who has no passphrase, and
        what `PracticeFolder` does.
        """
        self.folder.stands()  # half a practice says what is missing, before any key is tried
        ring = self.folder.keys()
        if ring.by_passphrase is not None:
            return Unlocked(self.folder.open(open_shared(self.tries, ring, passphrase)))
        wrapped = wraps_of(ring, person)
        keys = open_own(self.tries, ring, wrapped, passphrase)
        return Unlocked(self.folder.open(keys.database), proof_of(wrapped.person, keys))

    def open_with_kept_key(self, person: str, key: Secret) -> Unlocked:
        """Open the practice as somebody, with the database key that they had this computer keep.

        Raises what `PracticeFolder` does.
        """
        self.folder.stands()
        proof = Proof(person, b"", seal_key(key))
        return Unlocked(self.folder.open(key), proof, "keychain")

    def database_key(self, person: str, passphrase: str) -> Secret:
        """The key of the database, for somebody who wants this computer to keep it.

        Raises as `signing_key` does.
        """
        return self._own(person, passphrase).database

    def signing_key(self, person: str, passphrase: str) -> Secret:
        """The seed of somebody's signing key, for one sitting.

        Raises WrongPassphrase, TriesUsedUp, and NotSignedIn for somebody who has no key.
        """
        return self._own(person, passphrase).signing

    def prove(self, person: str, passphrase: str) -> Proof:
        """That somebody is who they say. Raises as `signing_key` does."""
        return proof_of(person, self._own(person, passphrase))

    def recover(
        self, recovery: RecoveryKey, person: str, passphrase: str
    ) -> tuple[Unlocked | None, tuple[str, ...]]:
        """Open the practice and give somebody who can sign in a new passphrase and new keys.

        What they signed before stays valid. `person` is empty where the passphrase is everybody's:
        then that one is set anew. Returns None and what is wrong with the passphrase. Raises
        WrongRecoveryKey first, NotSignedIn, and what `PracticeFolder` does.
        """
        self.folder.stands()
        ring = self.folder.keys()
        database = by_recovery(ring, recovery)
        if problems := passphrase_problems(passphrase):
            return None, problems
        if ring.by_passphrase is not None:
            shared = crypto.wrap_with_passphrase(database, passphrase, ring.practice, self.cost)
            self.folder.replace_keys(replace(ring, by_passphrase=shared))
            return Unlocked(self.folder.open(database), way="recovery key"), ()
        owner, keys = wraps_of(ring, person), OpenedKeys(database, crypto.new_signing_key())
        new = self.keys.made(ring, keys, owner.person, owner.name, passphrase)
        store = self.folder.open(database)  # a practice that does not open changes nobody's keys
        try:
            self.keys.keep(new)
        except BaseException:
            store.close()
            raise
        return Unlocked(store, proof_of(owner.person, keys), way="recovery key"), ()

    def _own(self, person: str, passphrase: str) -> OpenedKeys:
        ring = self.folder.keys()
        wrapped = wraps_of(ring, person, must_name=True)
        return open_own(self.tries, ring, wrapped, passphrase)
