"""The worklist: what somebody, or the office, has to do, the overdue first, of every kind.

The Work page lists it, the rail and the banner count it. Each kind of work comes page by page out
of its own index and the pages are merged, so that a hundred thousand open claims cost what ten do.
"""

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from app.domain.claims.claim_listing import ClaimQuery, ClaimRow
from app.domain.deadlines.awaited_reply import WaitingNote
from app.domain.deadlines.deadline import Clock, do_by
from app.domain.finding.listing import Cursor, NoteRow, Page
from app.domain.practice.authority import Right
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.domain.work.work_item import NEVER, Tally, When, WorkItem, WorkKind, WorkQuery
from app.services.payers.stale_checks import StaleCheck, stale_checks
from app.services.permission import rights
from app.services.ports.store import Repositories, Store
from app.services.work.work_words import (
    answers_words,
    authorization_words,
    claim_act,
    reply_words,
    signing_act,
)

MOST_TO_SIGN = 200
"""Notes that wait for a signature and are listed: more than anybody signs in a day."""

MOST_TO_CHECK = 25
"""Notes being written whose benefit checks are looked at, the longest left first."""

MOST_ANSWERS = 100
"""Answers of payers that are counted; beyond it says "or more"."""

ENDED = dt.timedelta(days=14)
ENDING = dt.timedelta(days=60)
"""How long an authorization that ended is still told, and how long before its end it is."""

_Source: TypeAlias = Callable[[Repositories, WorkQuery], Iterator[WorkItem]]


@dataclass(frozen=True, slots=True)
class Worklist:
    """Of one practice, as `who` (a staff id). `today` is the practice's own day.

    `local_day` is the practice's day at a moment (UTC).
    """

    store: Store
    who: str
    today: Callable[[], dt.date]
    local_day: Callable[[dt.datetime], dt.date]

    def page(self, query: WorkQuery) -> Page[WorkItem]:
        """One page. Who may not see money sees everything but claims and what payers answered."""
        with self.store.reading() as found:
            items = tuple(islice(self._merged(found, query), query.limit + 1))
        shown = items[: query.limit]
        return Page(shown, shown[-1].place if len(items) > query.limit else None)

    def tally(self, limit: int) -> Tally:
        """What is overdue and due today for whoever is at the keyboard, counted up to a limit."""
        page, today = self.page(WorkQuery(person=self.who, limit=limit)), self.today()
        groups = [item.when(today) for item in page.rows]
        overdue, now = groups.count(When.OVERDUE), groups.count(When.TODAY)
        return Tally(overdue, now, more=page.after is not None and overdue + now == limit)

    def payers(self) -> tuple[str, ...]:
        """Payers that have a card, to filter by."""
        with self.store.reading() as found:
            return tuple(card.payer for card in found.payer_cards.all())

    def _merged(self, found: Repositories, query: WorkQuery) -> Iterator[WorkItem]:
        sees_money = Right.SEE_MONEY in rights(found, self.who)
        for_claims_alone = bool(query.payer or query.state)
        sources = (
            source(found, query)
            for kind, source in self._sources(sees_money=sees_money)
            if query.kind in (None, kind) and (kind is WorkKind.CLAIM or not for_claims_alone)
        )
        return heapq.merge(*sources, key=lambda item: item.place)

    def _sources(self, *, sees_money: bool) -> Iterator[tuple[WorkKind, _Source]]:
        yield WorkKind.SIGN, self._to_sign
        yield WorkKind.REPLY, _replies
        yield WorkKind.REQUEST, _requests
        yield WorkKind.CHECK, self._checks
        if sees_money:
            yield WorkKind.ANSWERS, self._answers
            yield WorkKind.CLAIM, _claims
            yield WorkKind.AUTHORIZATION, self._authorizations

    def _to_sign(self, found: Repositories, query: WorkQuery) -> Iterator[WorkItem]:
        """Notes wait for their signers since they were saved last: they are due that day."""
        rows = notes_to_sign(found, query.person, self.today(), self.local_day)
        return _left(query, map(self._note, rows))

    def _note(self, row: NoteRow) -> WorkItem:
        return WorkItem(
            kind=WorkKind.SIGN,
            id=row.id,
            act=signing_act(row),
            about=row.code,
            patient_id=row.patient_id,
            patient=row.patient,
            due=self.local_day(row.saved_at),
            owner=signer_of(row),
            clock=Clock.SIGNATURE,
        )

    def _checks(self, found: Repositories, query: WorkQuery) -> Iterator[WorkItem]:
        """Benefits to be checked again for notes that are still being written."""
        waiting = found.notes.waiting_for(query.person, MOST_TO_CHECK)
        begun = found.notes.left_unsigned(query.person, MOST_TO_CHECK)
        drafts = [row for row in (*waiting, *begun) if row.status == "draft"][:MOST_TO_CHECK]
        return _left(query, map(_check, stale_checks(found, drafts, self.today())))

    def _answers(self, found: Repositories, query: WorkQuery) -> Iterator[WorkItem]:
        """One line for all answers of payers that wait to be matched: they are decided together."""
        count = len(found.remittances.waiting(MOST_ANSWERS))
        told = answers_words(count, more=count == MOST_ANSWERS)
        line = WorkItem(
            WorkKind.ANSWERS, "waiting", "Match payers’ answers", told, due=self.today()
        )
        return _left(query, [line] if count else [])

    def _authorizations(self, found: Repositories, query: WorkQuery) -> Iterator[WorkItem]:
        today = self.today()
        ending = found.authorizations.ending(today - ENDED, today + ENDING)
        names = _names(found, {each.patient for each in ending})
        items = (
            WorkItem(
                kind=WorkKind.AUTHORIZATION,
                id=each.id,
                act="Use or renew",
                about=authorization_words(each),
                patient_id=each.patient,
                patient=names.get(each.patient, ""),
                payer=each.payer,
                due=do_by(each.until),
                clock=Clock.AUTHORIZATION,
            )
            for each in ending
            if each.until
        )
        return _left(query, items)


def _check(stale: StaleCheck) -> WorkItem:
    note = stale.note
    return WorkItem(
        kind=WorkKind.CHECK,
        id=note.id,
        act="Check the benefits again",
        about=note.code,
        patient_id=note.patient_id,
        patient=note.patient,
        payer=stale.payer,
        due=stale.good_until,
        owner=signer_of(note),
        clock=Clock.VERIFICATION,
    )


def notes_to_sign(
    found: Repositories,
    person: str,
    today: dt.date,
    local_day: Callable[[dt.datetime], dt.date],
) -> tuple[NoteRow, ...]:
    """Notes that wait for somebody's signature, and drafts that were left since another day.

    Nobody's id means everybody. A draft of today is still being written.
    """
    left = found.notes.left_unsigned(person, MOST_TO_SIGN)
    waiting = found.notes.waiting_for(person, MOST_TO_SIGN)
    return (*waiting, *(row for row in left if local_day(row.saved_at) < today))


def signer_of(row: NoteRow) -> str:
    """Who has to act on an unsigned or half-signed note (a staff id)."""
    return row.waits_for or row.co_signer or row.author_id


def _claims(found: Repositories, query: WorkQuery) -> Iterator[WorkItem]:
    after = _behind(query.after, WorkKind.CLAIM)
    states = (query.state,) if query.state else ()
    while True:
        asked = ClaimQuery(
            states=states,
            is_open=True,
            owner=query.person,
            payer=query.payer,
            after=after,
            limit=query.limit + 1,
        )
        page = found.claims.page(asked)
        yield from map(_claim, page.rows)
        if page.after is None:
            return
        after = page.after


def _claim(row: ClaimRow) -> WorkItem:
    return WorkItem(
        kind=WorkKind.CLAIM,
        id=row.id,
        act=claim_act(row.state, row.clock),
        about=row.number,
        patient_id=row.patient_id,
        patient=row.patient,
        payer=row.payer,
        due=row.due,
        owner=row.owner,
        amount=row.billed,
        state=row.state,
        clock=row.clock,
    )


def _replies(found: Repositories, query: WorkQuery) -> Iterator[WorkItem]:
    """Replies awaited; the usual dentist asks for those that nobody is left to ask for."""
    after = _behind(query.after, WorkKind.REPLY)
    is_usual = query.person and query.person == found.practice.get().treating
    gone = [each.id for each in found.staff.all() if not each.active] if is_usual else []
    while True:
        page = found.replies.page(query.person, after, query.limit + 1, gone)
        yield from map(_reply, page.rows)
        if page.after is None:
            return
        after = page.after


def _reply(row: WaitingNote) -> WorkItem:
    return WorkItem(
        kind=WorkKind.REPLY,
        id=row.id,
        act="Ask for the reply",
        about=reply_words(row),
        patient_id=row.patient_id,
        patient=row.patient,
        due=row.due,
        owner=row.treating_id,
        clock=Clock.WAITING,
    )


def _requests(found: Repositories, query: WorkQuery) -> Iterator[WorkItem]:
    asked: tuple[RecordRequest | AmendmentRequest, ...] = (
        *found.record_requests.open(),
        *found.amendment_requests.open(),
    )
    names = _names(found, {each.patient for each in asked})
    items = (
        WorkItem(
            kind=WorkKind.REQUEST,
            id=each.id,
            act="Answer the request",
            about="Records" if isinstance(each, RecordRequest) else "Amendment",
            patient_id=each.patient,
            patient=names.get(each.patient, ""),
            due=do_by(each.due),
            clock=Clock.REQUEST,
        )
        for each in asked
    )
    return _left(query, items)


def _names(found: Repositories, patients: set[str]) -> dict[str, str]:
    return {each.id: each.name.sorted for each in found.patients.some(patients)}


def _left(query: WorkQuery, items: Iterable[WorkItem]) -> Iterator[WorkItem]:
    """What comes after the page before, in order; for kinds of which there are few."""
    after = query.after
    return iter(
        sorted(
            (item for item in items if after is None or item.place > after),
            key=lambda item: item.place,
        )
    )


def _behind(after: Cursor | None, kind: WorkKind) -> Cursor | None:
    """The place in the index of one kind from which the list goes on.

    A kind that comes later on the same day begins with that day, one that comes before it has shown
    all of the day.
    """
    if after is None:
        return None
    day, (of, record) = after[0], after[1].split(" ", 1)
    if kind.value == of:
        return day, record
    if kind.value > of:
        return day, ""
    if day == NEVER.isoformat():
        return _BEYOND
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat(), ""


_BEYOND = ("none", "")
"""Behind every day: letters come after digits in every order a database knows."""
