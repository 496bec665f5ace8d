"""One note: the record for one patient, code and date of service, and what it knew when signed."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from rpds import HashTrieMap

from app.domain.guides.answers import Answer, Date, Text
from app.domain.notes.late import LateSpell

NoteStatus = Literal["draft", "signed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Who entered an answer and when (UTC); time of entry, apart from any time of action."""

    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a warning does not stop this note, in the words of who answered it."""

    text: str
    by: str
    at: dt.datetime


# In quotes: the maps of rpds take no type arguments at run time.
Answers: TypeAlias = "HashTrieMap[str, Answer]"
Entries: TypeAlias = "HashTrieMap[str, Entry]"
Reasons: TypeAlias = "HashTrieMap[str, Reason]"


@dataclass(frozen=True, slots=True)
class Content:
    """Everything typed into a note, by answer path; in persistent maps."""

    answers: Answers = field(default_factory=HashTrieMap)
    entries: Entries = field(default_factory=HashTrieMap)
    reasons: Reasons = field(default_factory=HashTrieMap)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, when (UTC), with how many open items, over which content and known facts.

    `digest` is the SHA-256 (hex) of the signed bytes, as `signed_body` builds them. `name` is the
    signer's as it was then, `key` the fingerprint of the signing key (empty for a note out of a
    file). `attestations` are digests of what others attested, `unattested` the staff ids of those
    who entered something and did not. `co_signer` is the dentist whose signature is awaited (a
    staff id), `drawn` a drawn signature: strokes of points in thousandths of its width.
    """

    by: str
    credential: str
    at: dt.datetime
    open_items: int
    digest: str
    name: str = ""
    key: str = ""
    attestations: tuple[str, ...] = ()
    unattested: tuple[str, ...] = ()
    co_signer: str = ""
    drawn: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `known` is empty until signing, then frozen. `version` counts saves.

    A draft that was handed over waits for `waits_for` (a staff id) since `handed_at` (UTC).
    """

    id: str
    code: str
    guide_version: int
    patient_id: str
    treating_id: str
    author_id: str
    created_at: dt.datetime
    content: Content = field(default_factory=Content)
    status: NoteStatus = "draft"
    signature: Signature | None = None
    known: Answers = field(default_factory=HashTrieMap)
    guide_digest: str = ""
    control_number: str = ""
    late: tuple[LateSpell, ...] = ()
    waits_for: str = ""
    handed_at: dt.datetime | None = None
    saved_at: dt.datetime | None = None
    version: int = 0

    @property
    def date_of_service(self) -> dt.date | None:
        """The date of service the note gives, when it gives a readable one."""
        answer = self.content.answers.get("date_of_service")
        return answer.value if isinstance(answer, Date) else None


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """What a new note needs of an older one of the same patient (P12, M10, C11)."""

    id: str
    code: str
    date_of_service: dt.date | None
    texts: tuple[str, ...] = ()
    contacts: tuple[tuple[dt.date, dt.time, str], ...] = ()


def text_of(answer: Answer | None) -> str:
    """The words of a text answer; empty for every other answer."""
    return answer.value if isinstance(answer, Text) else ""
