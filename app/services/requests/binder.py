"""Makes an audit binder: notes with all their entries, signers, one row of page numbers, PDF/A.

The binder page calls it, on a worker. Every note is laid out twice: once to count its pages, once
with their numbers. Only one volume is in memory at a time, however many notes there are.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.documents.blocks import FOOTER_HEIGHT, Document, Numbering
from app.documents.requests.binder import (
    TITLE,
    Binder,
    BoundNote,
    build_custodian,
    build_damaged,
    build_front,
)
from app.domain.audit import About, Deed
from app.domain.evidence.light_table import Composition, Progress, Stop, Stopped, never, quietly
from app.domain.finding.listing import NoteRow
from app.domain.practice.authority import Right
from app.domain.practice.people import Practice
from app.domain.reading.dates import show_date
from app.domain.signing.seal import Standing
from app.errors import ChangedMeanwhile, DamagedFile, TakenFolder
from app.files import write_whole
from app.services.notes.charting import Charting, Clock
from app.services.notes.print_room import PrintRoom
from app.services.permission import require
from app.services.ports.light_table import LightTable
from app.services.ports.store import Repositories, Store
from app.services.printing.printing import Paper, Printer, build_document
from app.services.requests.binder_material import BinderWish, rows_for, signers, signings_of
from app.services.seals.embedded_binder import Bound, BoundPart, embedded_binder
from app.services.seals.remembering import remember
from app.services.seals.standing import standing_of
from app.services.trail import Trail, file_digests
from app.services.trail_words import moment_words

FILE_NAME = "audit-binder.pdf"
NOTES_IN_VOLUME = 200
"""A PDF of some six hundred pages, which every reader opens; more go into further volumes."""
_TRIES = 4
"""Page numbers with more digits can make the list of notes longer; it settles at once or never."""


@dataclass(frozen=True, slots=True)
class BoundBinder:
    """What was written."""

    volumes: tuple[Path, ...]
    notes: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Scope:
    """What one binder is made of; `names` are those of staff and patients by id.

    `standings` are those of the notes by id, as they were found just now.
    """

    practice: Practice
    rows: Sequence[NoteRow]
    drafts: int
    names: dict[str, str]
    standings: dict[str, Standing]


@dataclass(frozen=True, slots=True)
class BinderRoom:
    """Binders of one practice, made as somebody."""

    store: Store
    charting: Charting
    print_room: PrintRoom
    printer: Printer
    table: LightTable
    clock: Clock
    trail: Trail
    in_volume: int = NOTES_IN_VOLUME

    def count(self, wish: BinderWish) -> tuple[int, int]:
        """How many signed notes fit, and how many drafts are left out."""
        with self.store.reading() as found:
            rows, drafts = rows_for(found, wish)
        return len(rows), drafts

    def write(
        self, wish: BinderWish, target: Path, progress: Progress = quietly, stop: Stop = never
    ) -> BoundBinder:
        """Write a binder to a PDF file, a large one to several beside each other.

        Each file is written whole; what was begun is taken away again when it cannot be finished.
        The trail tells of it for every patient in it. `progress` counts notes, each twice. Raises
        NotAllowed, Stopped, ChangedMeanwhile, TakenFolder, DiskFull, ReadOnlyFolder,
        LightTableFailed.
        """
        with self.store.reading() as found:
            right = Right.ANSWER_REQUESTS if wish.patient else Right.SEE_HISTORY
            require(found, self.trail.who, right)
            scope = _scope(found, wish)
        made_at = self.clock.utc()
        steps = _Steps(2 * len(scope.rows), progress, stop)
        documents = (self._part(scope.practice, row, 1).document for row in scope.rows)
        counts = [steps.done(self._pages(document, made_at)) for document in documents]
        binder = self._words(wish, scope, counts, made_at)
        binder, lead = self._settled(binder, counts, made_at)
        volumes = self._volumes(scope, binder, counts, lead, made_at, steps)
        written = _write_all(target, volumes, -(-len(scope.rows) // self.in_volume) or 1)
        self._tell(scope, binder.pages, [digest for _, digest in written])
        paths = tuple(path for path, _ in written)
        return BoundBinder(paths, len(scope.rows), binder.pages)

    def _volumes(
        self,
        scope: _Scope,
        binder: Binder,
        counts: Sequence[int],
        lead: int,
        made_at: dt.datetime,
        steps: "_Steps",
    ) -> Iterator[bytes]:
        """The PDFs one after the other; the first begins with the cover, the last ends the whole.

        All notes of a volume are in memory, and those of no other.
        """
        volume = _Volume(self, binder.pages, made_at)
        volume.add(BoundPart(1, build_front(binder)))
        page = lead + 1
        for at, row in enumerate(scope.rows):
            if at and at % self.in_volume == 0:
                yield volume.composed(steps.stop)
                volume = _Volume(self, binder.pages, made_at)
            pages = volume.add(self._part(scope.practice, row, page))
            if pages != counts[at]:  # somebody added an entry meanwhile
                raise ChangedMeanwhile
            page = steps.done(page + pages)
        volume.add(BoundPart(page, build_custodian(binder)))
        yield volume.composed(steps.stop)

    def _settled(
        self, binder: Binder, counts: Sequence[int], made_at: dt.datetime
    ) -> tuple[Binder, int]:
        """The binder with its true page numbers, and how many pages stand before the notes."""
        lead = 0
        for _ in range(_TRIES):
            last = self._pages(build_custodian(binder), made_at)
            front = self._pages(build_front(binder), made_at)
            if front == lead:
                return binder, lead
            lead, page, notes = front, front + 1, []
            for note, count in zip(binder.notes, counts, strict=True):
                notes.append(replace(note, page=page))
                page += count
            binder = replace(binder, notes=tuple(notes), pages=page - 1 + last)
        raise ValueError("the list of notes does not settle")

    def _words(
        self, wish: BinderWish, scope: _Scope, counts: Sequence[int], made_at: dt.datetime
    ) -> Binder:
        zone, practice = self.clock.zone, scope.practice
        with self.store.reading() as found:
            pairs = {pair for row in scope.rows for pair in signings_of(found, row)}
            first = {row.id: next(signings_of(found, row), ("", "")) for row in scope.rows}
            register = signers(found, pairs, zone)
        return Binder(
            practice=practice,
            scope=tuple(_scope_words(wish, scope.names)),
            made=moment_words(made_at.astimezone(zone)),
            made_by=scope.names.get(self.trail.who, ""),
            notes=tuple(
                BoundNote(
                    service=show_date(row.date_of_service) if row.date_of_service else "",
                    code=row.code,
                    patient=row.patient,
                    signed_by=scope.names.get(first[row.id][0], "unknown person"),
                    added=row.entries,
                    page=0,
                    is_void=row.is_void,
                    misfit=scope.standings[row.id].sentence,
                )
                for row in scope.rows
            ),
            signers=register,
            drafts=scope.drafts,
            pages=sum(counts),
        )

    def _part(self, practice: Practice, row: NoteRow, page: int) -> BoundPart:
        """A note, or what stands in the place of one that cannot be read."""
        try:
            draft = self.charting.open(row.id)
        except DamagedFile:
            day = f" of {show_date(row.date_of_service)}" if row.date_of_service else ""
            title = f"{row.code}{day}"
            return BoundPart(page, build_damaged(title, row.patient, practice))
        view = self.print_room.view(draft.note, draft.guide, draft.known)
        return BoundPart(page, build_document(Paper.CHART_NOTE, view), view)

    def _pages(self, document: Document, made_at: dt.datetime) -> int:
        return self.printer.render_pdf(document, made_at=made_at).pages

    def _tell(self, scope: _Scope, pages: int, files: list[str]) -> None:
        """Every patient's history says what left of theirs, and lists what was found."""
        notes: dict[str, int] = {}
        for row in scope.rows:
            notes[row.patient_id] = notes.get(row.patient_id, 0) + 1
        with self.store.writing() as found:
            standings = scope.standings
            news = (row for row in scope.rows if row.standing is not standings[row.id])
            remember(found, self.trail, {row.id: standings[row.id] for row in news})
            for patient, count in notes.items():
                about = About("patient", patient, patient)
                told = {"notes": count, "pages": pages}
                self.trail.add(
                    found, Deed.EXPORTED, about, paper="audit-binder", files=files, **told
                )


class _Volume:
    """One file of a binder while it is laid out: its pages, and what it carries to prove them."""

    def __init__(self, room: BinderRoom, pages: int, made_at: dt.datetime) -> None:
        self._room = room
        self._pages = pages
        self._made_at = made_at
        self._own: list[bytes] = []
        self._parts: list[BoundPart] = []

    def add(self, part: BoundPart) -> int:
        """Lay out one more document under the numbers of its pages; returns how many it has."""
        printed = self._room.printer.render_pdf(
            part.document,
            made_at=self._made_at,
            numbering=Numbering(part.page, self._pages),
        )
        self._own.append(printed.data)
        self._parts.append(part)
        return printed.pages

    def composed(self, stop: Stop) -> bytes:
        """The file."""
        order = Composition(
            tuple(self._own),
            (),
            b"",
            FOOTER_HEIGHT,
            TITLE,
            self._made_at,
            embedded=embedded_binder(Bound.BINDER, self._parts, self._pages, self._made_at),
        )
        return self._room.table.compose(order, stop=stop).data


class _Steps:
    """How far the work is."""

    def __init__(self, total: int, progress: Progress, stop: Stop) -> None:
        self.stop = stop
        self._total = total
        self._progress = progress
        self._done = 0

    def done(self, result: int) -> int:
        """One more note is laid out; hands on what came of it. Raises Stopped."""
        if self.stop():
            raise Stopped
        self._done += 1
        self._progress(self._done, self._total)
        return result


def _scope(found: Repositories, wish: BinderWish) -> _Scope:
    rows, drafts = rows_for(found, wish)
    names = {member.id: member.name.full for member in found.staff.all()}
    patient = found.patients.get(wish.patient) if wish.patient else None
    if patient is not None:
        names[patient.id] = patient.name.full
    standings = {row.id: standing_of(found, row.id) for row in rows}
    return _Scope(found.practice.get(), rows, drafts, names, standings)


def _scope_words(wish: BinderWish, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    if wish.patient:
        yield "Patient", names.get(wish.patient, "unknown person")
    if wish.treating:
        yield "Treating provider", names.get(wish.treating, "unknown person")
    since = show_date(wish.since) if wish.since else "the beginning"
    until = show_date(wish.until) if wish.until else "today"
    yield "Dates of service", f"{since} to {until}"


def _write_all(target: Path, volumes: Iterator[bytes], count: int) -> list[tuple[Path, str]]:
    """Write every volume, each with its SHA-256; when one cannot be made or written, none stays."""
    paths = [target]
    if count > 1:
        paths = [_volume_path(target, number, count) for number in range(1, count + 1)]
        if any(path.exists() for path in paths):  # nobody was asked about these names
            raise TakenFolder
    written: list[tuple[Path, str]] = []
    try:
        for path, content in zip(paths, volumes, strict=True):
            write_whole(path, content)
            written += [(path, digest) for digest in file_digests(content)]
    except BaseException:
        for path, _ in written:
            path.unlink(missing_ok=True)
        raise
    return written


def _volume_path(target: Path, number: int, count: int) -> Path:
    return target.with_name(f"{target.stem}-{number:0{len(str(count))}}-of-{count}{target.suffix}")
