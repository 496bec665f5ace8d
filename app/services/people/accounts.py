"""Who can sign in: accounts opened and closed, passphrases changed or set anew, authenticator apps.

The staff tab and the dialogs behind it call it, on a worker where a passphrase is typed. Everything
it does is in the trail. The key ring is written inside the transaction of its rows: a disk that
refuses one refuses both, and what a crash leaves half done is mended at the next sign-in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.audit import About, Deed
from app.domain.practice.account import Account
from app.domain.practice.authority import Right, managers, rights_of
from app.domain.practice.people import StaffMember
from app.errors import NotAllowed
from app.services.people.access import Access
from app.services.people.authenticator import NewAuthenticator, new_authenticator, sealed, step_of
from app.services.people.key_desk import NewKeys
from app.services.people.recovery_key import RecoveryKey
from app.services.people.sign_in import end_keys, register
from app.services.permission import require, rights
from app.services.ports.store import Repositories, Store
from app.services.trail import Trail
from app.sign_in_errors import LastManager

NO_REASON = "Type the reason. It is kept in the history."
NOT_TWO = "This takes two managers: you, and another one who types their own passphrase."
LAST_MANAGER = LastManager.sentence
WRONG_FIRST_CODE = "That is not the code that the app shows now. Type the next one."


@dataclass(frozen=True, slots=True)
class AccountStanding:
    """How somebody signs in: whether they can, and with a code besides."""

    can_sign_in: bool = False
    has_code: bool = False


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a practice, as `trail.who` (a staff id) may see and change them."""

    store: Store
    access: Access
    trail: Trail

    def as_user(self, trail: Trail) -> "Accounts":
        """The same accounts, with somebody else at the keyboard."""
        return replace(self, trail=trail)

    def standing(self) -> Mapping[str, AccountStanding]:
        """How everybody signs in, by staff id; who never could is left out."""
        can = self.access.people()
        with self.store.reading() as found:
            kept = {each.id: each for each in found.accounts.all()}
        return {
            person: AccountStanding(
                person in can,
                person in kept and bool(kept[person].totp),
            )
            for person in {*can, *kept}
        }

    def open(self, member: StaffMember, own: str, theirs: str) -> tuple[str, ...]:
        """Let somebody sign in with a passphrase they typed; returns what is wrong with that one.

        `own` is the passphrase of who opens the account. Raises NotAllowed, also for somebody who
        can sign in already (a passphrase is set anew by two), WrongPassphrase, TriesUsedUp,
        NotSignedIn and disk failures.
        """
        self._require(Right.EDIT_PEOPLE)
        if not member.active or member.id in self.access.people():
            raise NotAllowed
        new, problems = self.access.keys.new_keys(
            self.trail.who, own, member.id, member.name.full, theirs
        )
        if new is not None:
            with self.store.writing() as found:
                require(found, self.trail.who, Right.EDIT_PEOPLE)
                self._keep(found, new)
        return problems

    def change_passphrase(self, old: str, new: str) -> tuple[str, ...]:
        """Change one's own passphrase; the signing key stays. Returns what is wrong with the new.

        Raises WrongPassphrase, TriesUsedUp, NotSignedIn and disk failures.
        """
        problems = self.access.keys.change_passphrase(self.trail.who, old, new)
        if not problems:
            with self.store.writing() as found:
                self.trail.add(found, Deed.PASSPHRASE_CHANGED, About("staff", self.trail.who))
        return problems

    def seconds(self, person: str) -> Mapping[str, str]:
        """Which managers can be the second one when somebody forgot: names by staff id."""
        can = self.access.people()
        with self.store.reading() as found:
            staff = found.staff.all()
        return {
            each.id: each.name.full
            for each in staff
            if each.id in can
            and each.id not in (person, self.trail.who)
            and Right.EDIT_PEOPLE in rights_of(each, staff)
        }

    def reset(
        self, member: StaffMember, second: str, seconds_passphrase: str, new: str, reason: str
    ) -> tuple[str, ...]:
        """Give somebody who forgot theirs a new passphrase and new keys: two managers together.

        Whoever is at the keyboard asks, `second` types their passphrase. Old signatures stay valid.
        Returns what is wrong with what was typed. Raises NotAllowed, WrongPassphrase, TriesUsedUp
        and disk failures.
        """
        self._require(Right.EDIT_PEOPLE)
        if not reason.strip():
            return (NO_REASON,)
        if second not in self.seconds(member.id) or member.id == self.trail.who:
            return (NOT_TWO,)
        made, problems = self.access.keys.new_keys(
            second, seconds_passphrase, member.id, member.name.full, new
        )
        if made is not None:
            self._keep_emergency(made, reason, way="two managers", second=second)
        return problems

    def reset_by_recovery_key(
        self, member: StaffMember, recovery: RecoveryKey, new: str, reason: str
    ) -> tuple[str, ...]:
        """The same by the recovery key, where no two managers are. Raises WrongRecoveryKey."""
        self._require(Right.EDIT_PEOPLE)
        if not reason.strip():
            return (NO_REASON,)
        made, problems = self.access.keys.new_keys_by_recovery(
            recovery, member.id, member.name.full, new
        )
        if made is not None:
            self._keep_emergency(made, reason, way="recovery key")
        return problems

    def close(self, found: Repositories, person: str) -> None:
        """Somebody signs in no more: their wrap goes, their public keys stay. In a transaction."""
        account = found.accounts.get(person)
        if account is not None and account.closed_at is None:
            closed = {"closed_at": self.trail.now(), "totp": "", "totp_step": 0}
            found.accounts.save(account.model_copy(update=closed))
            end_keys(found, self.trail, person)
            self.trail.add(found, Deed.ACCOUNT_CLOSED, About("staff", person))
        self.access.keys.withdraw(person)

    def is_last_manager(self, found: Repositories, person: str) -> bool:
        """Whether nobody who can sign in could look after people without this one."""
        can = set(self.access.people())
        others = [each for each in found.staff.all() if each.id != person]
        return not any(each.id in can for each in managers(others))

    def begin_authenticator(self) -> NewAuthenticator:
        """A fresh secret for who is at the keyboard; nothing is kept before `confirm`."""
        with self.store.reading() as found:
            member = found.staff.get(self.trail.who)
        return new_authenticator(member.name.full if member else self.trail.who)

    def confirm_authenticator(
        self, new: NewAuthenticator, passphrase: str, code: str
    ) -> tuple[str, ...]:
        """Ask for codes from now on, if the app shows the right one; else what is wrong.

        Raises WrongPassphrase, TriesUsedUp, NotSignedIn and disk failures.
        """
        step = step_of(code, new.secret, self.trail.now(), 0)
        if step is None:
            return (WRONG_FIRST_CODE,)
        proof = self.access.prove(self.trail.who, passphrase)
        secret = sealed(new, proof.person, proof.seal)
        self._set_code(proof.person, {"totp": secret, "totp_step": step}, codes="asked")
        return ()

    def drop_authenticator(self, passphrase: str) -> None:
        """Ask whoever is at the keyboard for no codes any more. Raises as above."""
        self.access.prove(self.trail.who, passphrase)
        self._set_code(self.trail.who, {"totp": "", "totp_step": 0}, codes="not asked")

    def _set_code(self, person: str, update: Mapping[str, str | int], codes: str) -> None:
        with self.store.writing() as found:
            account = found.accounts.get(person)
            if account is not None:
                found.accounts.save(account.model_copy(update=dict(update)))
                self.trail.add(found, Deed.SETTINGS_CHANGED, About("staff", person), codes=codes)

    def _require(self, right: Right) -> None:
        """Before a passphrase costs half a second; the transaction asks again."""
        with self.store.reading() as found:
            require(found, self.trail.who, right)

    def _keep(self, found: Repositories, new: NewKeys) -> None:
        register(found, self.trail, new.wrapped.person, new.public)
        self.access.keys.keep(new)

    def _keep_emergency(self, new: NewKeys, reason: str, **how: str) -> None:
        person = new.wrapped.person
        about = About("staff", person)
        with self.store.writing() as found:
            require(found, self.trail.who, Right.EDIT_PEOPLE)
            if (second := how.get("second")) and Right.EDIT_PEOPLE not in rights(found, second):
                raise NotAllowed
            self.trail.add(found, Deed.EMERGENCY_ACCESS, about, reason=reason.strip(), **how)
            self._keep(found, new)
            self.trail.add(found, Deed.PASSPHRASE_CHANGED, about)
            account = found.accounts.get(person)
            if account is not None and account.totp:
                found.accounts.save(_without_code(account))


def _without_code(account: Account) -> Account:
    return account.model_copy(update={"totp": "", "totp_step": 0})
