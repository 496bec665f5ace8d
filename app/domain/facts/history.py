"""Earlier notes of the same patient: those in the program, and those entered by hand (P12).

`app.services.notes.charting` makes them of stored notes; the checks on repeats read both kinds
here.
"""

import datetime as dt
from collections.abc import Iterator

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Answer, Date, Text, Time
from app.domain.guides.paths import TOP
from app.domain.notes.note import Answers, EarlierNote, Note

ENTERED = "earlier_history"
"""The table in which a guide asks for history from before the program came (date, code)."""

ENTERED_READS = (ENTERED, f"{ENTERED}/date", f"{ENTERED}/code")

_TIMES = ("time", "start")
_PARTNERS = ("name", "contact", "contacted")


def earlier_with_code(facts: Facts) -> Iterator[dt.date]:
    """The dates of service of every earlier note for this note's code, entered ones included."""
    code = facts.read("code")
    if not isinstance(code, Text):
        return
    for note in facts.known.earlier:
        if note.code == code.value and note.date_of_service is not None:
            yield note.date_of_service
    for row in facts.places(ENTERED, TOP):
        date = facts.read(row.path(f"{ENTERED}/date"))
        entered = facts.read(row.path(f"{ENTERED}/code"))
        same = isinstance(entered, Text) and entered.value.strip().upper() == code.value
        if same and isinstance(date, Date):
            yield date.value


def earlier_note(note: Note) -> EarlierNote:
    """What a new note needs of this older one."""
    answers = note.content.answers
    return EarlierNote(
        id=note.id,
        code=note.code,
        date_of_service=note.date_of_service,
        texts=tuple(a.value for a in answers.values() if isinstance(a, Text)),
        contacts=tuple(_contacts(answers)),
    )


def _contacts(answers: Answers) -> Iterator[tuple[dt.date, dt.time, str]]:
    for path, answer in answers.items():
        row, _, name = path.rpartition("/")
        if name != "date" or not row or not isinstance(answer, Date):
            continue
        times = [answers.get(f"{row}/{time}") for time in _TIMES]
        partner = _first_text([answers.get(f"{row}/{partner}") for partner in _PARTNERS])
        for time in times:
            if isinstance(time, Time):
                yield answer.value, time.value, partner


def _first_text(found: list[Answer | None]) -> str:
    return next((answer.value for answer in found if isinstance(answer, Text)), "")
