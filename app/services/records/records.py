"""Keeping the records of a practice: patients, people, the practice, benefit checks, channels.

The record pages call it, on a worker where they save. Every save returns what stood there before,
so that the last one can be taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from app.domain.audit import About, Deed, Kind
from app.domain.claims.authorization import Authorization
from app.domain.facts.known import is_check_of
from app.domain.finding.listing import NoteQuery, NoteRow, PatientQuery, PatientRow, search_key
from app.domain.ids import NewId, new_id
from app.domain.left_open.unfinished import record_name
from app.domain.notes.merging import Merge, Side, not_taken
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Pack
from app.domain.payers.card_sheet import CardSheet
from app.domain.payers.payer import PayerCard, Verification
from app.domain.practice.authority import Right
from app.domain.practice.people import (
    Coverage,
    Patient,
    Practice,
    Professional,
    StaffMember,
    StaffRole,
)
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.restriction import Restriction
from app.services.cards.authorizations import used_numbers
from app.services.cards.benefit_checks import Work, work_of
from app.services.claims.claim_keeping import keep_clocks
from app.services.notes.left_out import keep_left_out
from app.services.notes.unfinished import Unfinished
from app.services.permission import is_looked_after, require
from app.services.ports.store import Repositories, Store
from app.services.requests.patient_requests import (
    PatientRequest,
    about_request,
    keep_request,
    stored_request,
)
from app.services.seals.salvage import readable_notes
from app.services.trail import Trail
from app.sign_in_errors import LastManager

StoredRecord = (
    Patient
    | StaffMember
    | Professional
    | Practice
    | Verification
    | Authorization
    | Channel
    | PatientRequest
)
AnyRecord = StoredRecord | CardSheet
"""What a page can edit: the records kept here, and the sheet of a payer card (`card_desk`)."""

_KINDS: Mapping[type[AnyRecord], Kind] = {
    Patient: "patient",
    StaffMember: "staff",
    Professional: "professional",
    Verification: "check",
    Authorization: "authorization",
    Channel: "channel",
    RecordRequest: "request",
    AmendmentRequest: "amendment",
    Restriction: "restriction",
    CardSheet: "card",
}

_OF_A_PATIENT = ("check", "authorization", "request", "amendment", "restriction")

Record = TypeVar(
    "Record",
    Patient,
    StaffMember,
    Professional,
    Practice,
    Verification,
    Authorization,
    Channel,
    RecordRequest,
    AmendmentRequest,
    Restriction,
)


Entry = TypeVar("Entry", bound=AnyRecord)


@dataclass(frozen=True, slots=True)
class Saved(Generic[Entry]):
    """A record as it was stored, and what stood there before; None when it is new."""

    record: Entry
    before: Entry | None


@dataclass(frozen=True, slots=True)
class PatientFile:
    """Everything the patient page shows. `patient` is None for one not stored yet.

    `used` counts notes by the prior authorization they name.
    """

    patient: Patient | None
    checks: tuple[Verification, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    works: tuple[Work, ...] = ()
    cards: tuple[PayerCard, ...] = ()
    packs: tuple[Pack, ...] = ()
    authorizations: tuple[Authorization, ...] = ()
    used: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PracticeFile:
    """Everything the practice page shows, former staff included."""

    practice: Practice
    staff: tuple[StaffMember, ...] = ()
    professionals: tuple[Professional, ...] = ()

    @property
    def dentists(self) -> tuple[StaffMember, ...]:
        """Who may treat and supervise; the practice's own choice even after a change of role."""
        return tuple(
            each
            for each in self.staff
            if each.role is StaffRole.DENTIST or each.id == self.practice.treating
        )


class Records:
    """The records of one practice."""

    def __init__(self, store: Store, trail: Trail, fresh_id: NewId = new_id) -> None:
        self._store = store
        self._trail = trail
        self.fresh_id = fresh_id
        self.unfinished = Unfinished(store, trail.who, trail.now)

    def as_user(self, trail: Trail) -> "Records":
        """The same records, with somebody else at the keyboard."""
        return Records(self._store, trail, self.fresh_id)

    def patient_file(self, patient_id: str) -> PatientFile:
        """A patient with checks, notes (latest service first), packs and the cards there are."""
        with self._store.reading() as found:
            notes = tuple(readable_notes(found, patient_id))
            rows = found.notes.page(NoteQuery(patient_id=patient_id, order="service")).rows
            works = (work_of(note) for note in notes)
            return PatientFile(
                found.patients.get(patient_id),
                found.verifications.of_patient(patient_id),
                rows,
                tuple(work for work in works if work is not None),
                found.payer_cards.all(),
                found.packs.of_patient(patient_id),
                found.authorizations.of_patient(patient_id),
                used_numbers(notes),
            )

    def practice_file(self) -> PracticeFile:
        """The practice with its directory."""
        with self._store.reading() as found:
            return PracticeFile(found.practice.get(), found.staff.all(), found.professionals.all())

    def lookalikes(self, patient: Patient) -> tuple[PatientRow, ...]:
        """Other patients with the same name and date of birth, accents and case aside."""
        if patient.birth_date is None:
            return ()
        words = f"{patient.name.given} {patient.name.family}"
        with self._store.reading() as found:
            rows = found.patients.page(PatientQuery(search=words)).rows
        return tuple(
            row
            for row in rows
            if row.id != patient.id
            and row.birth_date == patient.birth_date
            and search_key(row.name) == search_key(patient.name.sorted)
        )

    def save(self, record: Record) -> Saved[Record]:
        """Keep a record. Raises StaleRecord, NotAllowed, LastManager, disk failures; then nothing
        changed.

        The checks of a patient follow their coverage to its new place.
        """
        with self._store.writing() as found:
            if right := _right(record):
                require(found, self._trail.who, right)
            before = _stored(found, record)
            kept = keep_record(found, record, before)
            deed = Deed.RECORD_ADDED if before is None else Deed.RECORD_CHANGED
            self._trail.add(found, deed, _about(record), fields=_changed(before, record))
            self._tell_roles(found, before, record)
            found.unfinished.drop(self._trail.who, unsaved_name(record))
        self.unfinished.saved(unsaved_name(record))
        return Saved(cast("Record", kept), cast("Record | None", before))

    def _tell_roles(
        self, found: Repositories, before: StoredRecord | None, after: StoredRecord
    ) -> None:
        """What somebody may do has a row of its own in the trail."""
        if not isinstance(after, StaffMember):
            return
        were = before.roles if isinstance(before, StaffMember) else ()
        if were != after.roles:
            roles = [role.value for role in after.roles]
            self._trail.add(found, Deed.RIGHTS_CHANGED, _about(after), roles=roles)

    def stored(self, record: StoredRecord) -> StoredRecord | None:
        """The record as it stands in the store now; None when it is new."""
        with self._store.reading() as found:
            return _stored(found, record)

    def keep_left_out(
        self, record: StoredRecord, merged: Merge, decisions: Mapping[str, Side]
    ) -> None:
        """Keep beside a record what a decision between two versions leaves out of it."""
        about = _about(record)
        left = not_taken(merged, decisions)
        with self._store.writing() as found:
            keep_left_out(found, about.kind, about.id, left, self._trail)
            fields = sorted(decisions)
            self._trail.add(found, Deed.VERSIONS_JOINED, about, fields=fields)

    def take_back(self, saved: Saved[Record]) -> Saved[Record]:
        """Put back what stood there before a save. Raises StaleRecord when it was saved since.

        Raises ValueError for the first save of a record: records are never deleted.
        """
        if saved.before is None:
            raise ValueError("a first save cannot be taken back")
        version = {"version": saved.record.version}
        return self.save(saved.before.model_copy(update=version))


def unsaved_name(record: AnyRecord) -> str:
    """What the unsaved text over a record is kept under (`app.domain.left_open.unfinished`)."""
    about = _about(record)
    owner = about.patient if about.kind in _OF_A_PATIENT else ""
    return record_name(about.kind, about.id, owner)


def unsaved_name_of_new(model: type[AnyRecord], base: Mapping[str, Any]) -> str:
    """The same for a record that was never stored, by its id and what else it stands on."""
    return record_name(_KINDS[model], str(base["id"]), str(base.get("patient", "")))


def _stored(found: Repositories, record: StoredRecord) -> StoredRecord | None:
    match record:
        case Patient():
            return found.patients.get(record.id)
        case StaffMember():
            return found.staff.get(record.id)
        case Professional():
            return found.professionals.get(record.id)
        case Verification():
            return found.verifications.get(record.id)
        case Authorization():
            return found.authorizations.get(record.id)
        case Channel():
            return found.channels.get(record.id)
        case RecordRequest() | AmendmentRequest() | Restriction():
            return stored_request(found, record)
        case Practice():
            practice = found.practice.get()
            return practice if practice.version else None


def _right(record: StoredRecord) -> Right | None:
    """What somebody must be allowed to change such a record; None where everybody may."""
    match record:
        case StaffMember():
            return Right.EDIT_PEOPLE
        case Practice():
            return Right.EDIT_PRACTICE
        case Channel():
            return Right.EDIT_CARDS
        case RecordRequest() | AmendmentRequest() | Restriction():
            return Right.ANSWER_REQUESTS
        case _:
            return None


def _about(record: AnyRecord) -> About:
    """What the trail calls a record."""
    match record:
        case Patient():
            return About("patient", record.id, record.id)
        case StaffMember():
            return About("staff", record.id)
        case Professional():
            return About("professional", record.id)
        case Verification():
            return About("check", record.id, record.patient)
        case Authorization():
            return About("authorization", record.id, record.patient)
        case Channel():
            return About("channel", record.id)
        case CardSheet():
            return About("card", record.id)
        case RecordRequest() | AmendmentRequest() | Restriction():
            return about_request(record)
        case Practice():
            return About("practice", "practice")


def _changed(before: StoredRecord | None, after: StoredRecord) -> list[str]:
    """The names of the fields that differ; none for a new record."""
    names = sorted(type(after).model_fields) if before is not None else []
    return [
        name
        for name in names
        if name != "version" and getattr(before, name) != getattr(after, name)
    ]


def keep_record(
    found: Repositories, record: StoredRecord, before: StoredRecord | None
) -> StoredRecord:
    """Keep a record inside a transaction; a patient's checks and the claims' deadlines follow.

    Raises StaleRecord, and LastManager where nobody with an account could look after people then.
    """
    match record:
        case Patient():
            if isinstance(before, Patient):
                _lead_checks(found, before, record)
            patient = found.patients.save(record)
            keep_clocks(found, record.id)
            return patient
        case StaffMember():
            return _keep_staff(found, record)
        case Professional():
            return found.professionals.save(record)
        case Verification():
            check = found.verifications.save(record)
            keep_clocks(found, record.patient)
            return check
        case Authorization():
            return found.authorizations.save(record)
        case Channel():
            return found.channels.save(record)
        case RecordRequest() | AmendmentRequest() | Restriction():
            return keep_request(found, record)
        case Practice():
            return found.practice.save(record)


def _keep_staff(found: Repositories, member: StaffMember) -> StaffMember:
    was_looked_after = is_looked_after(found)
    kept = found.staff.save(member)
    if was_looked_after and not is_looked_after(found):
        raise LastManager
    return kept


def _lead_checks(found: Repositories, before: Patient, after: Patient) -> None:
    """Number the checks anew where coverages changed places; those of another payer stay behind."""
    if before.coverages == after.coverages:
        return
    for check in found.verifications.of_patient(after.id):
        asked = next((each for each in before.coverages if is_check_of(check, each)), None)
        now = _same_coverage(asked, after.coverages) if asked else None
        payer = now.payer if now else (asked.payer if asked else check.payer)
        order = now.order if now else check.coverage_order
        if (payer, order) != (check.payer, check.coverage_order):
            moved = {"payer": payer, "coverage_order": order}
            found.verifications.save(check.model_copy(update=moved))


def _same_coverage(old: Coverage, coverages: Sequence[Coverage]) -> Coverage | None:
    """The coverage that is the old one: same payer; of several the same member, then place."""
    same = [each for each in coverages if search_key(each.payer) == search_key(old.payer)]

    def nearness(each: Coverage) -> tuple[bool, bool]:
        return each.member_id != old.member_id, each.order != old.order

    return min(same, key=nearness, default=None)
