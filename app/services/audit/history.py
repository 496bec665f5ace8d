"""The history of a practice as people read it: lines of the audit trail, filtered, and exported.

The History page, the patient page and the command line ask for it, on a worker.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.audit import LEAVES_OFFICE, About, AuditQuery, AuditRow, Deed
from app.domain.finding.listing import Page
from app.domain.practice.authority import Right
from app.files import write_parts_whole
from app.services.audit.trail_names import TrailNames, names_for
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.trail import Trail
from app.services.trail_words import deed_words, detail_words, digest_in

CsvLines = Callable[[Sequence[str], Iterable[Sequence[str]]], Iterator[bytes]]
"""From headings and rows to the parts of a CSV file; `app.interchange` has it."""

HEADINGS = (
    "Number",
    "Workstation",
    "Time (UTC)",
    "Person",
    "What was done",
    "Record",
    "Record id",
    "Patient id",
    "Note id",
    "More",
    "Digest",
    "Hash",
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row of the trail in words; `at` is local time, `who` and `patient` are names.

    `more` has digests shortened; `digest` is the one it tells of in full, if it tells of one.
    """

    id: str
    at: dt.datetime | None
    who: str
    deed: str
    about: str
    patient: str
    more: str
    note_id: str
    patient_id: str
    digest: str = ""


class History:
    """Reads the audit trail of one practice; writes only that it was exported."""

    def __init__(self, store: Store, trail: Trail, zone: dt.tzinfo, lines: CsvLines) -> None:
        self._store = store
        self._trail = trail
        self._zone = zone
        self.lines = lines

    def as_user(self, trail: Trail) -> "History":
        """The same history, with somebody else at the keyboard."""
        return History(self._store, trail, self._zone, self.lines)

    def page(self, query: AuditQuery) -> Page[HistoryLine]:
        """One page of lines, newest first. Raises NotAllowed."""
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_HISTORY)
        return self._page(query)

    def _page(self, query: AuditQuery) -> Page[HistoryLine]:
        with self._store.reading() as found:
            page = found.audit.page(query)
            names = names_for(found, page.rows)
        return Page(tuple(self._line(row, names) for row in page.rows), page.after)

    def what_left(self, patient_id: str) -> tuple[HistoryLine, ...]:
        """What of a patient was printed, exported or sent, the newest first."""
        query = AuditQuery(patient=patient_id, deeds=LEAVES_OFFICE)
        found: list[HistoryLine] = []
        while True:
            page = self._page(query)
            found += page.rows
            if page.after is None:
                return tuple(found)
            query = replace(query, after=page.after)

    def export(self, path: Path, query: AuditQuery) -> None:
        """Write the lines that a query finds as CSV, newest first, and tell the trail.

        Patients are named by their ids only: the file leaves the encrypted practice. Raises
        DiskFull, ReadOnlyFolder, NotAllowed; then there is no file.
        """
        summed = hashlib.sha256()
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_HISTORY)
            rows = self._cells(found, query)
            write_parts_whole(path, _summed(self.lines(HEADINGS, rows), summed.update))
        with self._store.writing() as found:
            files = [summed.hexdigest()]
            self._trail.add(found, Deed.TRAIL_EXPORTED, About("trail"), files=files)

    def _line(self, row: AuditRow, names: TrailNames) -> HistoryLine:
        moment = row.moment
        return HistoryLine(
            id=row.id,
            at=moment.astimezone(self._zone) if moment else None,
            who=names.person(row.who),
            deed=deed_words(row.deed),
            about=names.record(row.kind, row.about),
            patient=names.patients.get(row.patient, ""),
            more=detail_words(row.told, names.value),
            note_id=row.note,
            patient_id=row.patient,
            digest=digest_in(row.told),
        )

    @staticmethod
    def _cells(found: Repositories, query: AuditQuery) -> Iterator[tuple[str, ...]]:
        people = _names(found)
        while True:
            page = found.audit.page(query)
            for row in page.rows:
                yield (
                    str(row.number),
                    row.workstation,
                    row.at,
                    people.get(row.who, row.who),
                    deed_words(row.deed),
                    row.kind,
                    row.about,
                    row.patient,
                    row.note,
                    detail_words(row.told),
                    digest_in(row.told),
                    row.hash,
                )
            if page.after is None:
                return
            query = replace(query, after=page.after)


def _names(found: Repositories) -> Mapping[str, str]:
    return {member.id: member.name.full for member in found.staff.all()}


def _summed(parts: Iterable[bytes], add: Callable[[bytes], object]) -> Iterator[bytes]:
    """The parts as they come, each handed to `add` too."""
    for part in parts:
        add(part)
        yield part
