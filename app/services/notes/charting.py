"""Opening, making, saving and signing notes of a practice; the window's pages call it.

Saving may run on a worker: it takes a frozen note, never the draft.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.crypto import Secret
from app.domain.audit import Deed
from app.domain.facts.facts import Facts
from app.domain.facts.history import earlier_note
from app.domain.facts.known import Known, Surroundings, known_facts
from app.domain.facts.lies_ahead import lies_ahead
from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.guides.guide import Act
from app.domain.ids import NewId, new_id
from app.domain.notes.note import Entry, Note, text_of
from app.domain.practice.authority import Right
from app.domain.practice.people import Coverage, Patient, StaffMember
from app.domain.signing.seal import Seal
from app.errors import DamagedFile, StillAhead, UndecidedAnswers
from app.rules.compiled import RECORD_SECTION, CompiledGuide
from app.rules.state import Evaluation
from app.services.cards.authorizations import granted_for
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.control_numbers import free_number
from app.services.notes.defaults import first_content
from app.services.notes.draft import Draft
from app.services.notes.going_on_late import tell_late
from app.services.notes.guide_migration import FormChanges, is_undecided, shown_under
from app.services.notes.note_views import stored_view
from app.services.ports.store import Repositories, Store
from app.services.printing.catalogue import Catalogue
from app.services.printing.printing import known_of
from app.services.seals import signing
from app.services.seals.proof import add_note_proof
from app.services.seals.salvage import readable_notes, salvaged
from app.services.seals.sealing import Drawn, signed_note, signer_of
from app.services.trail import Trail, about_note

REMEMBERED_FACT = "C11"
"""Warnings of this fact are answered for a payer rather than for a note."""

MISSING_SHOWN = 160
"""How many characters of the first open item the list of notes keeps."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time: `utc` for what is recorded, `local` for what people type and read."""

    utc: Callable[[], dt.datetime]
    zone: dt.tzinfo

    def local(self) -> dt.datetime:
        """Now, in the practice's own time."""
        return self.utc().astimezone(self.zone)


class Charting:
    """Notes of one practice, as `user` (a staff id) sees and writes them."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        reader: AnswerReader,
        clock: Clock,
        user: str,
        fresh_id: NewId = new_id,
    ) -> None:
        self.catalogue = catalogue
        self.user = user
        self._store = store
        self._reader = reader
        self._clock = clock
        self._fresh_id = fresh_id
        self._trail = Trail(clock.utc, user)
        self.form_changes = FormChanges(store, self._trail)

    def as_user(self, staff_id: str) -> "Charting":
        """The same notes, as somebody else sees and writes them."""
        clock, fresh_id = self._clock, self._fresh_id
        return Charting(self._store, self.catalogue, self._reader, clock, staff_id, fresh_id)

    def new_note(self, patient_id: str, code: str) -> Draft:
        """A draft of a new note, with everything filled in that is known. Not saved yet."""
        now = self._clock.utc()
        note_id = self._fresh_id()
        with self._store.reading() as found:
            practice = found.practice.get()
            note = Note(
                id=note_id,
                code=code,
                guide_version=0,
                patient_id=patient_id,
                treating_id=practice.treating,
                author_id=self.user,
                created_at=now,
                control_number=free_number(found, practice, note_id, now.date()),
            )
            known, guide = self._around(found, note)
        content = first_content(guide, known, self._reader, Entry(self.user, now))
        note = replace(
            note,
            content=content,
            guide_version=guide.guide.version,
            guide_digest=guide.guide.digest,
        )
        return self._draft(note, guide, known)

    def open(self, note_id: str) -> Draft:
        """The draft over a stored note; a signed one is shown, not edited. Raises KeyError.

        The answers of a signed one stand where its form has them now. A draft begun under an older
        guide is taken along first: StaleNote and disk failures. A note of a code that no guide is
        for was never written here: DamagedFile.
        """
        with self._store.reading() as found:
            note = _kept(found, note_id)
            if note.code not in self.catalogue.titles():
                raise DamagedFile
            now_known, guide = self._around(found, note)
        known = known_of(note, now_known, self._clock.zone)
        if note.signature is not None:
            return self._draft(shown_under(note, guide.guide), guide, known)
        if note.guide_digest in ("", guide.guide.digest):
            return self._draft(note, guide, known)

        def summary(fresh: Note) -> NoteSummary:
            return summary_of(self._draft(fresh, guide, known).state)

        taken_along = self.form_changes.take_along(note, guide.guide, summary)
        return self._draft(taken_along, guide, known)

    def known_now(self, note: Note) -> Known:
        """What is known around a note now; around a signed one, what was known when it was."""
        with self._store.reading() as found:
            known, _ = self._around(found, note)
            return known_of(note, known, self._clock.zone)

    def stored(self, note_id: str) -> Note:
        """The note as it stands in the store, a damaged one as far as it reads. Raises KeyError."""
        with self._store.reading() as found:
            return _kept(found, note_id)

    def knows_people_of(self, note: Note) -> bool:
        """Whether the patient and staff of a note are there; a restore takes newer ones away."""
        with self._store.reading() as found:
            staff = {note.treating_id, note.author_id, note.waits_for} - {""}
            is_patient_there = found.patients.get(note.patient_id) is not None
            return is_patient_there and all(found.staff.get(each) is not None for each in staff)

    def save(self, note: Note, summary: NoteSummary) -> Note:
        """Keep a note; returns it as stored. Raises StaleNote, SignedNote and disk failures."""
        with self._store.writing() as found:
            self._remember_reasons(found, note)
            note = with_free_number(found, note)
            return keep(found, note, summary, self._clock.utc(), self._trail)

    def sign(self, draft: Draft, key: Secret, drawn: Drawn = ()) -> Note:
        """Sign and keep the note as the current user, with their signing key.

        Raises ValueError while something blocks signing: callers show `signing.blockers` first.
        Raises NotAllowed, NotSignedIn, NoSupervisor, ClockBehind, StillAhead, StaleNote.
        """
        if signing.blockers(draft.state, Act.SIGNING):
            raise ValueError("something still blocks signing")
        if self.time_ahead(draft) is not None:
            raise StillAhead
        with self._store.writing() as found:
            now = self._clock.utc()
            signer = signer_of(found, self.user, key, now, Right.SIGN)
            note = with_free_number(found, draft.note)
            if is_undecided(found, note.id):
                raise UndecidedAnswers
            still_open = sum(1 for _ in draft.state.open_items)
            signed, seal = signed_note(found, note, draft.known, still_open, signer, drawn)
            kept = keep(found, signed, summary_of(draft.state), now, self._trail, seal)
            view = stored_view(found, kept, draft.guide, draft.known, self._clock.zone, now)
            add_note_proof(found, view, seal, key)
            return kept

    def time_ahead(self, draft: Draft) -> str | None:
        """The answer path of a time in the draft that is still to come, so that nobody signs it."""
        facts = Facts(draft.content.answers, draft.known, draft.state.hidden)
        return lies_ahead(facts, self._clock.local())

    def usual_dentist(self) -> str:
        """The staff id of who treats unless a note says otherwise; empty while nobody is set."""
        with self._store.reading() as found:
            return found.practice.get().treating

    def change_treating(self, draft: Draft, staff_id: str) -> Note:
        """The draft's note with another treating dentist; save it, then let the draft learn."""
        return replace(draft.note, treating_id=staff_id)

    def _draft(self, note: Note, guide: CompiledGuide, known: Known) -> Draft:
        return Draft(note, guide, known, self._reader, self._clock.utc, self.user)

    def _around(self, found: Repositories, note: Note) -> tuple[Known, CompiledGuide]:
        """What is known around a note now, and its guide as its payer's card has it."""
        patient = found.patients.get(note.patient_id)
        primary = _primary(patient)
        card = found.payer_cards.of(primary) if primary else None
        card_text = found.payer_cards.file_text(card.id) if card else ""
        guide = self.catalogue.compiled(note.code, card_text)
        staff = found.staff.all()
        by_id: dict[str, StaffMember] = {member.id: member for member in staff}
        notes = readable_notes(found, note.patient_id)
        others = [other for other in notes if other.id != note.id]
        known = known_facts(
            Surroundings(
                code=note.code,
                today=self._clock.local().date(),
                patient=patient,
                practice=found.practice.get(),
                treating=by_id.get(note.treating_id),
                author=by_id.get(note.author_id),
                staff=staff,
                card=card,
                verifications=found.verifications.of_patient(note.patient_id),
                granted=granted_for(found, note, patient, others),
                earlier=tuple(
                    earlier_note(other) for other in others if other.created_at <= note.created_at
                ),
                remembered={
                    rule_id: text_of(reason)
                    for rule_id, reason in found.remembered.of_payer(_payer_of(patient)).items()
                },
            )
        )
        return known, guide

    def _remember_reasons(self, found: Repositories, note: Note) -> None:
        """Keep reasons given to warnings about codes of one day or one call, by payer (C11)."""
        if not note.content.reasons:
            return
        payer = _payer_of(found.patients.get(note.patient_id))
        if not payer:
            return
        rules = self.catalogue.compiled(note.code).rules_by_id
        for item_id, reason in note.content.reasons.items():
            rule = rules.get(item_id.partition("@")[0])
            if rule is not None and rule.requirement.fact == REMEMBERED_FACT:
                found.remembered.remember(payer, rule.requirement.id, Text(reason.text))


def _kept(found: Repositories, note_id: str) -> Note:
    """The note as it stands, a damaged one as far as it reads. Raises KeyError."""
    try:
        note = found.notes.get(note_id)
    except DamagedFile:
        note = salvaged(found, note_id)
    if note is None:
        raise KeyError(note_id)
    return note


def with_free_number(found: Repositories, note: Note) -> Note:
    """A new note whose control number another one took meanwhile gets a free one."""
    if note.version or not found.control_numbers.is_taken(note.control_number):
        return note
    practice = found.practice.get()
    number = free_number(found, practice, note.id, note.created_at.date())
    return replace(note, control_number=number)


def keep(
    found: Repositories,
    note: Note,
    summary: NoteSummary,
    at: dt.datetime,
    trail: Trail,
    seal: Seal | None = None,
) -> Note:
    """Keep a note and what the trail tells of it; the first save gives its control number out.

    One that was signed just now comes with the seal of its signature.
    """
    notes = found.notes
    kept = notes.sign(note, seal, summary, at) if seal else notes.save(note, summary, at)
    if not note.version and kept.control_number:
        found.control_numbers.take(kept.control_number, kept.id, at)
    about = about_note(kept)
    if kept.signature is not None:
        digest = kept.signature.digest
        trail.add(found, Deed.NOTE_SIGNED, about, digest=digest, version=kept.version)
    elif not note.version:
        trail.add(found, Deed.NOTE_BEGUN, about, code=kept.code)
    else:
        trail.add_once(found, Deed.NOTE_EDITED, about, version=kept.version)
        tell_late(found, kept, trail)
    return kept


def _primary(patient: Patient | None) -> Coverage | None:
    coverages = patient.coverages if patient else ()
    return min(coverages, key=lambda coverage: coverage.order, default=None)


def _payer_of(patient: Patient | None) -> str:
    primary = _primary(patient)
    return primary.payer if primary else ""


def summary_of(state: Evaluation) -> NoteSummary:
    """What the list of notes shows of a note's completeness: the note's own gaps come first."""
    first = min(state.open_items, key=lambda item: item.section == RECORD_SECTION, default=None)
    missing = first.say[:MISSING_SHOWN] if first else ""
    return NoteSummary(state.total.open(), state.total.percent(), missing)
