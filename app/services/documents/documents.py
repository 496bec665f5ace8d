"""The documents of patients: taking files in, finding, changing and moving them, their pictures.

Fields and pages call it, all of it on workers. The originals are kept byte for byte; what is shown
is derived by the light table.
"""

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from app.domain.audit import Deed
from app.domain.evidence.evidence import EvidenceRecord, Move, PageChoice
from app.domain.evidence.light_table import Refused, Stop, Stopped, never
from app.domain.evidence.offer import Offer, Pasted, name_of
from app.domain.guides.answers import Evidence, EvidenceItem
from app.domain.ids import NewId, new_id
from app.domain.notes.note import Note
from app.errors import DamagedDocument, LightTableFailed, MissingDocument
from app.services.documents.document_words import guessed_kind, guessed_title
from app.services.documents.offered_file import read_offer
from app.services.notes.charting import Clock
from app.services.ports.light_table import LightTable
from app.services.ports.store import Repositories, Store
from app.services.trail import Trail, about_document

PICTURE_WIDTH = 72
"""Pixels of the small picture that is made while the child process still holds the file."""

_NO_PATIENT = "Save the patient first, then add documents."
_MOVED_AWAY = (
    "This file was moved to another patient because it did not belong here. If it does, move it"
    " back on that patient’s page."
)
_ELSEWHERE = "The same file is with another patient too. Check that it belongs to this one."


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that was taken in, or found because it was there before.

    `notice` is one sentence to say about it, or empty. `picture` is its first page as BMP,
    `PICTURE_WIDTH` pixels wide; empty where there was none to be had.
    """

    record: EvidenceRecord
    notice: str = ""
    picture: bytes = b""

    @property
    def item(self) -> EvidenceItem:
        """The document as a note's answer names it."""
        return item_of(self.record)


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """A document that an answer names, joined with its record; `path` is the answer's, if asked.

    `standing` is `here` when the patient has it, `moved` when it went to another patient: then it
    must not be sent, and the record stays with that patient. `lost` means that its bytes are
    missing, damaged or refused; `why` says so. Only those `here` have a record.
    """

    path: str
    item: EvidenceItem
    record: EvidenceRecord | None
    standing: Literal["here", "moved", "lost"] = "here"
    why: str = ""


class DocumentDrawer:
    """The documents of one practice. May be used from any thread. `by` is always a staff id."""

    def __init__(
        self, store: Store, light_table: LightTable, clock: Clock, fresh_id: NewId = new_id
    ) -> None:
        self._store = store
        self._light_table = light_table
        self._clock = clock
        self._fresh_id = fresh_id
        self._trail = Trail(clock.utc)
        self._turn = threading.Lock()
        self._at_hand: tuple[str, bytes] = ("", b"")
        self._keeping = threading.Lock()
        self._is_closed = False

    def take_in(
        self,
        offer: Offer,
        patient_id: str,
        by: str,
        field_label: str = "",
        password: str = "",
        stop: Stop = never,
    ) -> Taken | Refused:
        """Take a file in for a patient; the file itself is only read.

        The same file again is found, not doubled. Refused, stopped or failed, nothing has changed:
        bytes and record are kept in one transaction. `field_label` is of the field it was put into
        and `password` opens it. Raises Stopped and disk failures.
        """
        content = read_offer(offer)
        if isinstance(content, Refused):
            return content
        sha256 = hashlib.sha256(content).hexdigest()
        known = self._known(patient_id, sha256)
        if known is not None:
            return known
        try:
            looked = self._light_table.look(content, password, stop)
        except LightTableFailed as failure:
            return Refused(f"{name_of(offer)}: {failure}")
        if isinstance(looked, Refused):
            return looked
        name = name_of(offer)
        record = EvidenceRecord(
            id=self._fresh_id(),
            patient=patient_id,
            sha256=sha256,
            size=len(content),
            media=looked.media,
            kind=guessed_kind(name, field_label, looked.media),
            title=guessed_title(name, looked.title),
            dated=looked.dated,
            author=looked.author[:200],
            pages=tuple(PageChoice(number=at + 1) for at in range(len(looked.pages))),
            password=password,
            notices=looked.notices,
            taken_at=self._clock.utc(),
            taken_by=by,
        )
        taken = self._kept(record, content, stop)
        return replace(taken, picture=self._first_page(taken.record, stop))

    def of_patient(self, patient_id: str) -> tuple[EvidenceRecord, ...]:
        """Every document of a patient, in the order they came in."""
        with self._store.reading() as found:
            return found.documents.of_patient(patient_id)

    def get(self, document_id: str) -> EvidenceRecord | None:
        """A document as it stands, or None."""
        with self._store.reading() as found:
            return found.documents.get(document_id)

    def save(self, record: EvidenceRecord, by: str = "") -> EvidenceRecord:
        """Keep what was changed. Raises StaleRecord and disk failures; then nothing changed."""
        checked = EvidenceRecord.model_validate(record.model_dump())
        trail = self._trail.as_user(by)
        with self._store.writing() as found:
            trail.add_once(found, Deed.DOCUMENT_CHANGED, about_document(checked))
            return found.documents.save(checked)

    def move(
        self, record: EvidenceRecord, patient_id: str, reason: str, by: str
    ) -> EvidenceRecord | Refused:
        """File a document under another patient, with the trail kept in its record.

        Whether other patients are visible has to be answered anew. Raises StaleRecord.
        """
        with self._store.writing() as found:
            if found.patients.get(patient_id) is None:
                return Refused("Choose the patient it belongs to.")
            if _of_patient(found, patient_id, record.sha256) is not None:
                return Refused("That patient has this file already.")
            move = Move(
                from_patient=record.patient,
                at=self._clock.utc(),
                by=by,
                reason=reason.strip()[:200],
            )
            moved = record.model_copy(
                update={
                    "patient": patient_id,
                    "moves": (*record.moves, move),
                    "other_patients": "not_answered",
                }
            )
            trail = self._trail.as_user(by)
            about = about_document(moved)
            trail.add(found, Deed.DOCUMENT_MOVED, about, came_from=record.patient)
            return found.documents.save(moved)

    def original(self, record: EvidenceRecord) -> bytes:
        """The bytes as they came. Raises MissingDocument, DamagedDocument; Stopped when closed."""
        if self._is_closed:
            raise Stopped
        with self._turn:
            sha256, content = self._at_hand
        if sha256 == record.sha256:
            return content
        with self._store.reading() as found:
            content = found.evidence.read(record.sha256)
        self._put_at_hand(record.sha256, content)
        return content

    def picture(
        self, record: EvidenceRecord, page: PageChoice, width: int, stop: Stop = never
    ) -> bytes:
        """A page as it would be sent, as BMP. Raises Stopped, LightTableFailed, MissingDocument."""
        content = self.original(record)
        return self._light_table.picture(content, page, width, record.password, stop)

    def records_for(
        self, note: Note, is_hidden: Callable[[str], bool] = lambda _path: False
    ) -> tuple[NoteDocument, ...]:
        """The documents that a note's visible answers name, each once, with its patient's record.

        Files named before there were records are looked at and get theirs. Call on a worker.
        """
        return tuple(
            self._joined(note.patient_id, item, path) for path, item in _named(note, is_hidden)
        )

    def join(self, patient_id: str, items: Iterable[EvidenceItem]) -> tuple[NoteDocument, ...]:
        """These items of an answer with their patient's records, like `records_for`."""
        return tuple(self._joined(patient_id, item) for item in items)

    def close(self) -> None:
        """Take in and hand out nothing any more; waits for what is being kept.

        Called before the store is closed.
        """
        with self._keeping:
            self._is_closed = True

    def _kept(self, record: EvidenceRecord, content: bytes, stop: Stop) -> Taken:
        """Keep bytes and record together, once."""
        with self._keeping:
            if self._is_closed or stop():
                raise Stopped
            with self._store.writing() as found:
                before = _of_patient(found, record.patient, record.sha256)  # came in meanwhile
                if before is not None:
                    return Taken(before)
                elsewhere = bool(found.documents.of_file(record.sha256))
                found.evidence.keep(content)
                kept = found.documents.save(record)
                trail = self._trail.as_user(record.taken_by)
                trail.add(found, Deed.DOCUMENT_TAKEN_IN, about_document(kept), sha256=kept.sha256)
        self._put_at_hand(record.sha256, content)
        return Taken(kept, notice=_ELSEWHERE if elsewhere else "")

    def _first_page(self, record: EvidenceRecord, stop: Stop) -> bytes:
        """A small picture of the first page; without one the document is taken in all the same."""
        try:
            return self.picture(record, record.pages[0], PICTURE_WIDTH, stop)
        except (Stopped, LightTableFailed):
            return b""

    def _joined(self, patient_id: str, item: EvidenceItem, path: str = "") -> NoteDocument:
        with self._store.reading() as found:
            record = _of_patient(found, patient_id, item.sha256)
            moved = _moved_away(found, patient_id, item.sha256)
        if record is not None:
            return NoteDocument(path, item, record)
        if moved:
            return NoteDocument(path, item, None, "moved", _MOVED_AWAY)
        return self._adopted(patient_id, item, path)

    def _adopted(self, patient_id: str, item: EvidenceItem, path: str) -> NoteDocument:
        """Make the record of a file that was attached before there were records."""
        try:
            with self._store.reading() as found:
                content = found.evidence.read(item.sha256)
        except (MissingDocument, DamagedDocument) as failure:
            return NoteDocument(path, item, None, "lost", str(failure))
        taken = self.take_in(Pasted(item.title, content), patient_id, by="")
        if isinstance(taken, Refused):
            return NoteDocument(path, item, None, "lost", taken.why)
        return NoteDocument(path, item, taken.record)

    def _known(self, patient_id: str, sha256: str) -> Taken | Refused | None:
        """The answer that needs no look at the file: it is there, or cannot be filed here."""
        with self._store.reading() as found:
            if not patient_id or found.patients.get(patient_id) is None:
                return Refused(_NO_PATIENT)
            record = _of_patient(found, patient_id, sha256)
            if record is not None:
                return Taken(record)
            return Refused(_MOVED_AWAY) if _moved_away(found, patient_id, sha256) else None

    def _put_at_hand(self, sha256: str, content: bytes) -> None:
        """Keep the last file read: a page of pictures asks for the same one many times."""
        with self._turn:
            self._at_hand = (sha256, content)


def item_of(record: EvidenceRecord) -> EvidenceItem:
    """A document as a note's answer names it."""
    return EvidenceItem(record.sha256, record.title, record.size)


def _of_patient(found: Repositories, patient_id: str, sha256: str) -> EvidenceRecord | None:
    records = found.documents.of_file(sha256)
    return next((record for record in records if record.patient == patient_id), None)


def _moved_away(found: Repositories, patient_id: str, sha256: str) -> bool:
    """Whether the file was with a patient once and was moved to another."""
    return any(
        move.from_patient == patient_id
        for record in found.documents.of_file(sha256)
        for move in record.moves
    )


def _named(note: Note, is_hidden: Callable[[str], bool]) -> Iterator[tuple[str, EvidenceItem]]:
    seen: set[str] = set()
    for path, answer in sorted(note.content.answers.items()):
        if isinstance(answer, Evidence) and not is_hidden(path):
            for item in answer.items:
                if item.sha256 not in seen:
                    seen.add(item.sha256)
                    yield path, item
