"""Whether the notes on a claim may leave the office; asked inside the transaction that moves it.

`claims` refuses by it, `claim_file` says it on the claim page.
"""

from app.domain.claims.claim import Claim
from app.domain.codes.npi import is_npi
from app.domain.guides.answers import Npi, Unreadable
from app.domain.notes.note import Note
from app.domain.notes.plain import UNREADABLE
from app.domain.reading.dates import show_date
from app.domain.requests.restriction import blocking
from app.domain.signing.seal import Standing
from app.errors import DamagedFile
from app.services.claims.claim_checks import NoteStanding
from app.services.ports.store import Repositories
from app.services.seals.later_entries import is_void, later_entries
from app.services.seals.standing import standing_of


def note_standings(found: Repositories, claim: Claim) -> tuple[NoteStanding, ...]:
    """How far each note on a claim may leave the office, in the order of its lines."""
    return tuple(_standing(found, claim, note_id) for note_id in claim.notes)


def _standing(found: Repositories, claim: Claim, note_id: str) -> NoteStanding:
    code, on = next((line.code, line.on) for line in claim.lines if line.note == note_id)
    try:
        note = found.notes.get(note_id)
        entries = later_entries(found, note_id)
    except (DamagedFile, *UNREADABLE):
        return NoteStanding(note_id, code, on, standing=Standing.DAMAGED)
    if note is None:
        return NoteStanding(note_id, code, on, standing=Standing.DAMAGED)
    return NoteStanding(
        id=note_id,
        code=note.code,
        on=note.date_of_service,
        is_signed=note.signature is not None,
        standing=standing_of(found, note_id),
        is_void=is_void(entries),
        npi_fails=_npi_fails(note),
        barred=_barred(found, claim, note),
    )


def _npi_fails(note: Note) -> bool:
    """Whether the treating dentist's NPI is there and wrong; a missing one is still needed."""
    npi = note.known.get("treating.npi")
    return isinstance(npi, Unreadable) or (isinstance(npi, Npi) and not is_npi(npi.value))


def _barred(found: Repositories, claim: Claim, note: Note) -> str:
    """What the patient does not want the claim's payer to hear, in a sentence."""
    held = found.restrictions.of_patient(claim.patient)
    restriction = blocking(held, claim.payer, note.date_of_service)
    if restriction is None:
        return ""
    return (
        f"The patient asked on {show_date(restriction.asked_on)} that nothing of this service goes"
        f" to {restriction.payer or 'any health plan'}. Send nothing, or end the restriction with a"
        " reason."
    )
