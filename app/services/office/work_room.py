"""What there is to do in a practice, together: worklist, acts on it, deadlines, calendar file.

The office makes one whenever a page of work asks for it; it holds nothing of its own.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.audit import Deed
from app.domain.claims.claim_change import ClaimChange, plain
from app.domain.deadlines.deadline import Deadline
from app.files import write_whole
from app.server_errors import ServerUnreachable
from app.services.claims.claim_changes import wait
from app.services.notes.charting import Clock
from app.services.notes.unfinished import Unfinished
from app.services.ports.store import Store
from app.services.trail import Trail, file_digests
from app.services.work.calendar_file import calendar_of
from app.services.work.deadlines import LOOK_AHEAD, Deadlines
from app.services.work.work_acts import Done, WorkActs
from app.services.work.worklist import Worklist


@dataclass(frozen=True, slots=True)
class WorkRoom:
    """Of one practice, as whoever is at the keyboard."""

    store: Store
    clock: Clock
    trail: Trail

    def today(self) -> dt.date:
        """The practice's own day."""
        return self.clock.local().date()

    @property
    def worklist(self) -> Worklist:
        """What there is to do."""
        return Worklist(self.store, self.trail.who, self.today, self._day)

    @property
    def acts(self) -> WorkActs:
        """What is done from the list itself."""
        return WorkActs(self.store, self.trail, self.today)

    def put_off(self, claim_id: str, day: dt.date, reason: str) -> Done | None:
        """Put a claim off; None where the server is away: it is done when that is back.

        Raises as `acts.put_off`. So it is with the other two.
        """
        change = ClaimChange(
            kind="put off", at=self.trail.now(), text=reason, values=plain({"follow_up": day})
        )
        return self._do(claim_id, change, lambda: self.acts.put_off(claim_id, day, reason))

    def take_over(self, claim_id: str, owner: str) -> Done | None:
        """Make a claim one's own that was somebody's (a staff id) as it was listed."""
        values, were = plain({"owner": self.trail.who}), plain({"owner": owner})
        change = ClaimChange(kind="take over", at=self.trail.now(), values=values, were=were)
        return self._do(claim_id, change, lambda: self.acts.take_over(claim_id))

    def followed_up(self, claim_id: str) -> Done | None:
        """Say that a claim was followed up today."""
        again = self.acts.again
        values = plain({"follow_up": again})
        change = ClaimChange(kind="follow up", at=self.trail.now(), values=values)
        return self._do(claim_id, change, lambda: self.acts.followed_up(claim_id, again))

    def _do(self, claim_id: str, change: ClaimChange, act: Callable[[], Done]) -> Done | None:
        """Act, or let the change wait for the server. Raises disk failures."""
        try:
            return act()
        except ServerUnreachable:
            wait(Unfinished(self.store, self.trail.who, self.trail.now), claim_id, change)
            return None

    @property
    def deadlines(self) -> Deadlines:
        """Every day by which something must be done."""
        return Deadlines(self.store, self.trail.who, self.today, self._day)

    def export(self, path: Path, until: dt.date | None = None) -> tuple[Deadline, ...]:
        """Write a calendar file and return what is in it. Raises disk failures.

        Without a day, everything of the next `LOOK_AHEAD` and what is overdue.
        """
        every = self.deadlines.until(until or self.today() + LOOK_AHEAD)
        content = calendar_of(every, self.clock.utc())
        write_whole(path, content)
        files, entries = file_digests(content), len(every)
        with self.store.writing() as found:
            self.trail.add(found, Deed.EXPORTED, paper="deadlines", entries=entries, files=files)
        return every

    def _day(self, at: dt.datetime) -> dt.date:
        return at.astimezone(self.clock.zone).date()
