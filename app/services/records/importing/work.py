"""An import from its file to the store: preview, check, then kept some hundred rows at a time.

The import page runs it on workers. A check and an import judge by the same words, so what was
shown is what happens; running an import again finds its rows the same and changes nothing.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Protocol

from app.domain.audit import Deed
from app.domain.ids import NewId, new_id
from app.domain.incoming import Columns, ImportKind, Incoming, RowProblem
from app.domain.practice.authority import Right
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.records.importing.coverages import CoverageShelf
from app.services.records.importing.patients import PatientShelf
from app.services.records.importing.people import professional_shelf, staff_shelf
from app.services.records.importing.verdict import AnyEntry, Decision, Outcome, Shelf, Verdict
from app.services.trail import Trail

BATCH = 300
"""Rows in one transaction: a cancel waits for no more than these."""

PREVIEWED = 8
MOST_SHOWN = 200
"""Lookalikes and refused rows that are held to be shown; the rest is counted."""

_NEEDED: Mapping[ImportKind, tuple[tuple[str, ...], str]] = {
    ImportKind.PATIENTS: (("given", "family"), "a first and a last name"),
    ImportKind.COVERAGES: (("chart_number", "payer"), "the chart number and the payer"),
    ImportKind.STAFF: (("given", "family"), "a first and a last name"),
    ImportKind.PROFESSIONALS: (("given", "family"), "a first and a last name"),
}


class ImportFile(Protocol):
    """A file that was read; `interchange` has one for CSV. `said` tells in a sentence how."""

    @property
    def headings(self) -> tuple[str, ...]: ...
    @property
    def said(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def size(self) -> int: ...

    def guess(self, kind: ImportKind) -> Columns:
        """Which column is which field, as far as the headings tell."""
        ...

    def rows(
        self, kind: ImportKind, columns: Columns, today: dt.date
    ) -> Iterator[Incoming | RowProblem]:
        """Every row: read, or why it cannot be."""
        ...


OpenImport = Callable[[Path], tuple[ImportFile | None, tuple[str, ...]]]
"""From a path to the file, or the sentences why it cannot be used."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file, what its rows are about, and which column is which field."""

    file: ImportFile
    kind: ImportKind
    columns: Columns


@dataclass(frozen=True, slots=True)
class Checked:
    """What an import would do. `lookalikes` and `problems` are the first MOST_SHOWN of theirs."""

    counts: Mapping[Outcome, int]
    lookalikes: tuple[Verdict, ...] = ()
    problems: tuple[RowProblem, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(self.counts.values())


class Did(Enum):
    """What became of a row."""

    ADDED = "added"
    UPDATED = "updated"
    MERGED = "merged"
    SAME = "same"
    LEFT = "left"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. Stopped by the user or at its end: whole rows, each kept or not."""

    counts: Mapping[Did, int]
    stopped: bool = False

    @property
    def kept(self) -> int:
        """How many rows changed something."""
        return sum(self.counts.get(did, 0) for did in (Did.ADDED, Did.UPDATED, Did.MERGED))


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided: whether changed entries are brought up to date, and each lookalike
    by its line. One without a decision is left out.
    """

    update: bool = True
    decisions: Mapping[int, Decision] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many lines of a file are done, and how many rows were kept."""

    lines: int
    of: int
    kept: int = 0


Report = Callable[[Progress], None]
Stopped = Callable[[], bool]


class Importing:
    """Imports into one practice."""

    def __init__(
        self,
        store: Store,
        trail: Trail,
        open_file: OpenImport,
        today: Callable[[], dt.date],
        fresh_id: NewId = new_id,
    ) -> None:
        self._store = store
        self._trail = trail
        self.open_file = open_file
        self._today = today
        self._fresh_id = fresh_id

    def as_user(self, trail: Trail) -> "Importing":
        """The same imports, with somebody else at the keyboard."""
        return Importing(self._store, trail, self.open_file, self._today, self._fresh_id)

    def preview(self, source: Source) -> tuple[Incoming | RowProblem, ...]:
        """The first rows as they were read; one that lacks the least is a problem here already."""
        names, words = _NEEDED[source.kind]

        def shown(row: Incoming | RowProblem) -> Incoming | RowProblem:
            if isinstance(row, RowProblem) or all(name in row.values for name in names):
                return row
            return RowProblem(row.line, f"The row lacks {words}.")

        return tuple(shown(row) for row in islice(self._rows(source), PREVIEWED))

    def check(self, source: Source, report: Report, stopped: Stopped) -> Checked:
        """What an import would do; keeps nothing. A stopped check tells of the rows it saw."""
        counts: Counter[Outcome] = Counter()
        lookalikes: list[Verdict] = []
        problems: list[RowProblem] = []
        with self._store.reading() as found:
            shelf = self._shelf(source.kind, found)
        for batch in _batches(self._rows(source)):
            with self._store.reading() as found:
                verdicts = list(_judged(shelf, found, batch))
            for verdict in verdicts:
                counts[verdict.outcome] += 1
                if verdict.outcome is Outcome.LOOKALIKE and len(lookalikes) < MOST_SHOWN:
                    lookalikes.append(verdict)
                if verdict.outcome is Outcome.REFUSED and len(problems) < MOST_SHOWN:
                    problems.append(RowProblem(verdict.line, verdict.why))
            report(Progress(batch[-1].line, source.file.size))
            if stopped():
                break
        return Checked(counts, tuple(lookalikes), tuple(problems))

    def run(self, source: Source, choices: Choices, report: Report, stopped: Stopped) -> Imported:
        """Keep the rows, BATCH at a time. Raises disk failures; the batches before stay kept.

        Raises NotAllowed for the practice's own staff, who are not everybody's to change.
        """
        counts: Counter[Did] = Counter()
        with self._store.reading() as found:
            shelf = self._shelf(source.kind, found)
        for batch in _batches(self._rows(source)):
            if stopped():
                return Imported(counts, stopped=True)
            with self._store.writing() as found:
                if source.kind is ImportKind.STAFF:
                    require(found, self._trail.who, Right.EDIT_PEOPLE)
                done = [
                    _settled(shelf, found, verdict, choices)
                    for verdict in _judged(shelf, found, batch)
                ]
                self._tell(found, source.kind, batch[0].line, done)
            counts.update(done)
            report(Progress(batch[-1].line, source.file.size, Imported(counts).kept))
        return Imported(counts)

    def _tell(self, found: Repositories, kind: ImportKind, line: int, done: list[Did]) -> None:
        """One row for a batch that changed something: what of, from which line on, how many."""
        if kept := Imported(Counter(done)).kept:
            self._trail.add(found, Deed.IMPORTED, of=kind.value, line=line, kept=kept)

    def _rows(self, source: Source) -> Iterator[Incoming | RowProblem]:
        return source.file.rows(source.kind, source.columns, self._today())

    def _shelf(self, kind: ImportKind, found: Repositories) -> Shelf:
        match kind:
            case ImportKind.PATIENTS:
                return PatientShelf(found, self._fresh_id)
            case ImportKind.COVERAGES:
                return CoverageShelf(found)
            case ImportKind.STAFF:
                return staff_shelf(found, self._fresh_id)
            case ImportKind.PROFESSIONALS:
                return professional_shelf(found, self._fresh_id)


def lacking(kind: ImportKind, columns: Columns) -> str:
    """What has to be told before rows can be read, in a sentence; empty when nothing is missing."""
    names, words = _NEEDED[kind]
    if all(name in columns for name in names) or ("full_name" in columns and "given" in names):
        return ""
    return f"Say which columns hold {words}."


def _judged(
    shelf: Shelf, found: Repositories, batch: Iterable[Incoming | RowProblem]
) -> Iterator[Verdict]:
    """A verdict for every row of a batch, in their order."""
    verdicts = shelf.judge(found, [row for row in batch if isinstance(row, Incoming)])
    for row in batch:
        if isinstance(row, RowProblem):
            yield Verdict(row.line, Outcome.REFUSED, why=row.say)
        else:
            yield next(verdicts)


def _settled(shelf: Shelf, found: Repositories, verdict: Verdict, choices: Choices) -> Did:
    """Keep what a row and the person's choices say, and tell what that was."""
    did, entry = _wanted(verdict, choices)
    if entry is not None:
        shelf.keep(found, entry)
    return did


def _wanted(verdict: Verdict, choices: Choices) -> tuple[Did, AnyEntry | None]:
    match verdict.outcome:
        case Outcome.NEW:
            return Did.ADDED, verdict.entry
        case Outcome.SAME:
            return Did.SAME, None
        case Outcome.REFUSED:
            return Did.REFUSED, None
        case Outcome.CHANGED:
            return (Did.UPDATED, verdict.entry) if choices.update else (Did.LEFT, None)
        case Outcome.LOOKALIKE:
            decision = choices.decisions.get(verdict.line, Decision.LEAVE)
            if decision is Decision.MERGE:
                return Did.MERGED, verdict.entry
            if decision is Decision.ADD and verdict.apart is not None:
                return Did.ADDED, verdict.apart
            return Did.LEFT, None


def _batches(
    rows: Iterator[Incoming | RowProblem],
) -> Iterator[list[Incoming | RowProblem]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
