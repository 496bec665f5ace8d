"""From a note file to the note and what stands around it; the command line and samples use it."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rpds import HashTrieMap

from app.domain.codes.icd10 import DiagnosisIndex
from app.domain.facts.known import Known, Surroundings, known_facts
from app.domain.guides.guide import Act
from app.domain.notes.note import Content, EarlierNote, Entry, Note, Reason
from app.domain.payers.payer import PayerCard
from app.domain.practice.people import StaffMember
from app.rules.compiled import CompiledGuide
from app.rules.engine import evaluate
from app.services.note_files.note_file import FileReason, FileSignature, NoteFile
from app.services.note_files.note_file_answers import NoteProblem, read_answers
from app.services.notes.answer_reading import AnswerReader
from app.services.seals import signing

_NOBODY = "Nobody in this file has this id."


@dataclass(frozen=True, slots=True)
class NoteReading:
    """A note as read, the records around it, what is known of them, and every value left out.

    `moment` is the practice's local time the note is judged and printed at.
    """

    note: Note
    around: Surroundings
    known: Known
    moment: dt.datetime
    problems: tuple[NoteProblem, ...]


@dataclass(frozen=True, slots=True)
class NoteReader:
    """Reads note files. `now` (with its zone) is used where a file gives no moment."""

    now: dt.datetime
    diagnoses: Callable[[], DiagnosisIndex]

    def read(self, file: NoteFile, guide: CompiledGuide, card: PayerCard | None) -> NoteReading:
        """The note in a file, judged by `guide`, which carries the card's rules."""
        made_at = file.made_at or self.now
        today = file.today or made_at.date()
        author = file.author or file.treating
        around = Surroundings(
            code=file.code,
            today=today,
            patient=file.patient,
            practice=file.practice,
            treating=file.treating,
            author=author,
            staff=_staff(file),
            card=card,
            verifications=tuple(
                check.model_copy(update={"code": check.code or file.code})
                for check in file.verifications
            ),
            earlier=tuple(_earlier(file)),
        )
        local = dt.datetime.combine(today, made_at.time(), made_at.tzinfo)
        reader = AnswerReader(lambda: local, self.diagnoses)
        answers, problems = read_answers(file.answers, guide.guide, reader)
        by = author.id if author else ""
        entry = Entry(by, made_at)
        written = {path: Entry(each.by, each.at) for path, each in file.entries.items()}
        note = Note(
            id=file.id,
            code=file.code,
            guide_version=guide.guide.version,
            patient_id=file.patient.id if file.patient else "",
            treating_id=file.treating.id if file.treating else "",
            author_id=by,
            created_at=made_at,
            content=Content(
                answers,
                HashTrieMap({path: written.get(path, entry) for path in answers}),
                HashTrieMap(_reasons(file, guide, entry)),
            ),
            guide_digest=guide.guide.digest,
            control_number=file.control_number,
        )
        known = known_facts(around)
        problems += (*_unclear_records(file), *_unknown_ids(file, guide, note))
        if file.signature:
            note, wrong = _signed(note, guide, known, file.signature, _staff(file))
            problems += wrong
        return NoteReading(note, around, known, local, problems)


def _staff(file: NoteFile) -> tuple[StaffMember, ...]:
    named = (file.treating, file.author, *file.staff)
    return tuple({member.id: member for member in named if member is not None}.values())


def _earlier(file: NoteFile) -> Iterator[EarlierNote]:
    for note in file.earlier:
        contacts = tuple((each.date, each.time, each.with_) for each in note.contacts)
        yield EarlierNote(note.id, note.code, note.date, note.texts, contacts)


def _reasons(file: NoteFile, guide: CompiledGuide, entry: Entry) -> Iterator[tuple[str, Reason]]:
    for item_id, given in file.reasons.items():
        reason = FileReason(text=given) if isinstance(given, str) else given
        if item_id.partition("@")[0] in guide.rules_by_id:
            yield item_id, Reason(reason.text, reason.by or entry.by, reason.at or entry.at)


def _unclear_records(file: NoteFile) -> Iterator[NoteProblem]:
    """Records that cannot be told apart: one would stand for the other."""
    people: dict[str, StaffMember | None] = {"treating": file.treating, "author": file.author}
    people |= {f"staff[{place}]": member for place, member in enumerate(file.staff)}
    by_id: dict[str, dict[str, object]] = {}
    for path, member in people.items():
        written = member.model_dump() if member else {}
        if member and by_id.setdefault(member.id, written) != written:
            yield NoteProblem(f"{path}.id", "Somebody else in this file has this id.")
    orders: set[int] = set()
    for place, coverage in enumerate(file.patient.coverages if file.patient else ()):
        if coverage.order in orders:
            path = f"patient.coverages[{place}].order"
            yield NoteProblem(path, "Another coverage has this place: number them 1, 2, 3.")
        orders.add(coverage.order)


def _unknown_ids(file: NoteFile, guide: CompiledGuide, note: Note) -> Iterator[NoteProblem]:
    for item_id in file.reasons:
        if item_id.partition("@")[0] not in guide.rules_by_id:
            yield NoteProblem(f"reasons.{item_id}", "The guide has no rule with this id.")
    people = {member.id for member in _staff(file)}
    for path, entry in file.entries.items():
        if path not in note.content.answers:
            yield NoteProblem(f"entries.{path}", "There is no answer at this path.")
        if entry.by not in people:
            yield NoteProblem(f"entries.{path}.by", _NOBODY)
    for item_id, reason in file.reasons.items():
        if isinstance(reason, FileReason) and reason.by not in (None, *people):
            yield NoteProblem(f"reasons.{item_id}.by", _NOBODY)


def _signed(
    note: Note,
    guide: CompiledGuide,
    known: Known,
    given: FileSignature,
    staff: tuple[StaffMember, ...],
) -> tuple[Note, tuple[NoteProblem, ...]]:
    """The note signed as the file says, or as a draft and why."""
    signer = next((member for member in staff if member.id == given.by), None)
    if signer is None:
        return note, (NoteProblem("signature.by", _NOBODY),)
    state = evaluate(guide, note.content.answers, known, note.content.reasons)
    blocking = signing.blockers(state, Act.SIGNING)
    if blocking:
        why = f"The note cannot be signed yet. {blocking[0].say}"
        return note, (NoteProblem("signature", why),)
    signed = signing.sign(note, known, state, signer, given.at)
    assert signed.signature is not None, "signing gives a signature"
    if given.digest not in (None, signed.signature.digest):
        why = "The note was changed after it was signed, so it is read as a draft."
        return note, (NoteProblem("signature.digest", why),)
    return signed, ()
