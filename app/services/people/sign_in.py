"""Signing in: who may come in once their passphrase opened the practice, and what is kept of it.

Bootstrap calls `admit` before the session begins and `settle` once its trail has begun; the window
changes who is at the keyboard by `Switching`. Accounts and public keys that a crash kept from being
written after the key ring are written here, at the next sign-in.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.crypto import fingerprint
from app.domain.audit import About, Deed
from app.domain.practice.account import Account
from app.domain.practice.people import StaffMember, StaffRole
from app.domain.signing.seal import SigningKey
from app.services.people.access import Access, Entrance, Unlocked
from app.services.people.authenticator import used_step
from app.services.people.key_opening import Proof
from app.services.people.pins import Pins
from app.services.people.tries import Tries
from app.services.ports.store import Repositories, Store
from app.services.trail import Trail
from app.sign_in_errors import AccountClosed, CodeNeeded, KeyReplaced, WrongCode

Now = Callable[[], dt.datetime]
"""The time in UTC."""


def admit(found: Repositories, proof: Proof, code: str, tries: Tries, now: Now) -> int:
    """Whether somebody whose passphrase was right may come in; writes nothing.

    Returns the time step that their code uses up, 0 without one. Raises AccountClosed, KeyReplaced,
    CodeNeeded, WrongCode and TriesUsedUp.
    """
    account, member = found.accounts.get(proof.person), found.staff.get(proof.person)
    if _has_left(account, member):
        raise AccountClosed
    key = found.signing_keys.get(fingerprint(proof.public))
    if key is not None and key.ended_at is not None:
        raise KeyReplaced
    if account is None or not account.totp:
        return 0
    if not code.strip():
        raise CodeNeeded
    with tries.counted(f"{proof.person} code"):
        step = used_step(account, code, proof.seal, now())
        if step is None:
            raise WrongCode
    return step


def _has_left(account: Account | None, member: StaffMember | None) -> bool:
    closed = account is not None and account.closed_at is not None
    return closed or (member is not None and not member.active)


def register(found: Repositories, trail: Trail, person: str, public: bytes) -> None:
    """Keep an account and the public half of a signing key, as far as they are not kept yet.

    A key that is new ends the ones before it: what they signed stays valid.
    """
    about, now = About("staff", person), trail.now()
    account = found.accounts.get(person)
    if account is None or account.closed_at is not None:
        version = account.version if account else 0
        found.accounts.save(Account(id=person, made_at=now, version=version))
        trail.add(found, Deed.ACCOUNT_OPENED, about)
    name = fingerprint(public)
    if found.signing_keys.get(name) is None:
        end_keys(found, trail, person)
        found.signing_keys.add(SigningKey(name, person, public, now))
        replace(trail, now=lambda: now).add(found, Deed.KEY_MADE, about, key=name)


def end_keys(found: Repositories, trail: Trail, person: str) -> None:
    """Nothing is signed any more with the keys somebody has."""
    for key in found.signing_keys.of_person(person):
        if key.ended_at is None:
            trail.add(found, Deed.KEY_ENDED, About("staff", person), key=key.fingerprint)
    found.signing_keys.end(person, trail.now())


@dataclass(frozen=True, slots=True)
class SignIn:
    """Brings somebody in, at `tries` and the key ring of `access`."""

    access: Access
    now: Now

    def admit(self, unlocked: Unlocked, entrance: Entrance) -> int:
        """As `admit` does, for a practice just opened. The recovery key needs no code."""
        if unlocked.proof is None or unlocked.way == "recovery key":
            return 0
        with unlocked.store.reading() as found:
            return admit(found, unlocked.proof, entrance.code, self.access.tries, self.now)

    def settle(self, unlocked: Unlocked, entrance: Entrance, trail: Trail, step: int) -> None:
        """Write down that `trail.who` came in, and whatever is not written down yet.

        Where the passphrase was everybody's, it becomes theirs, and somebody must be a manager.
        """
        publics = {}
        if unlocked.proof is not None:
            publics[unlocked.proof.person] = unlocked.proof.public
        elif trail.who:
            with unlocked.store.writing() as found:
                people = _first_people(found, trail, everybody=entrance.share)
            publics = dict(self.access.keys.share_out(entrance.passphrase, people))
        refused = self.access.tries.untold()
        with unlocked.store.writing() as found:
            _tell_refused(found, trail, refused)
            if unlocked.way == "recovery key":
                about = About("staff", trail.who)
                words = {"way": "recovery key", "reason": entrance.reason}
                trail.add(found, Deed.EMERGENCY_ACCESS, about, **words)
                _drop_authenticator(found, trail.who)
            for person, public in publics.items():
                if public:
                    register(found, trail, person, public)
            if step:
                _use_up(found, trail.who, step)
            if trail.who:
                trail.add(found, Deed.SIGNED_IN, way=unlocked.way)
            names = {each.id: each.name.full for each in found.staff.all()}
        self.access.tries.told(refused)
        self.access.keys.rename(names)


def _first_people(found: Repositories, trail: Trail, *, everybody: bool) -> dict[str, str]:
    """Who gets the first passphrase, names by staff id; one of them is a manager, or made one."""
    staff = found.staff.all()
    first = [each for each in staff if each.id == trail.who or (everybody and each.active)]
    if not any(StaffRole.MANAGER in each.roles for each in first if each.active):
        for each in first:
            if each.id == trail.who:
                _make_manager(found, trail, each)
    return {each.id: each.name.full for each in first}


def _make_manager(found: Repositories, trail: Trail, member: StaffMember) -> None:
    roles = (*member.more_roles, StaffRole.MANAGER)
    found.staff.save(member.model_copy(update={"more_roles": roles}))
    told = [role.value for role in (member.role, *roles)]
    trail.add(found, Deed.RIGHTS_CHANGED, About("staff", member.id), roles=told)


def _tell_refused(found: Repositories, trail: Trail, refused: Mapping[str, int]) -> None:
    """Wrong secrets by whose they were to be; a code's are counted under the name and a word."""
    for name, times in refused.items():
        person = name.split(" ")[0]
        about = About("staff", person) if person else About("practice", "practice")
        trail.add(found, Deed.SIGN_IN_REFUSED, about, times=times)


def _use_up(found: Repositories, person: str, step: int) -> None:
    """Keep which code was used. Raises WrongCode where another workstation was faster with it."""
    account = found.accounts.get(person)
    if account is not None:
        if step <= account.totp_step:
            raise WrongCode
        found.accounts.save(account.model_copy(update={"totp_step": step}))


def _drop_authenticator(found: Repositories, person: str) -> None:
    account = found.accounts.get(person)
    if account is not None and account.totp:
        found.accounts.save(account.model_copy(update={"totp": "", "totp_step": 0}))


@dataclass(frozen=True, slots=True)
class Switching:
    """Changes who is at the keyboard of an open practice."""

    store: Store
    access: Access
    pins: Pins
    now: Now

    def by_pin(self, person: str, pin: str, trail: Trail) -> bool:
        """Whether somebody may go on by their PIN; who left meanwhile has none any more.

        A wrong one is told in `trail`, which is that of who is at the keyboard.
        """
        with self.store.reading() as found:
            if _has_left(found.accounts.get(person), found.staff.get(person)):
                self.pins.forget(person)
        if not self.pins.has(person):
            return False
        if self.pins.is_right(person, pin):
            return True
        with self.store.writing() as found:
            about = About("staff", person)
            trail.add(found, Deed.SIGN_IN_REFUSED, about, way="PIN", times=1)
        return False

    def by_passphrase(self, person: str, passphrase: str, code: str, trail: Trail) -> None:
        """Let somebody go on by their passphrase; slow by intent: call on a worker.

        `trail` is theirs. Raises WrongPassphrase, TriesUsedUp, NotSignedIn and what `admit` does.
        """
        proof = self.access.prove(person, passphrase)
        with self.store.reading() as found:
            step = admit(found, proof, code, self.access.tries, self.now)
        refused = self.access.tries.untold()
        with self.store.writing() as found:
            _tell_refused(found, trail, refused)
            register(found, trail, person, proof.public)
            if step:
                _use_up(found, person, step)
            trail.add(found, Deed.SIGNED_IN, way="passphrase")
        self.access.tries.told(refused)
        self.pins.prove(person)
