"""How long this practice's records are kept, and which have come to their day.

The retention page asks for it, on a worker. Records are looked at in portions; the list holds those
whose day came first. Nothing is ever deleted.
"""

import datetime as dt
import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.documents.requests import retention as paper
from app.documents.requests.retention import Due, RetentionReport
from app.domain.audit import NOTHING, About, Deed
from app.domain.evidence.light_table import Stop, Stopped, never
from app.domain.practice.authority import Right
from app.domain.practice.people import Patient, Practice
from app.domain.reading.dates import show_date
from app.domain.requests.retention import DEFAULT, KeptFile, RetentionRule
from app.files import write_whole
from app.services.notes.charting import Clock
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.printing.printing import Printed, Printer
from app.services.trail import Trail, file_digests
from app.services.trail_words import moment_words

FILE_NAME = "retention-report.pdf"
MOST_LISTED = 1_000
"""More are counted and not listed: nobody looks through them in one go."""

_BASIS = {
    "rule": "Read in the rule itself",
    "secondary": "Read about, not in the rule itself",
    "general_knowledge": "General knowledge, not looked up",
}

Rules = Callable[[], Mapping[str, RetentionRule]]
"""The rules by state; loaded when first asked for."""


@dataclass(frozen=True, slots=True)
class DueFile:
    """A record whose day has come."""

    patient: Patient
    last: dt.date
    not_before: dt.date


@dataclass(frozen=True, slots=True)
class Retained:
    """How it stands with all records by one rule.

    `due` are those whose day came first, at most `MOST_LISTED` of `come`. `young` have not come to
    their day, `unknown` lack a date of birth, `empty` have no entry.
    """

    rule: RetentionRule
    is_own_state: bool
    due: tuple[DueFile, ...]
    come: int
    young: int
    unknown: int
    empty: int

    @property
    def rule_words(self) -> str:
        """The rule in one sentence."""
        rule = self.rule
        return (
            f"{rule.years} years from the last entry; of a minor also {rule.minor_years} years"
            f" from the birthday of majority ({rule.majority})"
        )

    @property
    def basis_words(self) -> str:
        """How much of the rule was read, where and when."""
        source = self.rule.source
        parts = (_BASIS[self.rule.basis], source.title, source.where)
        said = "; ".join(part for part in parts if part)
        return f"{said} (checked {show_date(source.checked)})"


@dataclass(frozen=True, slots=True)
class Retention:
    """The retention of one practice's records."""

    store: Store
    rules: Rules
    printer: Printer
    clock: Clock
    trail: Trail

    def look(self, stop: Stop = never) -> Retained:
        """Go through all records. Raises NotAllowed, Stopped."""
        with self.store.reading() as found:
            require(found, self.trail.who, Right.ANSWER_REQUESTS)
            practice = found.practice.get()
        rules = self.rules()
        state = practice.address.state.strip().upper()
        return self._count(rules.get(state, rules[DEFAULT]), state in rules, stop)

    def save(self, retained: Retained, path: Path) -> Printed:
        """Write the report as a PDF file, whole or not at all.

        Raises NotAllowed, DiskFull, ReadOnlyFolder.
        """
        made_at = self.clock.utc()
        with self.store.reading() as found:
            require(found, self.trail.who, Right.ANSWER_REQUESTS)
            practice = found.practice.get()
        made = moment_words(made_at.astimezone(self.clock.zone))
        document = paper.build(_report(retained, practice, made))
        printed = self.printer.render_pdf(document, made_at=made_at)
        write_whole(path, printed.data)
        files = file_digests(printed.data)
        listed = [About("patient", each.patient.id, each.patient.id) for each in retained.due]
        with self.store.writing() as found:
            for about in listed or [NOTHING]:
                self.trail.add(found, Deed.EXPORTED, about, paper="retention-report", files=files)
        return printed

    def _count(self, rule: RetentionRule, is_own_state: bool, stop: Stop) -> Retained:
        today = self.clock.local().date()
        counts = {"come": 0, "young": 0, "unknown": 0, "empty": 0}
        first: list[tuple[int, str, dt.date]] = []  # latest day on top, so that it goes first
        for file in _files(self.store, stop):
            kind, day = _judged(file, rule, today)
            counts[kind] += 1
            if kind == "come" and file.last is not None:
                heapq.heappush(first, (-day.toordinal(), file.patient, file.last))
                if len(first) > MOST_LISTED:
                    heapq.heappop(first)
        with self.store.reading() as found:
            due = tuple(_due(found, first))
        return Retained(rule, is_own_state, due, **counts)


def _files(store: Store, stop: Stop) -> Iterator[KeptFile]:
    after = ""
    while True:
        if stop():
            raise Stopped
        with store.reading() as found:
            page = found.kept_files.page(after)
        yield from page.rows
        if page.after is None:
            return
        after = page.after[0]


def _judged(file: KeptFile, rule: RetentionRule, today: dt.date) -> tuple[str, dt.date]:
    if file.last is None:
        return "empty", today
    if file.born is None:
        return "unknown", today
    day = rule.not_before(file.last, file.born)
    return ("come" if day <= today else "young"), day


def _due(found: Repositories, first: list[tuple[int, str, dt.date]]) -> Iterator[DueFile]:
    """The records whose day came first, the longest past at the top."""
    patients = {each.id: each for each in found.patients.some({at[1] for at in first})}
    for day, patient_id, last in sorted(first, key=lambda at: (-at[0], at[1])):
        if patient := patients.get(patient_id):
            yield DueFile(patient, last, dt.date.fromordinal(-day))


def _report(retained: Retained, practice: Practice, made: str) -> RetentionReport:
    return RetentionReport(
        practice=practice,
        facts=(
            ("State", retained.rule.name),
            ("Kept", retained.rule_words),
            ("Where this is from", retained.basis_words),
            ("Day has come", f"{retained.come:,} records"),
            ("Still to be kept", f"{retained.young:,} records"),
            ("Date of birth missing", f"{retained.unknown:,} records: keep them"),
            ("Without any entry", f"{retained.empty:,} patients"),
        ),
        note=retained.rule.note,
        due=tuple(_words(each) for each in retained.due),
        more=retained.come - len(retained.due),
        made=made,
    )


def _words(each: DueFile) -> Due:
    born = each.patient.birth_date
    return Due(
        patient=each.patient.name.sorted,
        born=show_date(born) if born else "",
        chart_number=each.patient.chart_number,
        last=show_date(each.last),
        not_before=show_date(each.not_before),
    )
