"""A new recovery key, for when the paper is lost, was seen by others or was used.

The staff tab and the banner over the window ask for it; slow by intent (Argon2id), so on a worker.
The old key opens the practice until one group of the new one was typed back from the paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.crypto import WrappedKey
from app.domain.audit import About, AuditQuery, Deed
from app.domain.practice.authority import Right
from app.errors import NotAllowed, WrongPassphrase
from app.services.people.accounts import NOT_TWO, Accounts
from app.services.people.recovery_key import RecoveryKey, is_group, new_recovery_key
from app.services.permission import require, rights

RECOVERY_WAY = "recovery key"
"""How the history says that an emergency was ended by the paper (`accounts`, `sign_in`)."""


@dataclass(frozen=True, slots=True, repr=False)
class NewRecoveryKey:
    """A recovery key that opens nothing yet. `asked` is the group to type back, 0 the first.

    `second` is the manager (a staff id) who typed their passphrase too; empty where nobody could.
    """

    key: RecoveryKey
    asked: int
    wrapped: WrappedKey
    second: str


@dataclass(frozen=True, slots=True)
class RecoveryRenewal:
    """Makes a new recovery key for the practice of these accounts."""

    accounts: Accounts

    def seconds(self) -> Mapping[str, str]:
        """Who can be the second manager, names by staff id; without one, one manager does alone."""
        return self.accounts.seconds("")

    def begin(
        self, own: str, second: str, seconds_passphrase: str
    ) -> tuple[NewRecoveryKey | None, tuple[str, ...]]:
        """A new key by the passphrases of two managers, or what is wrong with the second's.

        Nothing is kept before `keep`. Raises NotAllowed, TriesUsedUp, and WrongPassphrase for that
        of whoever is at the keyboard.
        """
        who, access = self.accounts.trail.who, self.accounts.access
        with self.accounts.store.reading() as found:
            require(found, who, Right.EDIT_PEOPLE)
        seconds = self.seconds()
        if bool(seconds) != bool(second) or (second and second not in seconds):
            return None, (NOT_TWO,)
        key = new_recovery_key()
        wrapped = access.keys.recovery_wrap(who, own, key)
        if second:
            try:
                access.prove(second, seconds_passphrase)
            except WrongPassphrase:
                return None, (f"That is not the passphrase of {seconds[second]}. Type it again.",)
        return NewRecoveryKey(key, key.any_group(), wrapped, second), ()

    def keep(self, new: NewRecoveryKey, group: str) -> bool:
        """Let the new key replace the old one, if `group` is the one asked back; whether it was.

        Raises NotAllowed, StaleRecord and disk failures; then the old key still opens.
        """
        if not is_group(new.key, new.asked, group):
            return False
        keys, old = self.accounts.access.keys, None
        how = {"way": "two managers", "second": new.second} if new.second else {"way": "one alone"}
        try:
            with self.accounts.store.writing() as found:
                require(found, self.accounts.trail.who, Right.EDIT_PEOPLE)
                if new.second and Right.EDIT_PEOPLE not in rights(found, new.second):
                    raise NotAllowed
                about = About("practice", "practice")
                self.accounts.trail.add(found, Deed.RECOVERY_KEY_MADE, about, **how)
                old = keys.put_recovery_wrap(new.wrapped)
        except BaseException:
            if old is not None:  # the rows were refused after the keys were written
                keys.put_recovery_wrap(old)
            raise
        return True

    def is_due(self) -> bool:
        """Whether the paper was used since its key was made, and who is asked may make another."""
        deeds = (Deed.EMERGENCY_ACCESS, Deed.RECOVERY_KEY_MADE)
        with self.accounts.store.reading() as found:
            if Right.EDIT_PEOPLE not in rights(found, self.accounts.trail.who):
                return False
            for row in found.audit.page(AuditQuery(deeds=deeds)).rows:
                if row.deed == Deed.RECOVERY_KEY_MADE:
                    return False
                if row.told.get("way") == RECOVERY_WAY:
                    return True
        return False
