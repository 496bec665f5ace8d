"""Reports over claims and notes: aging, denials, minutes of case management, time to payment.

The Reports page and `chartproof report` ask for them, on a worker where they read much. Claims and
notes are read in batches, each in a transaction of its own: nobody waits for a report.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from app.domain.claims.claim import Claim, Posting
from app.domain.claims.claim_listing import ClaimRow
from app.domain.claims.reason import Reasons
from app.domain.deadlines.deadline import months_after
from app.domain.evidence.light_table import Stop, Stopped, never
from app.domain.facts.facts import Facts
from app.domain.facts.known import Known
from app.domain.facts.time_spent import NOT_NAMED, time_spent
from app.domain.finding.listing import NoteQuery, Page
from app.domain.guides.answers import Date, Person
from app.domain.notes.note import Note
from app.domain.practice.authority import Right
from app.domain.reading.dates import show_date
from app.domain.work.aging import AgedBy, AgedQuery
from app.domain.work.report import Report
from app.errors import DamagedFile
from app.rules.engine import evaluate
from app.services.notes.charting import Clock
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.printing.catalogue import Catalogue
from app.services.work.report_tables import (
    Answers,
    Course,
    Worked,
    aging,
    count_answers,
    denials,
    minutes,
    times,
)

CASE_MANAGEMENT = "D9997"
ACTIVITIES = "activities"
"""The table of a case-management note whose rows are timed actions."""

BATCH = 200


class Kind(StrEnum):
    """Which report."""

    AGING = "aging"
    DENIALS = "denials"
    MINUTES = "minutes"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which report, and over what: `by` for the aging, `months` back for the others (0: all)."""

    kind: Kind = Kind.AGING
    by: AgedBy = "sent"
    months: int = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """How far a report is that reads many records: how many of which it has read."""

    what: Literal["claims", "notes"]
    done: int


Told = Callable[[Counted], None]
"""Is told after each batch, on the thread that counts."""


def unheard(_news: Counted) -> None:
    """Nobody waits for news."""


class Reports:
    """Of one practice, for `who` (a staff id). May be used from any thread."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        reasons: Callable[[], Reasons],
        clock: Clock,
        who: str,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._reasons = reasons
        self._clock = clock
        self._who = who

    def make(self, wish: Wish, stop: Stop = never, told: Told = unheard) -> Report:
        """Count one report. Raises NotAllowed, DamagedFile, Stopped."""
        since = _since(self._today(), wish.months)
        words = f"Since {show_date(since)}." if wish.months else "Over all time."
        match wish.kind:
            case Kind.AGING:
                return self._aging(wish.by)
            case Kind.DENIALS:
                return denials(self._answers(since), words, self._reasons())
            case Kind.MINUTES:
                return minutes(self._worked(since, stop, told), words)
            case Kind.TIMES:
                return times(self._courses(since, stop, told), words)

    def query(self, by: AgedBy, payer: str) -> AgedQuery:
        """The claims behind a row of the aging as of today."""
        return AgedQuery(by, self._today(), payer)

    def behind(self, query: AgedQuery) -> Page[ClaimRow]:
        """The claims behind a sum of the aging. Raises NotAllowed."""
        with self._store.reading() as found:
            require(found, self._who, Right.SEE_MONEY)
            return found.claim_reports.aged(query)

    def _aging(self, by: AgedBy) -> Report:
        with self._store.reading() as found:
            require(found, self._who, Right.SEE_MONEY)
            return aging(found.claim_reports.aging(by, self._today()), by)

    def _answers(self, since: dt.date) -> Mapping[tuple[str, str], Answers]:
        with self._store.reading() as found:
            require(found, self._who, Right.SEE_MONEY)
            return count_answers(found.claim_reports.answers(since))

    def _claims(self, since: dt.date, stop: Stop, told: Told) -> Iterator[Claim]:
        after, done = "", 0
        while not stop():
            with self._store.reading() as found:
                require(found, self._who, Right.SEE_MONEY)
                batch = found.claim_reports.batch(since, after, BATCH)
            yield from batch
            done += len(batch)
            told(Counted("claims", done))
            if len(batch) < BATCH:
                return
            after = batch[-1].id
        raise Stopped

    def _notes(
        self, query: NoteQuery, stop: Stop, told: Told, saved_since: dt.date = dt.date.min
    ) -> Iterator[Note]:
        """Notes that are not void, the last saved first, page by page, as far back as asked for.

        One that cannot be read is left out.
        """
        done = 0
        while not stop():
            with self._store.reading() as found:
                require(found, self._who, Right.SEE_MONEY)
                page = found.notes.page(query)
                zone = self._clock.zone
                rows = [r for r in page.rows if r.saved_at.astimezone(zone).date() >= saved_since]
                notes = [_readable(found, row.id) for row in rows if not row.is_void]
            yield from (note for note in notes if note is not None)
            done += len(rows)
            told(Counted("notes", done))
            if page.after is None or len(rows) < len(page.rows):
                return
            query = replace(query, after=page.after)
        raise Stopped

    def _worked(self, since: dt.date, stop: Stop, told: Told) -> Mapping[tuple[str, str], Worked]:
        worked: dict[tuple[str, str], Worked] = {}
        guide = self._catalogue.compiled(CASE_MANAGEMENT)
        query = NoteQuery(code=CASE_MANAGEMENT, limit=BATCH)
        for note in self._notes(query, stop, told, since):  # older ones tell of no later day
            known = Known(self._today())
            answers, reasons = note.content.answers, note.content.reasons
            hidden = evaluate(guide, answers, known, reasons).hidden
            for month, person, spent in _activities(Facts(answers, known, hidden), since):
                each = worked.setdefault((month, person), Worked())
                each.minutes += spent
                each.activities += 1
                each.notes.add(note.id)
        return worked

    def _courses(self, since: dt.date, stop: Stop, told: Told) -> Iterator[Course]:
        paid: dict[str, dt.date] = {}
        for claim in self._claims(since, stop, told):
            day = self._first_payment(claim)
            for line in claim.lines if day else ():
                if day and line.note:
                    paid[line.note] = min(day, paid.get(line.note, day))
        query = NoteQuery(status="signed", from_day=since, limit=BATCH)
        for note in self._notes(query, stop, told):
            service, signed = note.date_of_service, note.signature
            if service and signed:
                local = signed.at.astimezone(self._clock.zone).date()
                yield Course(service, local, paid.get(note.id))

    def _first_payment(self, claim: Claim) -> dt.date | None:
        days = (
            self._day_of(posting) for posting in claim.standing if posting.paid and posting.paid > 0
        )
        return min(days, default=None)

    def _day_of(self, posting: Posting) -> dt.date:
        entered = posting.at.astimezone(self._clock.zone).date()
        return posting.eob_date or posting.received_on or entered

    def _today(self) -> dt.date:
        return self._clock.local().date()


def _readable(found: Repositories, note_id: str) -> Note | None:
    try:
        return found.notes.get(note_id)
    except DamagedFile:
        return None


def _activities(facts: Facts, since: dt.date) -> Iterator[tuple[str, str, int]]:
    """Month, person and minutes of every timed row since a day."""
    for row in facts.rows(ACTIVITIES):
        day = facts.read(f"{ACTIVITIES}/{row}/date")
        spent = time_spent(facts, f"{ACTIVITIES}/{row}/minutes")
        who = facts.read(f"{ACTIVITIES}/{row}/who")
        if isinstance(day, Date) and day.value >= since and spent is not None:
            name = who.name if isinstance(who, Person) else NOT_NAMED
            yield f"{day.value:%Y-%m}", name, spent.minutes


def _since(today: dt.date, months: int) -> dt.date:
    """The first day of the month so many months back; the first day there is for none."""
    if not months:
        return dt.date.min
    return months_after(today.replace(day=1), -months)
