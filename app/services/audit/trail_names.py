"""What the ids in rows of the trail stand for, in words; the history asks for each page it shows.

Whoever may look through the history sees names here; its export has the ids.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from app.domain.audit import AuditRow
from app.domain.claims.claim import Claim
from app.domain.notes.plain import UNREADABLE
from app.domain.reading.dates import show_date
from app.errors import DamagedFile
from app.services.cards.appeal_words import appeal_name
from app.services.ports.store import Repositories
from app.services.trail_words import record_words

_PATIENTS = ("came_from",)
"""Names of details that hold a patient's id."""


@dataclass(frozen=True, slots=True)
class TrailNames:
    """`people`, `patients` and `appeals` by id, `records` by kind and id.

    What is not there shows as an id.
    """

    people: Mapping[str, str]
    patients: Mapping[str, str]
    records: Mapping[tuple[str, str], str]
    appeals: Mapping[str, str]

    def person(self, staff_id: str) -> str:
        """Who it is."""
        return self.people.get(staff_id, staff_id)

    def record(self, kind: str, record_id: str) -> str:
        """Which record: its name, else its kind and the beginning of its id."""
        return self.records.get((kind, record_id)) or record_words(kind, record_id)

    def value(self, text: str) -> str:
        """What stands in a detail: the name where it is an id of somebody, or of an appeal."""
        return self.people.get(text) or self.patients.get(text) or self.appeals.get(text, text)


def names_for(found: Repositories, rows: Sequence[AuditRow]) -> TrailNames:
    """The names that these rows need."""
    people = {member.id: member.name.full for member in found.staff.all()}
    told = {str(row.told.get(name, "")) for row in rows for name in _PATIENTS}
    asked = ({row.patient for row in rows} | told) - {""}
    patients = {each.id: each.name.sorted for each in found.patients.some(asked)}
    notes = _notes(found, {row.note for row in rows} - {""})
    records = {("note", note_id): words for note_id, words in notes.items()}
    claims = _claims(found, {row.about for row in rows if row.kind == "claim"} - {""})
    records |= {("claim", each.id): f"Claim {each.number} to {each.payer}" for each in claims}
    for row in rows:
        if (row.kind, row.about) not in records and row.about:
            words = _record(found, row, people, notes)
            records[row.kind, row.about] = words
    appeals = {each.id: appeal_name(each) for claim in claims for each in claim.appeals}
    return TrailNames(people, patients, records, appeals)


def _claims(found: Repositories, claim_ids: Collection[str]) -> list[Claim]:
    claims = []
    for claim_id in claim_ids:
        with suppress(DamagedFile, *UNREADABLE):  # a damaged one is shown by its id
            claim = found.claims.get(claim_id)
            claims += [claim] if claim else []
    return claims


def _notes(found: Repositories, note_ids: Collection[str]) -> dict[str, str]:
    named = {}
    for note_id in note_ids:
        try:
            row = found.notes.row(note_id)
        except UNREADABLE:  # a damaged row is shown by its id
            continue
        if row is not None:
            day = row.date_of_service
            named[note_id] = f"{row.code} of {show_date(day)}" if day else f"{row.code}, no date"
    return named


def _record(
    found: Repositories, row: AuditRow, people: Mapping[str, str], notes: Mapping[str, str]
) -> str:
    """A record in words; empty where there is none any more, or its kind has no names."""
    try:
        match row.kind:
            case "staff":
                return people.get(row.about, "")
            case "professional":
                professional = found.professionals.get(row.about)
                return professional.name.full if professional else ""
            case "document":
                document = found.documents.get(row.about)
                return f"Document “{document.title}”" if document else ""
            case "card":
                card = found.payer_cards.get(row.about)
                return f"Payer card {card.payer}" if card else ""
            case "patient" | "request" | "amendment" | "restriction" | "check" | "authorization":
                return record_words(row.kind, "")
            case "pack" if row.note in notes:
                return f"Pack for {notes[row.note]}"
            case _:
                return ""
    except (DamagedFile, *UNREADABLE):
        return ""
