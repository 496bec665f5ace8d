"""Answers a request for records: one PDF, or a folder with a file for each part.

The requests page calls it, on a worker. The copy is told to the trail in the moment it is written,
and so stands among what left the office. It says on its first pages what is in it and what is not.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from app.documents.blocks import FOOTER_HEIGHT, Document, Numbering, StampedFooter
from app.documents.notes.note_view import NoteView, initials
from app.documents.requests import record_copy
from app.documents.requests.record_copy import Inside, RecordCopy
from app.domain.audit import Deed
from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import (
    Composition,
    Enclosure,
    Progress,
    Stop,
    Stopped,
    never,
    quietly,
)
from app.domain.practice.authority import Right
from app.domain.reading.dates import show_date
from app.domain.requests.record_request import RecordRequest
from app.domain.signing.seal import Standing
from app.errors import DamagedFile
from app.files import write_folder_whole, write_whole
from app.services.denials.appeal_packs import LETTER_FILE
from app.services.notes.charting import Charting, Clock
from app.services.notes.print_room import PrintRoom
from app.services.permission import require, rights
from app.services.ports.light_table import LightTable
from app.services.ports.store import Store
from app.services.printing.printing import Paper, Printer, build_document, print_paper
from app.services.requests.patient_requests import about_request
from app.services.requests.record_claims import claims_document
from app.services.requests.record_copy_words import (
    asked_words,
    file_name,
    file_words,
    kind_words,
    letter_words,
    note_part,
    placed,
    scope_words,
    sent_words,
)
from app.services.requests.record_material import (
    CLAIMS,
    CopiedPaper,
    RecordMaterial,
    gather,
    uploaded,
)
from app.services.seals.embedded_binder import Bound, BoundPart, embedded_binder
from app.services.seals.remembering import remember
from app.services.trail import Trail, file_digests
from app.services.trail_words import moment_words

FILE_NAME = "records.pdf"
SENT = "Sent to the payer"
CLAIMS_KIND = "What was billed and answered"
CONTENTS = "00-contents.pdf"
DAMAGED = "This note is damaged and cannot be read. Restore the latest backup."
_TRIES = 3
"""The list of contents names pages; that it gets longer by it is settled by the second."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was written: where, how many parts it has, and what is not in it.

    `digests` are the SHA-256 of its files.
    """

    path: Path
    parts: int
    pages: int
    stayed: Sequence[tuple[str, str]]
    digests: list[str]
    notices: tuple[str, ...] = ()


@dataclass
class _Work:
    """One copy being made; `standings` are those of signed notes that lists do not know yet."""

    request: RecordRequest
    material: RecordMaterial
    made_at: dt.datetime
    progress: Progress
    stop: Stop
    stayed: list[tuple[str, str]]
    standings: dict[str, Standing] = field(default_factory=dict)
    done: int = 0
    notices: list[str] = field(default_factory=list)

    def step(self) -> None:
        """One more part is done. Raises Stopped."""
        if self.stop():
            raise Stopped
        self.done += 1
        material = self.material
        self.progress(
            self.done, len(material.notes) + len(material.papers) + len(material.packs) + 1
        )


@dataclass(frozen=True, slots=True)
class RecordCopies:
    """The copies of one practice's records, made as somebody."""

    store: Store
    charting: Charting
    print_room: PrintRoom
    printer: Printer
    table: LightTable
    clock: Clock
    trail: Trail

    def write(
        self,
        request: RecordRequest,
        target: Path,
        progress: Progress = quietly,
        stop: Stop = never,
    ) -> Copied:
        """Write the copy that a request asks for, whole or not at all, and tell the trail.

        `target` is a PDF file, or for single files the folder that a new one is made in. Raises
        NotAllowed, KeyError, Stopped, DiskFull, ReadOnlyFolder, LightTableFailed, MissingDocument.
        """
        with self.store.reading() as found:
            require(found, self.trail.who, Right.ANSWER_REQUESTS)
            sees_money = Right.SEE_MONEY in rights(found, self.trail.who)
            material = gather(found, request, self.clock.zone, sees_money=sees_money)
        made_at, stayed = self.clock.utc(), list(material.stayed)
        work = _Work(request, material, made_at, progress, stop, stayed)
        copied = self._files(work, target) if request.form == "files" else self._pdf(work, target)
        with self.store.writing() as found:
            remember(found, self.trail, work.standings)
            self.trail.add(
                found,
                Deed.EXPORTED,
                about_request(request),
                paper="records",
                parts=copied.parts,
                pages=copied.pages,
                files=copied.digests,
            )
        return copied

    def _pdf(self, work: _Work, target: Path) -> Copied:
        """Our own pages first, then every document and every file of a pack, numbered through."""
        views = list(self._views(work))
        documents = [build_document(Paper.CHART_NOTE, each) for each in views]
        counts = [
            self.printer.render_pdf(document, made_at=view.made_at).pages
            for view, document in zip(views, documents, strict=True)
        ]
        enclosed = [*self._papers(work), *self._packs(work), *self._letters(work)]
        own_parts = list(map(note_part, views, counts))
        if claims := self._claims(work):
            documents.append(claims)
            counts.append(self.printer.render_pdf(claims, made_at=work.made_at).pages)
            own_parts.append(Inside(CLAIMS, CLAIMS_KIND, counts[-1]))
        parts = [
            *own_parts,
            *(Inside(e.enclosure.title, e.kind, len(e.enclosure.pages)) for e in enclosed),
        ]
        first, lead = self._contents(work, parts)
        total = lead + sum(part.pages for part in parts)
        bound, at = [BoundPart(1, first)], lead + 1
        for document, pages, view in zip_longest(documents, counts, views):  # claims have no view
            bound.append(BoundPart(at, document, view))
            at += pages
        composed = self.table.compose(
            Composition(
                own=tuple(self._numbered(work, each, total) for each in bound),
                enclosures=tuple(each.enclosure for each in enclosed),
                footers=self._footers(work, [each.enclosure for each in enclosed], at, total),
                footer_height=FOOTER_HEIGHT,
                title=record_copy.TITLE,
                made_at=work.made_at,
                embedded=embedded_binder(Bound.COPY, bound, total, work.made_at),
            ),
            stop=work.stop,
        )
        work.step()
        write_whole(target, composed.data)
        notices = (*work.notices, *composed.notices)
        digests = file_digests(composed.data)
        return Copied(target, len(parts), composed.pages, work.stayed, digests, notices)

    def _files(self, work: _Work, folder: Path) -> Copied:
        """A file for each note and document; what went to payers byte for byte."""
        files: dict[str, bytes] = {}
        parts: list[Inside] = []
        for view in self._views(work):
            printed = print_paper(Paper.CHART_NOTE, view, self.printer)
            name = file_name(parts, f"note-{view.note.code}.pdf")
            files[name] = printed.data
            parts.append(replace(note_part(view, printed.pages), place=name))
        if claims := self._claims(work):
            paper = self.printer.render_pdf(claims, made_at=work.made_at)
            name = file_name(parts, "claims.pdf")
            files[name] = paper.data
            parts.append(Inside(CLAIMS, CLAIMS_KIND, paper.pages, name))
        for each in self._papers(work):
            name = file_name(parts, f"{each.kind.lower().replace(' ', '-')}.pdf")
            made = self._composed(work, each.enclosure)
            files[name] = made.data
            parts.append(Inside(each.enclosure.title, each.kind, made.pages, name))
        for pack in work.material.packs:
            for file in uploaded(pack):
                name = file_name(parts, f"sent-{file.name}")
                files[name] = self._read(file.sha256)
                parts.append(Inside(sent_words(pack), SENT, file.pages, name))
            work.step()
        for appeal in work.material.letters:
            name = file_name(parts, LETTER_FILE)
            files[name] = self._read(appeal.letter)
            parts.append(Inside(letter_words(appeal), SENT, appeal.letter_pages, name))
        contents, _ = self._contents(work, parts, as_files=True)
        printed = self.printer.render_pdf(contents, made_at=work.made_at)
        work.step()
        files[CONTENTS] = printed.data
        name = f"records-{work.made_at.astimezone(self.clock.zone):%Y%m%d}"
        written = write_folder_whole(folder, name, files)
        pages = printed.pages + sum(part.pages for part in parts)
        digests, notices = file_digests(*files.values()), tuple(work.notices)
        return Copied(written, len(parts), pages, work.stayed, digests, notices)

    def _views(self, work: _Work) -> Iterator[NoteView]:
        for row in work.material.notes:
            try:
                draft = self.charting.open(row.id)
            except DamagedFile:
                work.stayed.append((f"Chart note {row.code}", DAMAGED))
                work.standings[row.id] = Standing.DAMAGED
            else:
                view = self.print_room.view(draft.note, draft.guide, draft.known)
                if draft.note.signature and view.standing is not row.standing:
                    work.standings[row.id] = view.standing
                yield view
            work.step()

    def _papers(self, work: _Work) -> Iterator["_Enclosed"]:
        for paper in work.material.papers:
            yield _Enclosed(_enclosure(paper, self._read), kind_words(paper))
            work.step()

    def _packs(self, work: _Work) -> Iterator["_Enclosed"]:
        for pack in work.material.packs:
            for file in uploaded(pack):
                pages = tuple(PageChoice(number=n) for n in range(1, max(file.pages, 1) + 1))
                content = self._read(file.sha256)
                enclosure = Enclosure(content, pages, title=file_words(pack, file))
                yield _Enclosed(enclosure, SENT)
            work.step()

    def _letters(self, work: _Work) -> Iterator["_Enclosed"]:
        for appeal in work.material.letters:
            pages = tuple(PageChoice(number=n) for n in range(1, appeal.letter_pages + 1))
            enclosure = Enclosure(self._read(appeal.letter), pages, title=letter_words(appeal))
            yield _Enclosed(enclosure, SENT)

    def _claims(self, work: _Work) -> Document | None:
        """Claims and payers' answers as pages of ours; None where there are none."""
        material = work.material
        if not material.claims:
            return None
        patient, practice = material.patient, material.practice
        return claims_document(material.claims, patient, practice, work.made_at, self.clock.zone)

    def _composed(self, work: _Work, enclosure: Enclosure) -> "_Made":
        pages = len(enclosure.pages)
        made = self.table.compose(
            Composition(
                own=(),
                enclosures=(enclosure,),
                footers=self._footers(work, [enclosure], 1, pages),
                footer_height=FOOTER_HEIGHT,
                title=record_copy.TITLE,
                made_at=work.made_at,
            ),
            stop=work.stop,
        )
        work.notices += made.notices
        return _Made(made.data, made.pages)

    def _footers(
        self, work: _Work, enclosures: Sequence[Enclosure], first: int, total: int
    ) -> bytes:
        who = initials(work.material.patient.name.full)
        titles = [each.title for each in enclosures for _ in each.pages]
        footers = tuple(
            StampedFooter(who, title, f"Page {number} of {total}")
            for number, title in enumerate(titles, first)
        )
        paper = work.material.practice.paper
        return self.printer.render_footers(footers, paper, made_at=work.made_at)

    def _contents(
        self, work: _Work, parts: Sequence[Inside], *, as_files: bool = False
    ) -> tuple[Document, int]:
        """The first pages and how many they are."""
        lead = 1
        for _ in range(_TRIES):
            shown = parts if as_files else tuple(placed(parts, lead + 1))
            document = record_copy.build(self._words(work, shown, as_files=as_files))
            pages = self.printer.render_pdf(document, made_at=work.made_at).pages
            if pages == lead:
                break
            lead = pages
        return document, lead

    def _words(self, work: _Work, parts: Sequence[Inside], *, as_files: bool) -> RecordCopy:
        patient, practice, request = work.material.patient, work.material.practice, work.request
        return RecordCopy(
            practice=practice,
            patient=patient.name.full,
            born=show_date(patient.birth_date) if patient.birth_date else "",
            chart_number=patient.chart_number,
            asked=asked_words(request),
            scope=scope_words(request),
            received=show_date(request.received),
            made=moment_words(work.made_at.astimezone(self.clock.zone)),
            parts=parts,
            stayed=tuple(work.stayed),
            as_files=as_files,
        )

    def _numbered(self, work: _Work, part: BoundPart, total: int) -> bytes:
        numbering, made_at = Numbering(part.page, total), work.made_at
        return self.printer.render_pdf(part.document, made_at=made_at, numbering=numbering).data

    def _read(self, sha256: str) -> bytes:
        with self.store.reading() as found:
            return found.evidence.read(sha256)


@dataclass(frozen=True, slots=True)
class _Enclosed:
    """A foreign file in the copy, and what it is called in the list."""

    enclosure: Enclosure
    kind: str


@dataclass(frozen=True, slots=True)
class _Made:
    data: bytes
    pages: int


def _enclosure(paper: CopiedPaper, read: Callable[[str], bytes]) -> Enclosure:
    record = paper.record
    return Enclosure(read(record.sha256), paper.pages, record.password, record.title)
