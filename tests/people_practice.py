"""A practice in memory and its real key ring, and who comes in through its door; for tests."""

import datetime as dt
from dataclasses import dataclass, field

import pyotp

from app.crypto import Cost, Secret
from app.domain.audit import Anchor, AuditQuery, Deed
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.services.audit.trail_start import begin_trail
from app.services.office.people_desk import PeopleDesk
from app.services.people.access import Access, Entrance, Unlocked
from app.services.people.accounts import Accounts
from app.services.people.recovery_key import RecoveryKey
from app.services.people.sign_in import SignIn
from app.services.people.tries import BookInMemory, Tries
from app.services.ports.folder import PracticeFolder
from app.services.ports.store import Store
from app.services.trail import Trail
from tests.storage.fakes import MemoryFolder

CHEAP = Cost(passes=1, memory_kib=128, lanes=1)
FIRST, OTHER, THIRD = "four quiet green chairs", "seven loud red tables", "nine slow blue lamps"
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def member(person: str, role: StaffRole, *more: StaffRole) -> StaffMember:
    """Somebody on the staff, named after their id."""
    name = PersonName(given=person.title(), family="Testwell")
    return StaffMember(id=person, name=name, role=role, more_roles=more)


class Drawer:
    """A keychain in memory; `is_there` is off on a computer without one."""

    def __init__(self) -> None:
        self.kept: dict[str, Secret] = {}
        self.is_there = True

    def get(self, entry: str) -> Secret | None:
        return self.kept.get(entry)

    def put(self, entry: str, secret: Secret) -> bool:
        if self.is_there:
            self.kept[entry] = secret
        return self.is_there

    def drop(self, entry: str) -> bool:
        if self.is_there:
            self.kept.pop(entry, None)
        return self.is_there


@dataclass
class Practice:
    """A practice in memory, and who comes in through its door."""

    access: Access
    recovery: RecoveryKey
    at: dt.datetime = NOON
    keychain: Drawer = field(default_factory=Drawer)

    @classmethod
    def begun(cls, folder: PracticeFolder | None = None) -> "Practice":
        """Just made: Ada (dentist), Mona (manager), Finn (front desk), the passphrase shared."""
        access = Access(folder or MemoryFolder(), CHEAP, Tries(BookInMemory(), lambda: NOON))
        new, problems = access.begin(FIRST)
        assert new, problems
        new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
        store = new.create()
        with store.writing() as found:
            found.staff.save(member("ada", StaffRole.DENTIST))
            found.staff.save(member("finn", StaffRole.FRONT_DESK))
        if folder:  # in memory there is one store for all
            store.close()
        return cls(access, new.recovery_key)

    def now(self) -> dt.datetime:
        """The time by the practice's clock."""
        return self.at

    def enter(self, unlocked: Unlocked, entrance: Entrance, last: str = "ada") -> Accounts:
        """Come in as bootstrap lets one in."""
        sign_in = SignIn(self.access, self.now)
        step = sign_in.admit(unlocked, entrance)
        trail = Trail(self.now, unlocked.proof.person if unlocked.proof else last)
        with unlocked.store.writing() as found:
            begin_trail(found, Anchor("none"), trail)
        sign_in.settle(unlocked, entrance, trail, step)
        return PeopleDesk.over(unlocked, self.access, self.keychain, trail).accounts

    def sign_in(self, person: str, passphrase: str, code: str = "") -> Accounts:
        """Come in by passphrase."""
        unlocked = self.access.sign_in(person, passphrase)
        return self.enter(unlocked, Entrance(passphrase, code))

    def with_two_managers(self) -> Accounts:
        """Ada and Mona manage, Finn has an account too; Ada is at the keyboard."""
        accounts = self.sign_in("", FIRST)
        with accounts.store.writing() as found:
            found.staff.save(member("mona", StaffRole.MANAGER))
        for person, passphrase in (("mona", OTHER), ("finn", THIRD)):
            assert accounts.open(stored(accounts.store, person), FIRST, passphrase) == ()
        return accounts


def stored(store: Store, person: str) -> StaffMember:
    with store.reading() as found:
        kept = found.staff.get(person)
    assert kept
    return kept


def deeds(store: Store, *wanted: Deed) -> list[tuple[str, str, str]]:
    """What the trail tells, oldest first: deed, who, about whom."""
    with store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=wanted, limit=500)).rows
    return [(row.deed, row.who, row.about) for row in reversed(rows)]


def with_codes(practice: Practice) -> tuple[Accounts, pyotp.TOTP]:
    """Ada signs in with codes from now on."""
    accounts = practice.sign_in("", FIRST)
    new = accounts.begin_authenticator()
    totp = pyotp.TOTP(new.secret)
    assert "Ada" in new.link
    assert accounts.confirm_authenticator(new, FIRST, "000000") != ()
    assert accounts.confirm_authenticator(new, FIRST, totp.at(NOON)) == ()
    return accounts, totp
