"""First start, unlocking and changing the passphrase; called by the first dialogs and the CLI.

Slow by intent (Argon2id, about half a second a call): call from a worker, not from the window.
Neither passphrase, recovery key nor database key is kept here after a call, or written anywhere
but wrapped.
"""

import os
from dataclasses import dataclass, field, replace

from app import crypto
from app.crypto import Cost, KeyRing, Secret
from app.errors import WrongPassphrase
from app.services.key_ports import PracticeFolder
from app.services.passphrase import passphrase_problems
from app.services.ports import Store
from app.services.recovery_key import RecoveryKey, is_group, new_recovery_key

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
class Access:
    """The door to a practice. `cost` is what a new wrap of the passphrase costs to guess."""

    folder: PracticeFolder
    cost: Cost = field(default=crypto.OFFICE_COST)

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

    def unlock(self, passphrase: str) -> Store:
        """Open the practice. Raises WrongPassphrase, and what `PracticeFolder` does."""
        self.folder.stands()  # half a practice says what is missing, before any key is tried
        return self.folder.open(self._key_by_passphrase(self.folder.keys(), passphrase))

    def unlock_with_recovery_key(self, recovery: RecoveryKey) -> Store:
        """Open the practice. Raises WrongRecoveryKey, and what `PracticeFolder` does.

        The passphrase stays as it is: go on with `reset_passphrase` where it is lost.
        """
        self.folder.stands()
        return self.folder.open(self._key_by_recovery(self.folder.keys(), recovery))

    def change_passphrase(self, old: str, new: str) -> tuple[str, ...]:
        """Wrap the database key by a new passphrase; returns what is wrong with that one.

        Raises WrongPassphrase, DiskFull, ReadOnlyFolder. Whatever goes wrong, the old one holds.
        """
        ring = self.folder.keys()
        return self._rewrap(ring, self._key_by_passphrase(ring, old), new)

    def reset_passphrase(self, recovery: RecoveryKey, new: str) -> tuple[str, ...]:
        """The same for a forgotten passphrase. Raises WrongRecoveryKey first."""
        ring = self.folder.keys()
        return self._rewrap(ring, self._key_by_recovery(ring, recovery), new)

    def _rewrap(self, ring: KeyRing, key: Secret, new: str) -> tuple[str, ...]:
        if problems := passphrase_problems(new):
            return problems
        wrapped = crypto.wrap_with_passphrase(key, new, ring.practice, self.cost)
        self.folder.replace_keys(replace(ring, by_passphrase=wrapped))
        return ()

    @staticmethod
    def _key_by_passphrase(ring: KeyRing, passphrase: str) -> Secret:
        if ring.by_passphrase is None:
            raise WrongPassphrase
        return crypto.unwrap_with_passphrase(ring.by_passphrase, passphrase, ring.practice)

    @staticmethod
    def _key_by_recovery(ring: KeyRing, recovery: RecoveryKey) -> Secret:
        return crypto.unwrap_with_recovery_key(ring.by_recovery_key, recovery.secret, ring.practice)
