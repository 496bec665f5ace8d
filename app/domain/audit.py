"""The audit trail: what was done, by whom, to what, each row sealed onto the one before it.

Services write entries, the store chains and keeps them, the check walks them, History shows them.

Every workstation has a chain of its own, numbered from 1. A row's hash is SHA-256 over the row as
it is stored and the hash before it, so a row that is changed, taken out or moved shows. That the
end of a chain was cut off shows by its head, which is also kept outside the database (`Anchor`).
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from enum import StrEnum
from typing import Literal

from app.domain.finding.listing import PAGE_ROWS, Cursor
from app.domain.notes.plain import canonical, moment_text

FIRST_HASH = ""
"""What the first row of a chain has for the hash before it."""


class Deed(StrEnum):
    """What was done. A value once written is never renamed: old rows carry it."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    USER_CHANGED = "user changed"
    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGNED_OUT = "signed out"
    ACCOUNT_OPENED = "account opened"
    ACCOUNT_CLOSED = "account closed"
    KEY_MADE = "signing key made"
    KEY_ENDED = "signing key ended"
    KEY_MISFIT = "signing key did not fit"
    PASSPHRASE_CHANGED = "passphrase changed"  # noqa: S105 - says what was done
    RECOVERY_KEY_MADE = "recovery key made anew"
    RIGHTS_CHANGED = "roles changed"
    EMERGENCY_ACCESS = "emergency access"
    SETTINGS_CHANGED = "settings changed"
    NOTE_BEGUN = "note begun"
    NOTE_EDITED = "note edited"
    NOTE_VIEWED = "note viewed"
    NOTE_ATTESTED = "own part attested"
    NOTE_HANDED_OVER = "note handed over"
    NOTE_TAKEN_BACK = "note taken back"
    NOTE_REASSIGNED = "note reassigned"
    NOTE_GONE_ON_LATE = "note gone on with late"
    VERSIONS_JOINED = "versions joined"
    FORM_CHANGED = "form changed under note"
    FORM_DECIDED = "answers left out of note"
    NOTE_SIGNED = "note signed"
    NOTE_CO_SIGNED = "note co-signed"
    NOTE_CONTINUED = "continuation signed"
    NOTE_CORRECTED = "addendum signed"
    NOTE_VOIDED = "note voided"
    NOTE_MISFIT = "signature did not match"
    PRINTED = "printed"
    EXPORTED = "exported"
    PACK_MADE = "pack made"
    PACK_WRITTEN = "pack written"
    PACK_SENT = "pack sent"
    DOCUMENT_TAKEN_IN = "document taken in"
    DOCUMENT_VIEWED = "document viewed"
    DOCUMENT_CHANGED = "document changed"
    DOCUMENT_MOVED = "document moved"
    RECORD_ADDED = "record added"
    RECORD_CHANGED = "record changed"
    CLAIM_BEGUN = "claim begun"
    CLAIM_CHANGED = "claim changed"
    CLAIM_MOVED_ON = "claim moved on"
    CLAIM_JUDGED = "payer's answer posted"
    CLAIM_RETYPED = "mistyped payer's answer typed anew"
    CLAIM_TAKEN_BACK = "payer's answer taken back from a wrong claim"
    REMITTANCE_READ = "remittance read"
    APPEAL_BEGUN = "appeal begun"
    APPEAL_SENT = "appeal sent"
    APPEAL_DECIDED = "appeal decided"
    IMPORTED = "imported"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    MOVE_BEGUN = "move begun"
    MOVED = "practice moved"
    TRAIL_CHECKED = "trail checked"
    TRAIL_EXPORTED = "trail exported"
    TRAIL_MISFIT = "trail did not fit"
    TRAIL_REJOINED = "trail rejoined"
    TRAIL_EXPLAINED = "trail misfit explained"
    TRAIL_PRINTED = "trail ends printed"
    SIGNED_BEFORE = "signed before the trail"
    SENT_BEFORE = "sent before the trail"


LEAVES_OFFICE = (
    Deed.PRINTED,
    Deed.EXPORTED,
    Deed.PACK_WRITTEN,
    Deed.PACK_SENT,
    Deed.APPEAL_SENT,
)
"""The acts by which something about a patient leaves the program."""

SIGNINGS = (Deed.NOTE_SIGNED, Deed.SIGNED_BEFORE)
SENDINGS = (Deed.PACK_SENT, Deed.SENT_BEFORE)

Kind = Literal[
    "",
    "note",
    "patient",
    "pack",
    "document",
    "staff",
    "professional",
    "practice",
    "check",
    "card",
    "channel",
    "request",
    "amendment",
    "restriction",
    "authorization",
    "claim",
    "remittance",
    "trail",
]


@dataclass(frozen=True, slots=True)
class About:
    """What an act was about: a kind of record and its id, and whose patient and note it is."""

    kind: Kind = ""
    id: str = ""
    patient: str = ""
    note: str = ""


NOTHING = About()

FILES = "files"
"""The name of the detail that holds the SHA-256 of each file that was written."""

Detail = Mapping[str, str | int | list[str]]
"""What else is worth knowing: ids, numbers, names of fields. Never a name of a person."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act before it is chained: when (UTC) and who (a staff id; empty: nobody signed in)."""

    deed: Deed
    at: dt.datetime
    who: str = ""
    about: About = NOTHING
    detail: Detail = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row exactly as it is stored, readable or not; `hash` covers everything before it.

    `kind`, `about`, `patient` and `note` are those of `About`; `detail` is canonical JSON.
    """

    workstation: str
    number: int
    at: str
    who: str
    deed: str
    kind: str
    about: str
    patient: str
    note: str
    detail: str
    previous: str
    hash: str

    @property
    def id(self) -> str:
        """The row's own id; in one chain the order of ids is the order of numbers."""
        return f"{self.workstation}-{self.number:012d}"

    @property
    def moment(self) -> dt.datetime | None:
        """When it happened (UTC); None where the stored text is no time any more."""
        try:
            return dt.datetime.fromisoformat(self.at)
        except ValueError:
            return None

    @property
    def told(self) -> Detail:
        """The detail; empty where the stored text cannot be read any more."""
        try:
            read = json.loads(self.detail)
        except (ValueError, RecursionError):
            return {}
        return read if isinstance(read, dict) else {}


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many rows it has, the hash of the last, and when that was written."""

    workstation: str
    count: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is kept outside the database about the end of this workstation's chain.

    `none` is a computer that has kept nothing yet, `broken` a record that was damaged or not
    written with the key of this practice.
    """

    standing: Literal["kept", "none", "broken"]
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A signed note: the digest of its signature, and the one its row tells of (None: no row)."""

    note: str
    digest: str
    told: str | None


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which rows, newest first. Empty filters let everything through; `until` is excluded.

    `told` is a word that the detail holds. No index helps with it: not for a list.
    """

    who: str = ""
    deeds: tuple[Deed, ...] = ()
    patient: str = ""
    note: str = ""
    about: str = ""
    told: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    after: Cursor | None = None
    limit: int = PAGE_ROWS


def chained(entry: AuditEntry, workstation: str, number: int, previous: str) -> AuditRow:
    """The entry as the row that follows `previous`."""
    row = (
        workstation,
        number,
        moment_text(entry.at),
        entry.who,
        entry.deed.value,
        entry.about.kind,
        entry.about.id,
        entry.about.patient,
        entry.about.note,
        canonical(dict(entry.detail)),
        previous,
    )
    return AuditRow(*row, hash=_hash(row))


def true_hash(row: AuditRow) -> str:
    """The hash that a row as it stands should have."""
    return _hash(astuple(row)[:-1])


def head_of(row: AuditRow) -> Head:
    """The end of a chain whose last row this is."""
    return Head(row.workstation, row.number, row.hash, row.at)


def _hash(row: tuple[str | int, ...]) -> str:
    return hashlib.sha256(canonical(list(row)).encode("ascii")).hexdigest()
