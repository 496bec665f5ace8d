"""Gives people their keys, changes and withdraws them: who may sign in, and by which passphrase.

Accounts and signing in ask it through `Access`. Slow by intent (Argon2id): call from a worker.
Nothing is written anywhere but wrapped.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app import crypto
from app.crypto import Cost, KeyRing, OpenedKeys, PersonKeys, Secret, WrappedKey
from app.services.people.key_opening import by_recovery, open_own, open_shared, wraps_of
from app.services.people.passphrase import passphrase_problems
from app.services.people.recovery_key import RecoveryKey
from app.services.people.tries import Tries
from app.services.ports.folder import PracticeFolder


@dataclass(frozen=True, slots=True)
class NewKeys:
    """Keys made for somebody, not kept yet; `public` is the half that signatures are checked by."""

    wrapped: PersonKeys
    public: bytes


@dataclass(frozen=True, slots=True)
class KeyDesk:
    """Of one practice. `cost` is what a new wrap of a passphrase costs to guess."""

    folder: PracticeFolder
    cost: Cost
    tries: Tries

    def share_out(self, passphrase: str, people: Mapping[str, str]) -> Mapping[str, bytes]:
        """Give everybody's passphrase to these people (names by staff id); then it opens for nobody
        else. Returns the public halves of their new keys.

        Raises WrongPassphrase, TriesUsedUp, DiskFull, ReadOnlyFolder.
        """
        ring = self.folder.keys()
        database = open_shared(self.tries, ring, passphrase)
        made = [
            self.made(ring, OpenedKeys(database, crypto.new_signing_key()), *each, passphrase)
            for each in people.items()
        ]
        kept = tuple(each.wrapped for each in made)
        self.folder.replace_keys(replace(ring, by_passphrase=None, people=kept))
        return {each.wrapped.person: each.public for each in made}

    def new_keys(
        self, by: str, by_passphrase: str, person: str, name: str, passphrase: str
    ) -> tuple[NewKeys | None, tuple[str, ...]]:
        """New keys for somebody, by the passphrase of another; or what is wrong with theirs.

        Nothing is kept before `keep`. Raises as `Access.signing_key` does, for `by`.
        """
        ring = self.folder.keys()
        own = wraps_of(ring, by, must_name=True)
        database = open_own(self.tries, ring, own, by_passphrase).database
        return self._new_keys(ring, database, person, name, passphrase)

    def new_keys_by_recovery(
        self, recovery: RecoveryKey, person: str, name: str, passphrase: str
    ) -> tuple[NewKeys | None, tuple[str, ...]]:
        """The same by the recovery key. Raises WrongRecoveryKey."""
        ring = self.folder.keys()
        database = by_recovery(ring, recovery)
        return self._new_keys(ring, database, person, name, passphrase)

    def keep(self, new: NewKeys) -> None:
        """Put somebody's new keys in place of those they had. Raises DiskFull, ReadOnlyFolder."""
        ring = self.folder.keys()
        self.folder.replace_keys(replace(ring, people=_with(ring, new.wrapped)))

    def change_passphrase(self, person: str, old: str, new: str) -> tuple[str, ...]:
        """Wrap somebody's keys, which stay the same, by a new passphrase of theirs.

        Returns what is wrong with that one. Raises as `Access.signing_key` does, and DiskFull,
        ReadOnlyFolder. Whatever goes wrong, the old one holds.
        """
        ring = self.folder.keys()
        wrapped = wraps_of(ring, person, must_name=True)
        keys = open_own(self.tries, ring, wrapped, old)
        if problems := passphrase_problems(new):
            return problems
        self.keep(self.made(ring, keys, wrapped.person, wrapped.name, new))
        return ()

    def recovery_wrap(self, by: str, passphrase: str, recovery: RecoveryKey) -> WrappedKey:
        """The database key wrapped by a new recovery key, by somebody's passphrase; not kept yet.

        Raises as `Access.signing_key` does, for `by`.
        """
        ring = self.folder.keys()
        own = wraps_of(ring, by, must_name=True)
        database = open_own(self.tries, ring, own, passphrase).database
        return crypto.wrap_with_recovery_key(database, recovery.secret, ring.practice)

    def put_recovery_wrap(self, wrapped: WrappedKey) -> WrappedKey:
        """Let another recovery key open the practice, by one write; returns the wrap before it.

        Raises DiskFull, ReadOnlyFolder, and StaleRecord where keys were written elsewhere just now.
        """
        ring = self.folder.keys()
        self.folder.replace_keys(replace(ring, by_recovery_key=wrapped))
        return ring.by_recovery_key

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

    def made(
        self, ring: KeyRing, keys: OpenedKeys, person: str, name: str, passphrase: str
    ) -> NewKeys:
        """Somebody's keys wrapped by a passphrase of theirs; not kept yet."""
        practice, cost = ring.practice, self.cost
        wrapped = crypto.wrap_for_person(keys, person, name, passphrase, practice, cost)
        return NewKeys(wrapped, crypto.public_half(keys.signing))

    def _new_keys(
        self, ring: KeyRing, database: Secret, person: str, name: str, passphrase: str
    ) -> tuple[NewKeys | None, tuple[str, ...]]:
        if problems := passphrase_problems(passphrase):
            return None, problems
        keys = OpenedKeys(database, crypto.new_signing_key())
        return self.made(ring, keys, person, name, passphrase), ()


def _with(ring: KeyRing, new: PersonKeys) -> tuple[PersonKeys, ...]:
    """Everybody's keys, the new ones in the place of the older."""
    if any(each.person == new.person for each in ring.people):
        return tuple(new if each.person == new.person else each for each in ring.people)
    return (*ring.people, new)
