"""Whether a note waits for a medical professional's reply, and until when; the store lists by it.

A consultation waits once it was sent and nobody has answered (facts C4 and C6). A signed note waits
until a continuation tells what came of it.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.deadlines.work_days import next_work_day
from app.domain.guides.answers import Answer, Choice, Date, Rows
from app.domain.notes.note import Content

_TABLE, _STATE, _SENT = "consultations", "state", "sent"
_ANSWER_BY, _PLANNED = "answer_by", "planned_date"
_ONE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AwaitedReply:
    """`due` is the day it is needed by, where the note tells one; `planned` that of the treatment.

    Without a day of its own it is needed on the last work day before the treatment.
    """

    due: dt.date | None
    planned: dt.date | None


@dataclass(frozen=True, slots=True)
class WaitingNote:
    """A note that waits for a reply, as the worklist shows it. `patient` is family name first."""

    id: str
    patient_id: str
    patient: str
    code: str
    treating_id: str
    due: dt.date | None
    planned: dt.date | None


def awaited_reply(content: Content) -> AwaitedReply | None:
    """What a note waits for; None when it waits for nobody."""
    answers = content.answers
    table = answers.get(_TABLE)
    rows = table.ids if isinstance(table, Rows) else ()
    if not any(answers.get(f"{_TABLE}/{row}/{_STATE}") == Choice(_SENT) for row in rows):
        return None
    planned, needed = _day(answers.get(_PLANNED)), _day(answers.get(_ANSWER_BY))
    if needed is None and planned is not None:
        needed = next_work_day(planned - _ONE, backwards=True)
    return AwaitedReply(needed, planned)


def _day(answer: Answer | None) -> dt.date | None:
    return answer.value if isinstance(answer, Date) else None
