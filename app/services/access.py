"""First start, signing in, and the passphrases of those who may; called by the doors.

Slow by intent (Argon2id, about half a second a call): call from a worker, not from the window.
No passphrase, recovery key, database key or signing key is kept here after a call, or written
anywhere but wrapped.

A practice that was just made, or comes from before its people had passphrases of their own, has one
passphrase for all. It is everybody's until somebody signs in with it (`share_out`).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from app import crypto
from app.crypto import Cost, KeyRing, OpenedKeys, PersonKeys, Secret
from app.errors import NotSignedIn, WrongPassphrase
from app.services.key_ports import PracticeFolder
from app.services.passphrase import passphrase_problems
from app.services.ports import Store
from app.services.recovery_key import RecoveryKey, is_group, new_recovery_key
from app.services.tries import Tries

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
class Proof:
    """What a right passphrase shows: whose it is (a staff id), and the public half of their key.

    The public half is empty where the system's keychain stood in for the passphrase. `seal` is a
    key of the practice that opens the secrets of authenticator apps.
    """

    person: str
    public: bytes
    seal: Secret


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
class NewKeys:
    """Keys made for somebody, not kept yet; `public` is the half that signatures are checked by."""

    wrapped: PersonKeys
    public: bytes


@dataclass(frozen=True, slots=True)
class Access:
    """The door to a practice. `cost` is what a new wrap of a passphrase costs to guess."""

    folder: PracticeFolder
    cost: Cost = field(default=crypto.OFFICE_COST)
    tries: Tries = field(default_factory=Tries)

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
            return Unlocked(self.folder.open(self._shared_key(ring, passphrase)))
        wrapped = _of(ring, person)
        keys = self._opened(ring, wrapped, passphrase)
        return Unlocked(self.folder.open(keys.database), _proof(wrapped.person, keys))

    def unlock_with_recovery_key(self, recovery: RecoveryKey) -> Store:
        """Open the practice. Raises WrongRecoveryKey, and what `PracticeFolder` does.

        Nobody's passphrase changes: go on with `recover` where one is lost.
        """
        self.folder.stands()
        return self.folder.open(self._key_by_recovery(self.folder.keys(), recovery))

    def open_with_kept_key(self, person: str, key: Secret) -> Unlocked:
        """Open the practice as somebody, with the database key that they had this computer keep.

        Raises what `PracticeFolder` does.
        """
        self.folder.stands()
        proof = Proof(person, b"", _seal_key(key))
        return Unlocked(self.folder.open(key), proof, "keychain")

    def database_key(self, person: str, passphrase: str) -> Secret:
        """The key of the database, for somebody who wants this computer to keep it.

        Raises as `signing_key` does.
        """
        ring = self.folder.keys()
        return self._opened(ring, _of(ring, person, must_name=True), passphrase).database

    def signing_key(self, person: str, passphrase: str) -> Secret:
        """The seed of somebody's signing key, for one sitting.

        Raises WrongPassphrase, TriesUsedUp, and NotSignedIn for somebody who has no key.
        """
        ring = self.folder.keys()
        return self._opened(ring, _of(ring, person, must_name=True), passphrase).signing

    def prove(self, person: str, passphrase: str) -> Proof:
        """That somebody is who they say. Raises as `signing_key` does."""
        ring = self.folder.keys()
        return _proof(person, self._opened(ring, _of(ring, person, must_name=True), passphrase))

    def share_out(self, passphrase: str, people: Mapping[str, str]) -> Mapping[str, bytes]:
        """Give everybody's passphrase to these people (names by staff id); then it opens for nobody
        else. Returns the public halves of their new keys.

        Raises WrongPassphrase, TriesUsedUp, DiskFull, ReadOnlyFolder.
        """
        ring = self.folder.keys()
        database = self._shared_key(ring, passphrase)
        made = [
            self._made(ring, OpenedKeys(database, crypto.new_signing_key()), *each, passphrase)
            for each in people.items()
        ]
        kept = tuple(each.wrapped for each in made)
        self.folder.replace_keys(replace(ring, by_passphrase=None, people=kept))
        return {each.wrapped.person: each.public for each in made}

    def new_keys(
        self, by: str, by_passphrase: str, person: str, name: str, passphrase: str
    ) -> tuple[NewKeys | None, tuple[str, ...]]:
        """New keys for somebody, by the passphrase of another; or what is wrong with theirs.

        Nothing is kept before `keep`. Raises as `signing_key` does, for `by`.
        """
        ring = self.folder.keys()
        database = self._opened(ring, _of(ring, by, must_name=True), by_passphrase).database
        return self._new_keys(ring, database, person, name, passphrase)

    def new_keys_by_recovery(
        self, recovery: RecoveryKey, person: str, name: str, passphrase: str
    ) -> tuple[NewKeys | None, tuple[str, ...]]:
        """The same by the recovery key. Raises WrongRecoveryKey."""
        ring = self.folder.keys()
        database = self._key_by_recovery(ring, recovery)
        return self._new_keys(ring, database, person, name, passphrase)

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
        database = self._key_by_recovery(ring, recovery)
        if problems := passphrase_problems(passphrase):
            return None, problems
        if ring.by_passphrase is not None:
            shared = crypto.wrap_with_passphrase(database, passphrase, ring.practice, self.cost)
            self.folder.replace_keys(replace(ring, by_passphrase=shared))
            return Unlocked(self.folder.open(database), way="recovery key"), ()
        owner, keys = _of(ring, person), OpenedKeys(database, crypto.new_signing_key())
        new = self._made(ring, keys, owner.person, owner.name, passphrase)
        store = self.folder.open(database)  # a practice that does not open changes nobody's keys
        try:
            self.keep(new)
        except BaseException:
            store.close()
            raise
        return Unlocked(store, _proof(owner.person, keys), way="recovery key"), ()

    def keep(self, new: NewKeys) -> None:
        """Put somebody's new keys in place of those they had. Raises DiskFull, ReadOnlyFolder."""
        ring = self.folder.keys()
        self.folder.replace_keys(replace(ring, people=_with(ring, new.wrapped)))

    def change_passphrase(self, person: str, old: str, new: str) -> tuple[str, ...]:
        """Wrap somebody's keys, which stay the same, by a new passphrase of theirs.

        Returns what is wrong with that one. Raises as `signing_key` does, and DiskFull,
        ReadOnlyFolder. Whatever goes wrong, the old one holds.
        """
        ring = self.folder.keys()
        wrapped = _of(ring, person, must_name=True)
        keys = self._opened(ring, wrapped, old)
        if problems := passphrase_problems(new):
            return problems
        self.keep(self._made(ring, keys, wrapped.person, wrapped.name, new))
        return ()

    def rename(self, names: Mapping[str, str]) -> None:
        """Let the door list people by the names they have now. Raises DiskFull, ReadOnlyFolder."""
        ring = self.folder.keys()
        people = tuple(replace(p, name=names.get(p.person, p.name)) for p in ring.people)
        if people != ring.people:
            self.folder.replace_keys(replace(ring, people=people))

    def withdraw(self, person: str) -> None:
        """Somebody's passphrase opens the practice no more. Raises DiskFull, ReadOnlyFolder.

        A copy of the key file that they may have kept still opens the database they may have kept.
        """
        ring = self.folder.keys()
        others = tuple(each for each in ring.people if each.person != person)
        if others != ring.people:
            self.folder.replace_keys(replace(ring, people=others))

    def _new_keys(
        self, ring: KeyRing, database: Secret, person: str, name: str, passphrase: str
    ) -> tuple[NewKeys | None, tuple[str, ...]]:
        if problems := passphrase_problems(passphrase):
            return None, problems
        keys = OpenedKeys(database, crypto.new_signing_key())
        return self._made(ring, keys, person, name, passphrase), ()

    def _made(
        self, ring: KeyRing, keys: OpenedKeys, person: str, name: str, passphrase: str
    ) -> NewKeys:
        practice, cost = ring.practice, self.cost
        wrapped = crypto.wrap_for_person(keys, person, name, passphrase, practice, cost)
        return NewKeys(wrapped, crypto.public_half(keys.signing))

    def _opened(self, ring: KeyRing, wrapped: PersonKeys, passphrase: str) -> OpenedKeys:
        with self.tries.counted(wrapped.person):
            return crypto.unwrap_for_person(wrapped, passphrase, ring.practice)

    def _shared_key(self, ring: KeyRing, passphrase: str) -> Secret:
        if ring.by_passphrase is None:
            raise WrongPassphrase
        with self.tries.counted(""):
            return crypto.unwrap_with_passphrase(ring.by_passphrase, passphrase, ring.practice)

    @staticmethod
    def _key_by_recovery(ring: KeyRing, recovery: RecoveryKey) -> Secret:
        return crypto.unwrap_with_recovery_key(ring.by_recovery_key, recovery.secret, ring.practice)


def _proof(person: str, keys: OpenedKeys) -> Proof:
    return Proof(person, crypto.public_half(keys.signing), _seal_key(keys.database))


def _seal_key(database: Secret) -> Secret:
    return crypto.derived_key(database, "authenticators")


def _of(ring: KeyRing, person: str, *, must_name: bool = False) -> PersonKeys:
    """Somebody's keys; the only ones there are where nobody need be named. Raises NotSignedIn."""
    if not person and not must_name and len(ring.people) == 1:
        return ring.people[0]
    for each in ring.people:
        if each.person == person:
            return each
    raise NotSignedIn


def _with(ring: KeyRing, new: PersonKeys) -> tuple[PersonKeys, ...]:
    """Everybody's keys, the new ones in the place of the older."""
    if any(each.person == new.person for each in ring.people):
        return tuple(new if each.person == new.person else each for each in ring.people)
    return (*ring.people, new)
