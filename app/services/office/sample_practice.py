"""The sample practice: invented people and two sample notes, put into a fresh store.

Bootstrap fills a store with it when somebody chooses the sample practice at the first start; it
reads the files and hands them in.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from app.crypto import Secret, fingerprint, new_signing_key, public_half
from app.domain.audit import About, Deed
from app.domain.codes.icd10 import DiagnosisIndex
from app.domain.evidence.evidence import EvidenceKind, EvidenceRecord, PageChoice
from app.domain.guides.answers import Evidence
from app.domain.notes.note import Note
from app.domain.payers.payer import PayerCard, Verification
from app.domain.practice.people import Border, Patient, Practice, Professional, StaffMember
from app.domain.signing.seal import Seal, SigningKey
from app.errors import DamagedInstallation
from app.rules.engine import evaluate
from app.services.note_files.note_file_parsing import parse_note_file
from app.services.note_files.note_file_reading import NoteReader, NoteReading
from app.services.notes.charting import keep, summary_of
from app.services.notes.note_views import stored_view
from app.services.ports.store import Repositories, Store
from app.services.printing.catalogue import Catalogue
from app.services.seals.proof import add_note_proof
from app.services.seals.sealing import Signer, signed_note
from app.services.trail import Trail


class PracticeFile(Border):
    """The form of `resources/samples/practice.json`."""

    practice: Practice
    staff: tuple[StaffMember, ...]
    professionals: tuple[Professional, ...]
    patients: tuple[Patient, ...]
    verifications: tuple[Verification, ...]


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """What ships for the sample practice; `card` is a payer card with the text of its file.

    `letters` are the PNG pictures of one page that the notes enclose.
    """

    practice: bytes
    notes: Sequence[bytes]
    card: tuple[PayerCard, str]
    letters: Sequence[bytes] = ()


def fill_sample_practice(
    store: Store,
    files: SampleFiles,
    catalogue: Catalogue,
    diagnoses: Callable[[], DiagnosisIndex],
    now: dt.datetime,
) -> None:
    """Put everything into an empty store in one transaction, the notes' own people included.

    Raises DamagedInstallation when a file that ships is not what it should be.
    """
    try:
        sample = PracticeFile.model_validate_json(files.practice)
    except ValidationError:
        raise DamagedInstallation from None
    reader = NoteReader(now, diagnoses)
    readings = [_reading(raw, catalogue, reader) for raw in files.notes]
    with store.writing() as found:
        found.payer_cards.put(*files.card, at=now)
        found.practice.save(sample.practice)
        for professional in sample.professionals:
            found.professionals.save(professional)
        _add_people(found, sample, readings)
        for check in sample.verifications:
            found.verifications.save(check)
        for reading in readings:
            _add_note(found, reading, catalogue, Trail(lambda: now))
            _add_letters(found, reading.note, files.letters)


def _reading(raw: bytes, catalogue: Catalogue, reader: NoteReader) -> NoteReading:
    file, problems = parse_note_file(raw)
    if file is None or problems:
        raise DamagedInstallation
    reading = reader.read(file, catalogue.compiled(file.code), None)
    if reading.problems:
        raise DamagedInstallation
    return reading


def _add_people(found: Repositories, sample: PracticeFile, readings: Sequence[NoteReading]) -> None:
    """Everybody once: those of the practice's file come before those the notes bring along."""
    staff = {each.id: each for reading in readings for each in reading.around.staff}
    for member in (staff | {each.id: each for each in sample.staff}).values():
        found.staff.save(StaffMember.model_validate(member.model_dump()))
    brought = {r.around.patient.id: r.around.patient for r in readings if r.around.patient}
    for patient in (brought | {each.id: each for each in sample.patients}).values():
        found.patients.save(Patient.model_validate(patient.model_dump()))


def _add_note(
    found: Repositories, reading: NoteReading, catalogue: Catalogue, trail: Trail
) -> None:
    note, patient = reading.note, reading.around.patient
    payers = {each.order: each.payer for each in patient.coverages} if patient else {}
    for check in reading.around.verifications:
        asked = {**check.model_dump(), "payer": payers.get(check.coverage_order, "")}
        found.verifications.save(Verification.model_validate(asked))
    guide, key = catalogue.compiled(note.code), new_signing_key()
    state = evaluate(guide, note.content.answers, reading.known, note.content.reasons)
    note, seal = _sealed(found, note, reading, key)
    if seal is not None:
        made = Trail(lambda: seal.at)
        made.add(found, Deed.KEY_MADE, About("staff", seal.by), key=seal.key)
    kept = keep(found, note, summary_of(state), note.created_at, trail, seal)
    if seal is not None:
        zone = reading.moment.tzinfo or dt.UTC
        view = stored_view(found, kept, guide, reading.known, zone, seal.at)
        add_note_proof(found, view, seal, key)


def _sealed(
    found: Repositories, note: Note, reading: NoteReading, key: Secret
) -> tuple[Note, Seal | None]:
    """A sample note that its file says is signed, signed with a key that nobody keeps.

    The public half stays: the signature is as genuine as one over an invented note can be.
    """
    signature = note.signature
    member = found.staff.get(signature.by) if signature else None
    if signature is None or member is None:
        return note, None
    public, at = public_half(key), signature.at
    found.signing_keys.add(SigningKey(fingerprint(public), member.id, public, at, at))
    signer = Signer(member, key, fingerprint(public), at)
    draft = replace(note, signature=None)
    return signed_note(found, draft, reading.known, signature.open_items, signer, ())


def _add_letters(found: Repositories, note: Note, letters: Sequence[bytes]) -> None:
    """The letters that a note encloses, as documents of its patient."""
    contents = {hashlib.sha256(letter).hexdigest(): letter for letter in letters}
    answers = (each for each in note.content.answers.values() if isinstance(each, Evidence))
    for item in (item for answer in answers for item in answer.items if item.sha256 in contents):
        found.evidence.keep(contents[item.sha256])
        letter = EvidenceRecord(
            id=item.sha256[:32],
            patient=note.patient_id,
            sha256=item.sha256,
            size=item.size,
            media="png",
            kind=EvidenceKind.LETTER,
            title=item.title,
            pages=(PageChoice(number=1),),
            taken_at=note.created_at,
            taken_by=note.author_id,
        )
        found.documents.save(letter)
