"""A request for records: who asks, for what, by when it is due, and how it was answered.

The patient's right to a copy: 45 CFR 164.524. Services keep these records, the requests pages edit
them, the store lists the open ones by the day they are due.
"""

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.domain.packs.pack import SentBy
from app.domain.practice.people import Border, Id, Line
from app.domain.requests.request_window import ACCESS, Extension, due_day

AskedBy = Literal["patient", "representative", "authorized"]
"""The patient, who speaks for the patient, or another one with the patient's authorization."""

CopyForm = Literal["files", "pdf", "paper"]
Words = Annotated[str, Field(max_length=4000)]


class RecordKind(StrEnum):
    """A part of the record that can be asked for."""

    NOTES = "notes"
    DOCUMENTS = "documents"
    CLAIMS = "claims"

    @property
    def label(self) -> str:
        """The part in words."""
        return _LABELS[self]


_LABELS = {
    RecordKind.NOTES: "Chart notes with everything added to them",
    RecordKind.DOCUMENTS: "Letters, forms and photos",
    RecordKind.CLAIMS: "Claims, what went to payers, and their EOBs",
}
ALL_KINDS = tuple(RecordKind)


class RecordRequest(Border):
    """One request. `asker` and `authority` are of somebody who is not the patient.

    `since` and `until` are the dates of service asked for, open where None. `identity` is how it
    was checked who asks. `fee` may cover the cost of copying and no more (164.524(c)(4)). It is
    open until it is said how it ended and on which day.
    """

    id: Id
    patient: Id
    asked_by: AskedBy = "patient"
    asker: Line = ""
    authority: Line = ""
    identity: Line = ""
    identity_by: Line = ""
    identity_on: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    kinds: Annotated[tuple[RecordKind, ...], Field(min_length=1)] = ALL_KINDS
    form: CopyForm = "pdf"
    received: dt.date
    due_sooner: dt.date | None = None
    extension: Extension | None = None
    outcome: Literal["open", "sent", "denied", "withdrawn"] = "open"
    ended_on: dt.date | None = None
    sent_by: SentBy | None = None
    sent_to: Line = ""
    denied_because: Words = ""
    fee: Annotated[Decimal, Field(ge=0)] | None = None
    fee_basis: Line = ""
    remark: Words = ""
    version: int = 0

    @property
    def due(self) -> dt.date:
        """The last day for an answer."""
        return due_day(ACCESS, self.received, self.extension, self.due_sooner)

    @property
    def is_open(self) -> bool:
        """Whether the patient still waits."""
        return self.outcome == "open" or self.ended_on is None

    def covers(self, day: dt.date | None) -> bool:
        """Whether something of that day is asked for; what has no day is."""
        if day is None:
            return True
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )
