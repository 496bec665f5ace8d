"""An answer that a decision between two versions left out; kept beside the record, never in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from app.domain.answers import Answer
from app.domain.note import Entry

RecordKind = Literal["note", "patient", "staff", "professional", "practice", "check", "channel"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Where it stood (an answer path or a reason's key), who entered it, and who left it out when.

    Times are UTC. A reason given to a warning is kept as the text it was. `entry` is None where a
    record does not keep who entered what.
    """

    kind: RecordKind
    record_id: str
    path: str
    answer: Answer
    entry: Entry | None
    by: str
    at: dt.datetime
