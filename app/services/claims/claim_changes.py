"""Does changes of claims, each once, and keeps those that wait for the store or for a decision.

The claim page does all its changes here, the worklist those that found no server; what waits is
brought by `office.waiting_pages`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Protocol

from app.domain.claims.claim import Claim
from app.domain.claims.claim_change import ClaimChange, LeftOnClaim, applied, fits, is_in
from app.domain.ids import new_id
from app.domain.left_open.unfinished import record_name
from app.errors import ClaimBlocked, DamagedFile, NotAllowed, StaleRecord
from app.services.claims.claim_beginning import Begun
from app.services.claims.claims import FollowedClaims
from app.services.notes.unfinished import Unfinished

KIND, STEP = "claim", "step"
"""What waits on a claim's page, and what was done away from it; for `left_open.unfinished`."""

NEVER = (ValueError, ClaimBlocked, NotAllowed)
"""What doing it again would not help: a step that does not follow, a note that may not leave."""


class UnfitChangeError(ValueError):
    """A change that what it is about does not allow; its text is a sentence for the screen."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A claim with a change in it, and the version that what waits behind it is done over."""

    claim: Claim
    version: int


class ListActs(Protocol):
    """What is done with a claim from the worklist; `work.work_acts` does it."""

    def put_off(self, claim_id: str, day: date, reason: str) -> object:
        """Look at a claim again on a day, and why."""
        ...

    def take_over(self, claim_id: str) -> object:
        """Make a claim one's own."""
        ...

    def followed_up(self, claim_id: str, again: date) -> object:
        """Say that a claim was followed up, and the day it comes again."""
        ...


@dataclass(frozen=True, slots=True)
class ClaimChanges:
    """As `who` is at the keyboard (a staff id). The rest are the services of single changes."""

    claims: FollowedClaims
    unfinished: Unfinished
    who: str
    add_note: Callable[[Claim, str], Begun]
    take_back: Callable[[Claim, str, str], Claim]
    acts: ListActs

    def do(self, claim: Claim, change: ClaimChange) -> Claim:
        """Do a change to a claim as it was read; returns it as it is stored then.

        Raises ValueError, ClaimBlocked and NotAllowed where it may not be done, KeyError,
        StaleRecord, disk failures.
        """
        text, reference = change.text, change.reference
        match change.kind:
            case "fields":
                return self.claims.change(applied(claim, change), *change.values)
            case "line" | "new line" | "no line":
                return self.claims.change(applied(claim, change), "lines")
            case "note":
                begun = self.add_note(claim, reference)
                if begun.claim is None:
                    raise UnfitChangeError(begun.problem)
                return begun.claim
            case "take back":
                return self.take_back(claim, reference, text)
            case "put off" | "take over" | "follow up":
                self._act(claim.id, change)
                return self.claims.get(claim.id)
            case "move" if change.state is not None:
                return self.claims.move(claim, change.state, text, reference, **change.values)
            case _:
                return self.claims.tell(claim, text, reference, **change.values)

    def settle(self, claim_id: str, version: int, change: ClaimChange) -> Settled | None:
        """Do a change that was wished over a version of a claim, unless it is done already.

        None where the claim was changed since and somebody has to decide. Raises as `do`.
        """
        stored = self.claims.get(claim_id)
        is_as_seen = stored.version == version
        if is_in(stored, change, self.who):
            return Settled(stored, stored.version if stored.version == version + 1 else version)
        if not (is_as_seen or fits(stored, change, self.who)):
            return None
        done = self.do(stored, change)
        return Settled(done, done.version if is_as_seen else version)

    def left(self, claim_id: str) -> LeftOnClaim | None:
        """What waits on a claim, steps taken away from its page behind it; None for nothing.

        Raises disk failures.
        """
        own = self._read(record_name(KIND, claim_id))
        apart = record_name(STEP, claim_id, "")
        names = [name for name in self.unfinished.names() if name.startswith(f"{apart}:")]
        steps = [step for step in map(self._read, names) if step is not None]
        if not steps:
            return own
        own = own or LeftOnClaim(version=0)
        changes = sorted((c for step in steps for c in step.changes), key=attrgetter("at"))
        left = own.model_copy(update={"changes": (*own.changes, *changes)})
        self.keep(claim_id, left)
        for name in names:  # twice in it after a crash here, it is done once all the same
            self.unfinished.forget(name)
        return left

    def keep(self, claim_id: str, left: LeftOnClaim) -> None:
        """Keep what waits on a claim, in place of what was kept. Raises disk failures."""
        _put(self.unfinished, record_name(KIND, claim_id), left)

    def bring(self, claim_id: str) -> bool | None:
        """Do what waits on a claim, in order; False where somebody has to decide about some of it.

        None where nothing waits: what is only being typed is left to the page. Raises disk
        failures; what was done by then waits no more.
        """
        left = self.left(claim_id)
        if left is None or not left.changes:
            return None
        while left.changes:
            try:
                settled = self.settle(claim_id, left.version, left.changes[0])
            except (*NEVER, KeyError, StaleRecord, DamagedFile):
                return False
            if settled is None:
                return False
            rest = {"version": settled.version, "changes": left.changes[1:]}
            left = left.model_copy(update=rest)
            self.keep(claim_id, left)
        return True

    def _act(self, claim_id: str, change: ClaimChange) -> None:
        """Do what was done on the worklist."""
        if change.kind == "put off":
            self.acts.put_off(claim_id, change.day, change.text)
        elif change.kind == "follow up":
            self.acts.followed_up(claim_id, change.day)
        else:
            self.acts.take_over(claim_id)

    def _read(self, name: str) -> LeftOnClaim | None:
        kept = self.unfinished.text(name)
        try:
            return LeftOnClaim.model_validate_json(kept.body) if kept else None
        except ValueError:
            return None


def wait(unfinished: Unfinished, claim_id: str, change: ClaimChange) -> None:
    """Let a step wait that was taken away from the claim's page. Raises disk failures.

    It lies apart, for what waits on the claim already cannot be read while the server is away.
    """
    name = record_name(STEP, claim_id, new_id())
    _put(unfinished, name, LeftOnClaim(version=0, changes=(change,)))


def _put(unfinished: Unfinished, name: str, left: LeftOnClaim) -> None:
    if left.is_nothing:
        unfinished.forget(name)
    else:
        unfinished.keep_text(name, left.model_dump_json())
