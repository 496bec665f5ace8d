"""What a list of notes or patients asks and shows; services ask with it, storage answers with it.

Pages are keyset pages: `Page.after` is the place to go on from, so the hundredth page costs what
the first does.
"""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from app.domain.notes.note import NoteStatus
from app.domain.signing.seal import Standing

NoteOrder = Literal["saved", "service", "patient"]

NoteState = Literal["draft", "waiting", "signed", "void"]
"""What lists are filtered by. A note that waits for a signature is a draft or signed besides."""

Cursor = tuple[str, str]

PAGE_ROWS = 100

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class NoteSummary:
    """What the rules found when a note was saved; kept beside it so that lists need not judge.

    `missing` is what is still needed, in the words of the list, shortened by the caller.
    """

    open_items: int = 0
    percent: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One line in the list of notes. `patient` is family name first; times are UTC.

    A draft that was handed over waits for `waits_for`, a signed note whose supervising dentist has
    not signed yet for `co_signer` (staff ids). `entries` counts what was added since signing.
    """

    id: str
    patient_id: str
    patient: str
    code: str
    date_of_service: dt.date | None
    status: NoteStatus
    treating_id: str
    author_id: str
    saved_at: dt.datetime
    summary: NoteSummary
    waits_for: str = ""
    co_signer: str = ""
    entries: int = 0
    is_void: bool = False
    standing: Standing = Standing.UNCHECKED


@dataclass(frozen=True, slots=True)
class NoteQuery:
    """Which notes, in which order. Empty filters let everything through.

    `search` are beginnings of words; each must occur in the patient's name, the chart number, the
    code or the note's own texts, upper or lower case and accents aside. `from_day` and `to_day`
    are the first and the last date of service; `needs_something` leaves complete notes out.

    Order `saved` and `service` is newest first, `patient` A to Z. What is found by more than its
    patient is always in order `saved`.
    """

    search: str = ""
    status: NoteState | None = None
    patient_id: str = ""
    code: str = ""
    treating_id: str = ""
    author_id: str = ""
    from_day: dt.date | None = None
    to_day: dt.date | None = None
    needs_something: bool = False
    order: NoteOrder = "saved"
    after: Cursor | None = None
    limit: int = PAGE_ROWS

    @property
    def is_searched(self) -> bool:
        """Whether notes are looked for by more than their patient."""
        typed = (self.search.strip(), self.status, self.code, self.treating_id, self.author_id)
        return any((*typed, self.from_day, self.to_day, self.needs_something))


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One line in the list of patients. `name` is family name first."""

    id: str
    name: str
    birth_date: dt.date | None
    chart_number: str


@dataclass(frozen=True, slots=True)
class PatientQuery:
    """Which patients, A to Z; `search` as in `NoteQuery`, over names and chart number."""

    search: str = ""
    after: Cursor | None = None
    limit: int = PAGE_ROWS


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that was found. `patient` is family name first, `taken_at` is UTC."""

    id: str
    patient_id: str
    patient: str
    title: str
    taken_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and where the next page begins; None when these are the last."""

    rows: tuple[Row, ...] = ()
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A session that never ended (power, crash): when it began, and the drafts saved in it."""

    began_at: dt.datetime
    notes: tuple[NoteRow, ...]


# Letters that Unicode does not take apart into a base letter and a mark.
_BARE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "ı": "i"})


def search_key(text: str) -> str:
    """Text as it is searched and sorted: no accents, no case, single blanks."""
    # Taken apart twice: bold capitals of mathematics have a lower case only then.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c if c.isprintable() else " " for c in parts if not unicodedata.combining(c))
    return " ".join(bare.translate(_BARE).split())
