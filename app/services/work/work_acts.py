"""What is done with a claim from the worklist itself: put off, taken over, followed up; and undone.

The Work page calls it. Each act is an event of the claim and a row of the trail; undoing one is
another act, so that what happened stays told.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.audit import Deed
from app.domain.claims.claim import SETTLED_STATES, Claim, ClaimState
from app.domain.claims.claim_change import TAKEN_OVER, followed_up_words, put_off_words
from app.domain.claims.claim_steps import told
from app.domain.deadlines.deadline import counted
from app.domain.deadlines.work_days import next_work_day
from app.domain.practice.authority import Right
from app.services.claims.claim_clocks import ASK_AFTER
from app.services.claims.claim_keeping import keep, stored_claim
from app.services.permission import require
from app.services.ports.store import Store
from app.services.trail import Trail

_SET_HERE = ("follow_up", "hold_until", "owner")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in words, and the claim before and after it, so that it can be undone."""

    words: str
    before: Claim
    after: Claim


@dataclass(frozen=True, slots=True)
class WorkActs:
    """As whoever is at the keyboard. Every act raises KeyError, NotAllowed and disk failures."""

    store: Store
    trail: Trail
    today: Callable[[], dt.date]

    def put_off(self, claim_id: str, day: dt.date, reason: str) -> Done:
        """Look at a claim again on a day, and why; one on hold stays on hold until then.

        A limit that the payer set is not moved by it: the claim stays listed by that.
        """

        def change(claim: Claim) -> Claim:
            held = claim.state is ClaimState.ON_HOLD
            more = {"hold_until": day} if held else {}
            return claim.model_copy(update={"follow_up": day, **more})

        return self._change(claim_id, put_off_words(day, reason), change)

    def take_over(self, claim_id: str) -> Done:
        """Make a claim one's own."""
        who = self.trail.who
        return self._change(
            claim_id, TAKEN_OVER, lambda claim: claim.model_copy(update={"owner": who})
        )

    @property
    def again(self) -> dt.date:
        """When a claim that is followed up today comes again: after the time of habit."""
        return next_work_day(counted(self.today(), ASK_AFTER))

    def followed_up(self, claim_id: str, again: dt.date) -> Done:
        """Say that a claim was followed up, and the day it comes again.

        A settled one does not: what came in late was looked at.
        """

        def change(claim: Claim) -> Claim:
            day = None if claim.state in SETTLED_STATES else again
            return claim.model_copy(update={"follow_up": day})

        return self._change(claim_id, lambda after: followed_up_words(after.follow_up), change)

    def undo(self, done: Done) -> Done:
        """Set back what an act set. Raises StaleRecord where the claim was changed since."""
        back: dict[str, object] = {name: getattr(done.before, name) for name in _SET_HERE}
        back["version"] = done.after.version
        return self._change(
            done.after.id, f"Undone: {done.words}", lambda claim: claim.model_copy(update=back)
        )

    def _change(
        self, claim_id: str, words: str | Callable[[Claim], str], change: Callable[[Claim], Claim]
    ) -> Done:
        with self.store.writing() as found:
            require(found, self.trail.who, Right.SEE_MONEY)
            before = stored_claim(found, claim_id)
            changed = change(before)
            words = words if isinstance(words, str) else words(changed)
            after = told(changed, self.trail.now(), self.trail.who, words)
            fields = [name for name in _SET_HERE if getattr(after, name) != getattr(before, name)]
            kept = keep(found, self.trail, after, Deed.CLAIM_CHANGED, fields=fields)
        return Done(words, before, kept)
