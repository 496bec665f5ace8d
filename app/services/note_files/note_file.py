"""The shape of a note file (NOTE.json): one note with everything it is judged and printed with.

`note_file_parsing` reads it. Answers have the nested form of `note_file_answers`.
"""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    ConfigDict,
    Discriminator,
    Field,
    JsonValue,
    StringConstraints,
    Tag,
)

from app.domain.payers.payer import Verification
from app.domain.practice.people import Border, Id, Line, Patient, Practice, StaffMember

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{4}$")]


class FilePart(Border):
    """A part of a note file."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class FilePatient(Patient):
    """The patient, coverages and representatives included."""

    id: Id = "patient"


class FileTreating(StaffMember):
    """The treating dentist."""

    id: Id = "treating"


class FileAuthor(StaffMember):
    """Who wrote the note."""

    id: Id = "author"


class FileVerification(Verification):
    """One benefit check."""

    id: Id = "verification"
    patient: Id = "patient"
    code: Line = ""


ReasonText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class FileReason(FilePart):
    """Why a warning does not stop this note."""

    text: ReasonText
    """The reason in the words of who gave it."""
    by: Id | None = None
    """The id of who gave it; the author if left out."""
    at: AwareDatetime | None = None
    """When; `made_at` if left out."""


Reasons = dict[
    str,
    Annotated[
        Annotated[ReasonText, Tag("words")] | Annotated[FileReason, Tag("group")],
        Discriminator(lambda given: "words" if isinstance(given, str) else "group"),
    ],
]


class FileEntry(FilePart):
    """Who entered an answer, and when."""

    by: Id
    """The id of who entered it."""
    at: AwareDatetime
    """When."""


class FileContact(FilePart):
    """One contact that an earlier note counts."""

    date: dt.date
    """The day."""
    time: dt.time
    """The time of day at the practice."""
    with_: Annotated[Line, Field(alias="with")] = ""
    """Who was reached."""


class FileEarlier(FilePart):
    """What a new note needs of an older note for the same patient."""

    id: Id = "earlier"
    """Its id; only for reference."""
    code: Code
    """Its procedure code."""
    date: dt.date | None = None
    """Its date of service."""
    texts: tuple[str, ...] = ()
    """Its own words, to find pasted ones."""
    contacts: tuple[FileContact, ...] = ()
    """Contacts with a date and time, so that none is counted twice."""


class FileSignature(FilePart):
    """Who signed the note, and when. A note that something blocks cannot be signed."""

    by: Id
    """The id of the signer: the treating dentist, the author or one of `staff`."""
    at: AwareDatetime
    """When it was signed."""
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """The SHA-256 the signature was made over; when given, the note must still match it."""


class NoteFile(FilePart):
    """One note, with the people, the plan and the history it is judged and printed with."""

    format: Literal[1]
    """The version of this form: 1."""
    code: Code
    """The procedure code, such as D9311."""
    id: Id = "note"
    """The note's id."""
    today: dt.date | None = None
    """The day the note is judged and printed on, such as 2026-11-22; the day of `made_at` if left
    out."""
    made_at: AwareDatetime | None = None
    """When it was written, with offset, such as 2026-11-22T15:04:00-05:00; now if left out."""
    patient: FilePatient | None = None
    """The patient."""
    practice: Practice | None = None
    """The practice that bills."""
    treating: FileTreating | None = None
    """The treating dentist."""
    author: FileAuthor | None = None
    """Who wrote the note; the treating dentist if left out."""
    staff: tuple[StaffMember, ...] = ()
    """Others who are named by id, such as a supervising dentist."""
    verifications: tuple[FileVerification, ...] = ()
    """Recorded benefit checks."""
    answers: dict[str, JsonValue] = Field(default_factory=dict)
    """The answers by field id: words, numbers, true or false; lists for several choices, teeth and
    diagnoses; a list of groups for a table; {"not_given": "none"} for an honest closing."""
    reasons: Reasons = Field(default_factory=dict)
    """The reasons given to warnings, by the id of the open item."""
    entries: dict[str, FileEntry] = Field(default_factory=dict)
    """Who entered an answer and when, by answer path; the author and `made_at` if left out."""
    earlier: tuple[FileEarlier, ...] = ()
    """Earlier notes of this patient."""
    card: str | dict[str, JsonValue] | None = None
    """A payer card: the path of its file, seen from this one, or the card itself."""
    control_number: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{0,30}$")] = ""
    """The attachment control number."""
    signature: FileSignature | None = None
    """The signature; without it the note is a draft."""


def note_schema() -> dict[str, Any]:
    """The JSON Schema of a note file."""
    schema = NoteFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
