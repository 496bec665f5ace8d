"""Signing in on the command line: who, by which passphrase, with a code where one is asked for.

The verbs that open a practice call it; roles count here as they do in the window.
"""

import datetime as dt
import getpass
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.verbs.console import complain, shown

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.domain.practice.authority import Right
    from app.services.people.access import Access, Entrance, Unlocked
    from app.services.ports.folder import PracticeFolder
    from app.services.ports.store import Store
    from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever opened a practice from the command line."""

    access: "Access"
    unlocked: "Unlocked"
    entrance: "Entrance"
    step: int

    @property
    def store(self) -> "Store":
        """The practice; to be closed by who asked for it."""
        return self.unlocked.store

    @property
    def who(self) -> str:
        """Their staff id; empty where the passphrase is everybody's still."""
        return self.unlocked.proof.person if self.unlocked.proof else ""

    def begin(self) -> "Trail":
        """The trail of this session, begun as by the window. Writes that they signed in."""
        from app.services.people.sign_in import SignIn

        trail = begun_trail(self.store, self.who)
        SignIn(self.access, _now).settle(self.unlocked, self.entrance, trail, self.step)
        return trail

    def require(self, right: "Right") -> None:
        """Raises NotAllowed unless their roles give them the right."""
        from app.services.permission import require

        with self.store.reading() as found:
            require(found, self.who, right)


def sign_in(practice: "PracticeFolder", *, elsewhere: bool = False) -> Guest:
    """Ask who it is and open the practice.

    `elsewhere` is a copy that is not this computer's own: nothing is written beside it. Raises
    WrongPassphrase, TriesUsedUp and what else `Access.sign_in` and `admit` do.
    """
    from app import paths
    from app.bootstrap import make_access
    from app.services.people.access import Access, Entrance
    from app.services.people.sign_in import SignIn
    from app.sign_in_errors import CodeNeeded

    access = Access(practice) if elsewhere else make_access(practice, paths.data_folder())
    person = _asked_name(access.people())
    entrance = Entrance(getpass.getpass("Passphrase: "))
    unlocked = access.sign_in(person, entrance.passphrase)
    door = SignIn(access, _now)
    try:
        try:
            step = door.admit(unlocked, entrance)
        except CodeNeeded:
            code = getpass.getpass("Code from your authenticator app: ")
            step = door.admit(unlocked, Entrance(entrance.passphrase, code))
    except BaseException:
        unlocked.store.close()
        raise
    return Guest(access, unlocked, entrance, step)


def require_right(practice: "PracticeFolder", *, tells: bool = False) -> str:
    """Ask who it is, for verbs that put a whole practice in another's place; their staff id.

    `tells` writes down that they signed in. Raises NotAllowed unless they may restore, and what
    `sign_in` does.
    """
    from app.domain.practice.authority import Right

    guest = sign_in(practice)
    with closing(guest.store):
        guest.require(Right.RESTORE)
        if tells:
            guest.begin()
    return guest.who


def begun_trail(store: "Store", who: str = "") -> "Trail":
    """The trail of a session that somebody (a staff id) began, nobody unless named."""
    from app.services.audit.trail_start import begin_trail
    from app.services.trail import Trail

    trail = Trail(_now, who)
    anchor = store.anchor()
    with store.writing() as found:
        begin_trail(found, anchor, trail)
    return trail


def _asked_name(people: Mapping[str, str]) -> str:
    """The staff id of who it is; nobody is asked where only one can be meant."""
    if len(people) < 2:
        return ""
    listed = sorted(people.items(), key=lambda each: each[1].casefold())
    for number, (_, name) in enumerate(listed, 1):
        complain(f"{number}  {shown(name)}")
    while True:
        typed = input("Who are you? Type the number: ").strip()
        if typed.isdecimal() and 1 <= int(typed) <= len(listed):
            return listed[int(typed) - 1][0]
        complain(f"Type a number from 1 to {len(listed)}.")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
