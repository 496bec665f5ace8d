"""Signing in, accounts, leaving, PINs: over a practice in memory and its real key ring."""

import datetime as dt
from dataclasses import dataclass, field, replace

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto import Cost, Secret, fingerprint
from app.domain.audit import Anchor, AuditQuery, Deed
from app.domain.authority import Right, rights_of
from app.domain.people import PersonName, StaffMember, StaffRole
from app.errors import (
    DamagedDocument,
    NotAllowed,
    NotSignedIn,
    StaleRecord,
    TriesUsedUp,
    WrongPassphrase,
    WrongRecoveryKey,
)
from app.interchange.csv_lines import csv_lines
from app.services import authenticator
from app.services.access import Access, Entrance, Unlocked
from app.services.accounts import LAST_MANAGER, NO_REASON, NOT_TWO, Accounts
from app.services.history import History
from app.services.keychain_way import KeychainWay
from app.services.leaving import Leaving
from app.services.people_desk import PeopleDesk
from app.services.permission import Permission, require
from app.services.pins import Pins, pin_problems
from app.services.ports import Store
from app.services.records import Records
from app.services.recovery_key import RecoveryKey, new_recovery_key
from app.services.sign_in import SignIn
from app.services.trail import Trail
from app.services.trail_start import begin_trail
from app.services.tries import BookInMemory, Tries
from app.sign_in_errors import AccountClosed, CodeNeeded, KeyReplaced, NoKeychain, WrongCode
from tests.storage import samples
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

    def drop(self, entry: str) -> None:
        self.kept.pop(entry, None)


@dataclass
class Practice:
    """A practice in memory, and who comes in through its door."""

    access: Access
    recovery: RecoveryKey
    at: dt.datetime = NOON
    keychain: Drawer = field(default_factory=Drawer)

    @classmethod
    def begun(cls) -> "Practice":
        """Just made: Ada (dentist), Mona (manager), Finn (front desk), the passphrase shared."""
        access = Access(MemoryFolder(), CHEAP, Tries(BookInMemory(), lambda: NOON))
        new, problems = access.begin(FIRST)
        assert new, problems
        new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
        with new.create().writing() as found:
            found.staff.save(member("ada", StaffRole.DENTIST))
            found.staff.save(member("finn", StaffRole.FRONT_DESK))
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


@pytest.fixture
def practice() -> Practice:
    """Just made."""
    return Practice.begun()


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


def test_the_first_person_gets_the_passphrase_and_is_a_manager(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    assert practice.access.people() == {"ada": "Ada Testwell"}
    assert practice.access.folder.keys().by_passphrase is None
    assert stored(accounts.store, "ada").roles == (StaffRole.DENTIST, StaffRole.MANAGER)
    assert [each[0] for each in deeds(accounts.store)] == [
        Deed.UNLOCKED,
        Deed.RIGHTS_CHANGED,
        Deed.ACCOUNT_OPENED,
        Deed.KEY_MADE,
        Deed.SIGNED_IN,
    ]


def test_the_sample_practice_gives_it_to_everybody(practice: Practice) -> None:
    unlocked = practice.access.sign_in("", FIRST)
    practice.enter(unlocked, Entrance(FIRST, share=True))
    assert set(practice.access.people()) == {"ada", "finn"}
    assert practice.sign_in("finn", FIRST).trail.who == "finn"


def test_signing_in_again_makes_nothing_new(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    opened = (Deed.ACCOUNT_OPENED, Deed.KEY_MADE, Deed.KEY_ENDED, Deed.RIGHTS_CHANGED)
    before = deeds(accounts.store, *opened)
    practice.sign_in("ada", FIRST)
    assert deeds(accounts.store, *opened) == before
    assert len(deeds(accounts.store, Deed.SIGNED_IN)) == 2


def test_the_public_key_kept_is_that_of_who_signed_in(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    public = practice.access.prove("ada", FIRST).public
    with accounts.store.reading() as found:
        (key,) = found.signing_keys.of_person("ada")
    assert (key.fingerprint, key.public, key.ended_at) == (fingerprint(public), public, None)


def test_what_a_crash_kept_from_the_database_is_written_at_the_next_sign_in(
    practice: Practice,
) -> None:
    accounts = practice.sign_in("", FIRST)
    new, _ = practice.access.new_keys("ada", FIRST, "finn", "Finn Testwell", THIRD)
    assert new
    practice.access.keep(new)  # and then the lights went out
    practice.sign_in("finn", THIRD)
    with accounts.store.reading() as found:
        assert found.accounts.get("finn") is not None
        assert [key.public for key in found.signing_keys.of_person("finn")] == [new.public]


def test_wrong_tries_are_told_at_the_next_sign_in(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            practice.access.sign_in("ada", OTHER)
    practice.sign_in("ada", FIRST)
    practice.sign_in("ada", FIRST)
    assert deeds(accounts.store, Deed.SIGN_IN_REFUSED) == [("sign-in refused", "ada", "ada")]


def test_only_who_may_change_people_opens_accounts(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finns = accounts.as_user(accounts.trail.as_user("finn"))
    with pytest.raises(NotAllowed):
        finns.open(stored(accounts.store, "mona"), THIRD, FIRST)
    with pytest.raises(NotAllowed):
        finns.reset(stored(accounts.store, "ada"), "mona", OTHER, THIRD, "why not")


def test_the_names_at_the_door_are_those_of_now(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    renamed = PersonName(given="Ada", family="Samplemann")
    with accounts.store.writing() as found:
        found.staff.save(stored(accounts.store, "ada").model_copy(update={"name": renamed}))
    practice.sign_in("ada", FIRST)
    assert practice.access.people() == {"ada": "Ada Samplemann"}


def test_two_managers_set_a_forgotten_passphrase_anew(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finn, before = stored(accounts.store, "finn"), practice.access.prove("finn", THIRD).public
    new = "a newly chosen phrase"
    assert accounts.reset(finn, "mona", OTHER, new, " ") == (NO_REASON,)
    assert accounts.reset(finn, "ada", FIRST, new, "Forgot it") == (NOT_TWO,)
    assert accounts.reset(finn, "finn", THIRD, new, "Forgot it") == (NOT_TWO,)
    with pytest.raises(WrongPassphrase):
        accounts.reset(finn, "mona", FIRST, new, "Forgot it")
    assert len(accounts.reset(finn, "mona", OTHER, "short", "Forgot it")) == 1
    assert practice.access.prove("finn", THIRD).public == before, "nothing changed so far"
    assert accounts.reset(finn, "mona", OTHER, new, "Forgot it") == ()
    assert practice.access.prove("finn", new).public != before
    with accounts.store.reading() as found:
        newer, older = found.signing_keys.of_person("finn")
        told = found.audit.page(AuditQuery(deeds=(Deed.EMERGENCY_ACCESS,))).rows[0].told
    assert older.ended_at or newer.ended_at
    assert {older.public, newer.public} == {before, practice.access.prove("finn", new).public}
    assert told == {"reason": "Forgot it", "way": "two managers", "second": "mona"}


def test_nobody_resets_their_own_as_one_of_the_two(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    ada = stored(accounts.store, "ada")
    assert accounts.reset(ada, "mona", OTHER, "a newly chosen phrase", "Forgot it") == (NOT_TWO,)


def test_the_recovery_key_sets_a_passphrase_anew_inside_too(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finn, new = stored(accounts.store, "finn"), "a newly chosen phrase"
    with pytest.raises(WrongRecoveryKey):
        accounts.reset_by_recovery_key(finn, new_recovery_key(), new, "Forgot it")
    assert accounts.reset_by_recovery_key(finn, practice.recovery, new, "Forgot it") == ()
    assert practice.sign_in("finn", new).trail.who == "finn"


def test_an_older_key_file_put_back_lets_nobody_in_by_a_replaced_passphrase(
    practice: Practice,
) -> None:
    accounts = practice.with_two_managers()
    older = practice.access.folder.keys()
    finn = stored(accounts.store, "finn")
    accounts.reset(finn, "mona", OTHER, "a newly chosen phrase", "Forgot it")
    practice.access.folder.replace_keys(older)
    with pytest.raises(KeyReplaced):
        practice.sign_in("finn", THIRD)


def test_who_left_comes_in_no_more_and_signatures_stay_checkable(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    older = practice.access.folder.keys()
    public = practice.access.prove("finn", THIRD).public
    assert Leaving(accounts).leave(stored(accounts.store, "finn"), "") == ()
    with pytest.raises(NotSignedIn):
        practice.sign_in("finn", THIRD)
    practice.access.folder.replace_keys(older)  # somebody kept a copy
    with pytest.raises(AccountClosed):
        practice.sign_in("finn", THIRD)
    with accounts.store.reading() as found:
        key = found.signing_keys.get(fingerprint(public))
    assert key
    assert key.ended_at == NOON


def test_open_work_goes_to_somebody_else_in_one_step(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    with accounts.store.writing() as found:
        found.patients.save(samples.patient())
        found.staff.save(member("otto", StaffRole.DENTIST))
        for number, who in enumerate(("finn", "ada", "finn")):
            draft = replace(samples.note(f"n{number}"), author_id=who, treating_id="ada")
            found.notes.save(draft, samples.SUMMARY, NOON)
    leaving, finn = Leaving(accounts), stored(accounts.store, "finn")
    assert {row.id for row in leaving.open_work("finn")} == {"n0", "n2"}
    assert len(leaving.leave(finn, "")) == 1, "somebody must go on with them"
    assert stored(accounts.store, "finn").active
    assert leaving.leave(finn, "ada") == ()
    with accounts.store.reading() as found:
        notes = [found.notes.get(f"n{number}") for number in range(3)]
    assert [note.waits_for for note in notes if note] == ["ada", "", "ada"]
    assert [note.author_id for note in notes if note] == ["finn", "ada", "finn"]
    assert not stored(accounts.store, "finn").active
    with pytest.raises(StaleRecord):
        leaving.leave(finn, "ada")
    leaving.come_back(stored(accounts.store, "finn"))
    assert accounts.open(stored(accounts.store, "finn"), FIRST, THIRD) == ()
    assert practice.sign_in("finn", THIRD).trail.who == "finn"


def test_the_last_manager_who_can_sign_in_stays(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    assert Leaving(accounts).leave(stored(accounts.store, "ada"), "") == (LAST_MANAGER,)
    assert practice.sign_in("ada", FIRST).trail.who == "ada"


def test_changing_ones_passphrase_keeps_the_signing_key(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    before = practice.access.prove("ada", FIRST).public
    assert len(accounts.change_passphrase(FIRST, "short")) == 1
    assert accounts.change_passphrase(FIRST, OTHER) == ()
    assert practice.access.prove("ada", OTHER).public == before
    assert deeds(accounts.store, Deed.PASSPHRASE_CHANGED, Deed.KEY_ENDED) == [
        ("passphrase changed", "ada", "ada")
    ]


def with_codes(practice: Practice) -> tuple[Accounts, pyotp.TOTP]:
    """Ada signs in with codes from now on."""
    accounts = practice.sign_in("", FIRST)
    new = accounts.begin_authenticator()
    totp = pyotp.TOTP(new.secret)
    assert "Ada" in new.link
    assert accounts.confirm_authenticator(new, FIRST, "000000") != ()
    assert accounts.confirm_authenticator(new, FIRST, totp.at(NOON)) == ()
    return accounts, totp


def test_codes_are_asked_for_and_work_once(practice: Practice) -> None:
    _, totp = with_codes(practice)
    with pytest.raises(CodeNeeded):
        practice.sign_in("ada", FIRST)
    with pytest.raises(WrongCode):
        practice.sign_in("ada", FIRST, totp.at(NOON))  # used to confirm
    practice.at = NOON + dt.timedelta(seconds=30)
    code = totp.at(practice.at)
    practice.sign_in("ada", FIRST, f"{code[:3]} {code[3:]}")
    with pytest.raises(WrongCode):
        practice.sign_in("ada", FIRST, code)
    practice.at += dt.timedelta(hours=1)
    practice.sign_in("ada", FIRST, totp.at(practice.at - dt.timedelta(seconds=30)))
    with pytest.raises(WrongCode):
        practice.sign_in("ada", FIRST, totp.at(practice.at + dt.timedelta(minutes=2)))


def test_wrong_codes_make_one_wait_as_wrong_passphrases_do(practice: Practice) -> None:
    with_codes(practice)
    for _ in range(4):
        with pytest.raises(WrongCode):
            practice.sign_in("ada", FIRST, "no code")
    with pytest.raises(TriesUsedUp):
        practice.sign_in("ada", FIRST, "no code")


def test_the_secret_of_an_app_is_sealed_for_one_person(practice: Practice) -> None:
    accounts, totp = with_codes(practice)
    with accounts.store.reading() as found:
        account = found.accounts.get("ada")
    assert account
    assert totp.secret not in account.totp
    seal = practice.access.prove("ada", FIRST).seal
    moved = account.model_copy(update={"id": "finn"})
    for other, key in ((moved, seal), (account, Secret(bytes(32)))):
        with pytest.raises(DamagedDocument):
            authenticator.used_step(other, totp.at(NOON), key, NOON)


def test_codes_can_be_done_without_again_and_recovery_drops_them(practice: Practice) -> None:
    accounts, _ = with_codes(practice)
    with pytest.raises(WrongPassphrase):
        accounts.drop_authenticator(OTHER)
    accounts.drop_authenticator(FIRST)
    practice.sign_in("ada", FIRST)
    new = accounts.begin_authenticator()
    practice.at += dt.timedelta(minutes=5)
    assert accounts.confirm_authenticator(new, FIRST, pyotp.TOTP(new.secret).at(practice.at)) == ()
    recovered, _ = practice.access.recover(practice.recovery, "ada", OTHER)
    assert recovered
    practice.enter(recovered, Entrance(OTHER, reason="Phone and passphrase lost"))
    practice.sign_in("ada", OTHER)


def test_a_pin_is_for_who_typed_their_passphrase_and_five_tries() -> None:
    pins = Pins()
    assert pins.set("finn", "4827") != ()
    pins.prove("finn")
    assert pins.set("finn", "4827") == ()
    assert [pins.is_right("finn", pin) for pin in ("1111", "4827")] == [False, True]
    for left in (4, 3, 2, 1, 0):
        assert not pins.is_right("finn", "9999")
        assert pins.tries_left("finn") == left
    assert not pins.is_right("finn", "4827"), "used up: now the passphrase"
    assert pins.set("finn", "4827") != ()


@pytest.mark.parametrize(
    "pin",
    [
        *("", "123", "123456789", "12a4", "²²²²", "0000", "1234", "4321", "7890", "1212"),
        *("1984", "2026", "19840402", "04021984", "31121999", "87654321", "555555"),
    ],
)
def test_pins_that_are_tried_first_are_refused(pin: str) -> None:
    assert len(pin_problems(pin)) == 1


@given(st.text(max_size=12))
def test_no_typed_pin_raises(pin: str) -> None:
    pins = Pins()
    pins.prove("ada")
    if not pin_problems(pin):
        assert pin.isdigit()
    assert not pins.is_right("ada", pin)


def test_rights_follow_roles_at_once(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finn = Permission(accounts.store, "finn")
    assert not finn.may(Right.SEE_MONEY)
    with accounts.store.writing() as found:
        roles = {"more_roles": (StaffRole.BILLER,)}
        found.staff.save(stored(accounts.store, "finn").model_copy(update=roles))
    assert finn.may(Right.SEE_MONEY)
    with accounts.store.reading() as found, pytest.raises(NotAllowed):
        require(found, "finn", Right.EDIT_PEOPLE)
    with accounts.store.reading() as found, pytest.raises(NotAllowed):
        require(found, "", Right.SEE_HISTORY)


@given(st.lists(st.tuples(st.sampled_from(StaffRole), st.booleans()), min_size=1, max_size=6))
def test_somebody_can_always_look_after_people(roles: list[tuple[StaffRole, bool]]) -> None:
    staff = [
        member(f"s{number}", role).model_copy(update={"active": active})
        for number, (role, active) in enumerate(roles)
    ]
    able = [each for each in staff if Right.EDIT_PEOPLE in rights_of(each, staff)]
    assert bool(able) == any(each.active for each in staff)
    assert all(each.active for each in able)


def test_the_keychain_opens_for_who_wished_so_and_signs_nothing(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    way = KeychainWay(practice.access, practice.keychain)
    with pytest.raises(NoKeychain):
        way.sign_in("finn")
    with pytest.raises(WrongPassphrase):
        way.remember("finn", FIRST)
    way.remember("finn", THIRD)
    signing = practice.access.signing_key("finn", THIRD).reveal()
    assert all(kept.reveal() != signing for kept in practice.keychain.kept.values())
    unlocked = way.sign_in("finn")
    assert practice.enter(unlocked, Entrance("")).trail.who == "finn"
    with accounts.store.reading() as found:
        assert len(found.signing_keys.of_person("finn")) == 1
    desk = PeopleDesk.over(unlocked, practice.access, practice.keychain, accounts.trail)
    assert desk.switching.pins.set(accounts.trail.who, "4827") != (), "the passphrase first"
    way.forget("finn")
    with pytest.raises(NoKeychain):
        way.sign_in("finn")


def test_the_keychain_asks_for_the_code_too_and_opens_for_no_leaver(practice: Practice) -> None:
    accounts, totp = with_codes(practice)
    way = KeychainWay(practice.access, practice.keychain)
    way.remember("ada", FIRST)
    with pytest.raises(CodeNeeded):
        practice.enter(way.sign_in("ada"), Entrance(""))
    practice.at += dt.timedelta(seconds=30)
    practice.enter(way.sign_in("ada"), Entrance("", totp.at(practice.at)))
    practice.access.withdraw("ada")
    with pytest.raises(NotSignedIn):
        way.sign_in("ada")
    assert accounts.standing()["ada"].can_sign_in is False


def test_without_a_keychain_nothing_is_remembered(practice: Practice) -> None:
    practice.sign_in("", FIRST)
    practice.keychain.is_there = False
    with pytest.raises(NoKeychain):
        KeychainWay(practice.access, practice.keychain).remember("ada", FIRST)


def test_services_refuse_what_roles_do_not_allow(practice: Practice) -> None:
    """Not the screens alone: each act is tried as the front desk, then as the manager."""
    accounts = practice.with_two_managers()
    store, trail = accounts.store, accounts.trail
    finn = Records(store, trail.as_user("finn"))
    hired = member("iris", StaffRole.ASSISTANT)
    for record in (hired, samples.practice()):
        with pytest.raises(NotAllowed):
            finn.save(record)
        Records(store, trail.as_user("mona")).save(record)
    finn.save(samples.patient())
    assert ("roles changed", "mona", "iris") in deeds(store, Deed.RIGHTS_CHANGED)
    history = History(store, trail.as_user("finn"), dt.UTC, csv_lines)
    with pytest.raises(NotAllowed):
        history.page(AuditQuery())
    assert history.as_user(trail).page(AuditQuery()).rows
