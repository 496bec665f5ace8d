"""An answer that a decision between two versions left out; kept beside the record, never in it."""

import datetime as dt
from dataclasses import dataclass

from app.domain.guides.answers import Answer
from app.domain.notes.note import Entry


@dataclass(frozen=True, slots=True)
class LeftOut:
    """`kind` is a record's as the audit trail names it, "note" among them.

    `path` is where it stood: an answer path or a reason's key, whose reason is kept as the text it
    was. `entry` is None where a record does not keep who entered what. `by` left it out `at` (UTC).
    """

    kind: str
    record_id: str
    path: str
    answer: Answer
    entry: Entry | None
    by: str
    at: dt.datetime
