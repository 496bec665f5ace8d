"""A request to amend the record: what should change, and what became of it (45 CFR 164.526).

Services keep these records, the requests pages edit them; what is attached to a note is printed
with it from then on.
"""

import datetime as dt
from enum import StrEnum
from typing import Literal

from app.domain.practice.people import Border, Id, Line
from app.domain.requests.record_request import AskedBy, Words
from app.domain.requests.request_window import AMENDMENT, Extension, due_day


class Ground(StrEnum):
    """Why a request may be denied, and no other reason: 164.526(a)(2), general knowledge."""

    NOT_OURS = "not_ours"
    NOT_RECORD = "not_record"
    NOT_OPEN = "not_open"
    ACCURATE = "accurate"

    @property
    def label(self) -> str:
        """The reason in words."""
        return _LABELS[self]


_LABELS = {
    Ground.NOT_OURS: "This practice did not write the entry, and whoever did can still be asked",
    Ground.NOT_RECORD: "It is not part of the record that decisions are made on",
    Ground.NOT_OPEN: "It is a part of the record that the patient has no right to see",
    Ground.ACCURATE: "The entry is accurate and complete as it is",
}


class AmendmentRequest(Border):
    """One request. `note` is the note it is about; empty for the record as a whole.

    Accepted, it leads to an addendum; denied, the patient is told why in writing (`told_on`) and
    may state a disagreement, which the practice may rebut. Both go with the note from then on, or,
    where the patient asks so (`attach`), the request and its denial alone.
    """

    id: Id
    patient: Id
    note: Id | Literal[""] = ""
    asked_by: AskedBy = "patient"
    asker: Line = ""
    authority: Line = ""
    received: dt.date
    wish: Words
    why: Words = ""
    due_sooner: dt.date | None = None
    extension: Extension | None = None
    outcome: Literal["open", "accepted", "denied", "withdrawn"] = "open"
    ended_on: dt.date | None = None
    decided_by: Line = ""
    grounds: tuple[Ground, ...] = ()
    told_on: dt.date | None = None
    attach: bool = False
    statement: Words = ""
    statement_on: dt.date | None = None
    rebuttal: Words = ""
    rebuttal_on: dt.date | None = None
    remark: Words = ""
    version: int = 0

    @property
    def due(self) -> dt.date:
        """The last day for an answer."""
        return due_day(AMENDMENT, self.received, self.extension, self.due_sooner)

    @property
    def is_open(self) -> bool:
        """Whether the patient still waits; a denial counts once the patient was told."""
        undecided = self.outcome == "open" or self.ended_on is None
        return undecided or (self.outcome == "denied" and self.told_on is None)

    @property
    def goes_with_note(self) -> bool:
        """Whether it is printed with the note it is about."""
        denied = self.outcome == "denied" and self.ended_on is not None
        return denied and (self.attach or bool(self.statement))
