"""What an open practice has to do with who signs in; bootstrap makes one, the office carries it."""

from dataclasses import dataclass, replace

from app.domain.practice.authority import Right
from app.services.people.access import Access, Unlocked
from app.services.people.accounts import Accounts
from app.services.people.keychain_way import Keychain, KeychainWay
from app.services.people.pins import Pins
from app.services.people.recovery_renewal import RecoveryRenewal
from app.services.people.sign_in import Switching
from app.services.permission import Permission
from app.services.trail import Trail
from app.services.work.leaving import Leaving


@dataclass(frozen=True, slots=True)
class PeopleDesk:
    """Accounts, leavers, and changing who is at the keyboard."""

    accounts: Accounts
    switching: Switching
    keychain: KeychainWay

    @classmethod
    def over(
        cls, unlocked: Unlocked, access: Access, keychain: Keychain, trail: Trail
    ) -> "PeopleDesk":
        """The desk of a practice just unlocked by `trail.who`, who by passphrase may set a PIN."""
        pins, store = Pins(), unlocked.store
        if unlocked.way != "keychain":
            pins.prove(trail.who)
        accounts = Accounts(store, access, trail)
        switching = Switching(store, access, pins, trail.now)
        return cls(accounts, switching, KeychainWay(access, keychain))

    @property
    def leaving(self) -> Leaving:
        """What lets people leave."""
        return Leaving(self.accounts)

    @property
    def renewal(self) -> RecoveryRenewal:
        """What makes a new recovery key."""
        return RecoveryRenewal(self.accounts)

    def may(self, right: Right) -> bool:
        """Whether whoever is at the keyboard may do something, as of now."""
        accounts = self.accounts
        return Permission(accounts.store, accounts.trail.who).may(right)

    def as_user(self, trail: Trail) -> "PeopleDesk":
        """The same desk, with somebody else at the keyboard."""
        return replace(self, accounts=self.accounts.as_user(trail))
