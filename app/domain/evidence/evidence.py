"""A document taken in for a patient (evidence): what it is, which pages count, what is blacked out.

Services keep these records, the documents page edits them, `app.evidence` derives from them what
is shown and sent. The original is kept apart, byte for byte, under its SHA-256.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.domain.practice.people import Border, Id, Line, Named

MediaType = Literal["pdf", "jpeg", "png", "tiff", "webp", "bmp", "gif"]

OtherPatients = Literal["not_answered", "no", "redacted"]
"""The answer to "are other patients visible?": not asked yet, none, or blacked out."""

Turn = Literal[0, 90, 180, 270]
"""Degrees clockwise."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class EvidenceKind(StrEnum):
    """What sort of document it is."""

    LETTER = "letter"
    FAX = "fax"
    SUMMARY = "summary"
    ANSWERED_REQUEST = "answered_request"
    EOB = "eob"
    CONSENT = "consent"
    FORM = "form"
    PHOTO = "photo"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    EvidenceKind.LETTER: "Letter",
    EvidenceKind.FAX: "Fax",
    EvidenceKind.SUMMARY: "Summary",
    EvidenceKind.ANSWERED_REQUEST: "Answered consultation request",
    EvidenceKind.EOB: "EOB",
    EvidenceKind.CONSENT: "Consent",
    EvidenceKind.FORM: "Form",
    EvidenceKind.PHOTO: "Photo",
    EvidenceKind.OTHER: "Other",
}

MAY_SHOW_OTHERS = frozenset({EvidenceKind.EOB, EvidenceKind.FAX, EvidenceKind.OTHER})
"""Kinds on which other people are often listed: somebody has to look before they are sent."""


class Box(Border):
    """A rectangle blacked out on a page, as shares of its width and height.

    Measured from the top left corner of the page as it stands before the user's own turn.
    """

    left: Share
    top: Share
    width: Share
    height: Share


class PageChoice(Border):
    """One page of the original: its number (from 1), how it is turned, whether it is sent."""

    number: Annotated[int, Field(ge=1)]
    turn: Turn = 0
    included: bool = True
    boxes: tuple[Box, ...] = ()


class Move(Border):
    """That the document was filed under another patient first. Never printed, never sent."""

    from_patient: Id
    at: dt.datetime
    by: Line
    reason: Line = ""


class EvidenceRecord(Border):
    """One document of one patient.

    `pages` are in the order they are sent. `dated` is the document's own date, `taken_at` (UTC)
    when it came in. `password` opens an encrypted original, which is kept as it came. `notices`
    say in sentences what had to be mended when it was taken in.
    """

    id: Id
    patient: Id
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=1)]
    media: MediaType
    kind: EvidenceKind = EvidenceKind.OTHER
    title: Named
    dated: dt.date | None = None
    author: Line = ""
    pages: Annotated[tuple[PageChoice, ...], Field(min_length=1)]
    other_patients: OtherPatients = "not_answered"
    sensitive: bool = False
    password: Annotated[str, Field(max_length=200)] = ""
    notices: tuple[str, ...] = ()
    taken_at: dt.datetime
    taken_by: Line = ""
    moves: tuple[Move, ...] = ()
    version: int = 0

    @property
    def sent_pages(self) -> tuple[PageChoice, ...]:
        """The pages that are sent, in their order."""
        return tuple(page for page in self.pages if page.included)

    @property
    def is_redacted(self) -> bool:
        """Whether something is blacked out on a page that is sent."""
        return any(page.boxes for page in self.sent_pages)

    @property
    def must_ask_others(self) -> bool:
        """Whether "other patients visible?" has to be answered before it is sent."""
        return self.kind in MAY_SHOW_OTHERS and self.other_patients == "not_answered"
