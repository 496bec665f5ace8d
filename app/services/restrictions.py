"""What a patient does not want a plan to hear of, asked before anything goes to a payer.

Packing asks it for a note; the pack page shows the sentences.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.guides.answers import Rows
from app.domain.notes.note import Note, text_of
from app.domain.reading.dates import show_date
from app.domain.requests.restriction import Restriction, blocking
from app.services.ports.store import Repositories


@dataclass(frozen=True, slots=True)
class Barred:
    """Sentences on restrictions: those that block sending, and those that only warn.

    `first` is the id of the restriction that the first sentence is of; empty without any.
    """

    blocks: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    first: str = ""


OPEN = Barred()
"""No restriction says anything."""


def barred(found: Repositories, note: Note) -> Barred:
    """What restrictions say of sending a note to the plan it is billed to.

    That is the first coverage, as it is now and as it was when the note was signed. For another
    coverage's payer they warn: nobody knows yet which plan a pack will go to.
    """
    held = found.restrictions.of_patient(note.patient_id)
    if not held:
        return OPEN
    first, others = _payers(found, note)
    day = note.date_of_service
    if hits := _hits(held, first or ("",), day):
        return Barred(blocks=_sentences(hits, blocks=True), first=hits[0].id)
    hits = _hits(held, others, day)
    return Barred(warns=_sentences(hits, blocks=False), first=hits[0].id if hits else "")


def _hits(
    held: tuple[Restriction, ...], payers: tuple[str, ...], day: dt.date | None
) -> tuple[Restriction, ...]:
    hits = (blocking(held, payer, day) for payer in payers)
    return tuple(hit for hit in hits if hit is not None)


def _sentences(hits: tuple[Restriction, ...], *, blocks: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_sentence(hit, blocks=blocks) for hit in hits))


def _sentence(restriction: Restriction, *, blocks: bool) -> str:
    payer = restriction.payer or "any health plan"
    wish = (
        f"The patient asked on {show_date(restriction.asked_on)} that nothing of this service goes"
        f" to {payer}."
    )
    if blocks:
        return f"{wish} Send nothing, or end the restriction with a reason."
    return f"{wish} Do not send this pack there."


def _payers(found: Repositories, note: Note) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The payers a note is billed to, and those of the patient's other coverages."""
    patient = found.patients.get(note.patient_id)
    coverages = sorted(patient.coverages if patient else (), key=lambda each: each.order)
    now = [coverage.payer for coverage in coverages]
    rows = note.known.get("coverages")
    then = [
        text_of(note.known.get(f"coverages/{row}/payer"))
        for row in (rows.ids if isinstance(rows, Rows) else ())
    ]
    first = tuple(filter(None, (*now[:1], *then[:1])))
    return first, (*now[1:], *then[1:])
