"""Every day by which something must be done, of every kind, each with where it comes from in words.

The calendar export and the command line ask for all of them until a day, the Work page for those of
one claim. Claims are found by the day that was kept with them: only those due are read.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.domain.claims.claim_listing import ClaimQuery
from app.domain.deadlines.deadline import Clock, Deadline
from app.domain.finding.listing import Cursor
from app.domain.practice.authority import Right
from app.domain.reading.dates import show_date
from app.domain.requests.request_window import ACCESS, AMENDMENT
from app.services.claims.claim_clocks import clocks_of
from app.services.claims.claim_keeping import around, stored_claim
from app.services.permission import rights
from app.services.ports.store import Repositories, Store
from app.services.work.work_words import authorization_words
from app.services.work.worklist import ENDED, notes_to_sign, signer_of

LONGEST_REST = dt.timedelta(days=4)
"""Offices rest no longer than that: what ends later is not to be done before."""

LOOK_AHEAD = dt.timedelta(days=60)
"""How far ahead is looked where nobody names a day."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Of one practice, as `who` (a staff id). `local_day` is the practice's day at a moment."""

    store: Store
    who: str
    today: Callable[[], dt.date]
    local_day: Callable[[dt.datetime], dt.date]

    def of_claim(self, claim_id: str) -> tuple[Deadline, ...]:
        """Everything that runs for a claim, the earliest first; nothing where that may not be seen.

        Raises KeyError.
        """
        with self.store.reading() as found:
            if Right.SEE_MONEY not in rights(found, self.who):
                return ()
            claim = stored_claim(found, claim_id)
            return clocks_of(claim, around(found, claim))

    def until(self, day: dt.date) -> tuple[Deadline, ...]:
        """Everything to be done by a day, the earliest first; without the right, not the claims."""
        with self.store.reading() as found:
            every = [*self._to_sign(found), *_replies(found, day), *_requests(found)]
            if Right.SEE_MONEY in rights(found, self.who):
                every += [*_claims(found, day), *self._authorizations(found, day)]
        due = (each for each in every if each.do_by <= day)
        return tuple(sorted(due, key=lambda each: (each.do_by, each.kind, each.record, each.clock)))

    def _to_sign(self, found: Repositories) -> Iterator[Deadline]:
        for row in notes_to_sign(found, "", self.today(), self.local_day):
            yield Deadline(
                clock=Clock.SIGNATURE,
                due=self.local_day(row.saved_at),
                kind="note",
                record=row.id,
                patient=row.patient_id,
                title=f"{row.code} note",
                basis="a note is signed on the day it was written",
                owner=signer_of(row),
            )

    def _authorizations(self, found: Repositories, day: dt.date) -> Iterator[Deadline]:
        for each in found.authorizations.ending(self.today() - ENDED, day + LONGEST_REST):
            if each.until:
                yield Deadline(
                    clock=Clock.AUTHORIZATION,
                    due=each.until,
                    kind="authorization",
                    record=each.id,
                    patient=each.patient,
                    title=authorization_words(each),
                    basis="the payer’s answer",
                )


def _claims(found: Repositories, day: dt.date) -> Iterator[Deadline]:
    after: Cursor | None = None
    while True:
        query = ClaimQuery(is_open=True, due_until=day, after=after)
        page = found.claims.page(query)
        for row in page.rows:
            claim = found.claims.get(row.id)
            if claim is not None:
                yield from clocks_of(claim, around(found, claim))
        if page.after is None:
            return
        after = page.after


def _replies(found: Repositories, day: dt.date) -> Iterator[Deadline]:
    after: Cursor | None = None
    while True:
        page = found.replies.page("", after, 100)
        for row in page.rows:
            if row.due is None or row.due > day:
                return
            planned = f"treatment planned for {show_date(row.planned)}" if row.planned else ""
            yield Deadline(
                clock=Clock.WAITING,
                due=row.due,
                kind="note",
                record=row.id,
                patient=row.patient_id,
                title=f"{row.code} note",
                basis=planned or "answer needed by, as the note says",
                owner=row.treating_id,
            )
        if page.after is None:
            return
        after = page.after


def _requests(found: Repositories) -> Iterator[Deadline]:
    for record in found.record_requests.open():
        yield Deadline(
            clock=Clock.REQUEST,
            due=record.due,
            kind="request",
            record=record.id,
            patient=record.patient,
            title="Request for records",
            basis=ACCESS.source,
        )
    for amendment in found.amendment_requests.open():
        yield Deadline(
            clock=Clock.REQUEST,
            due=amendment.due,
            kind="amendment",
            record=amendment.id,
            patient=amendment.patient,
            title="Request to amend",
            basis=AMENDMENT.source,
        )
