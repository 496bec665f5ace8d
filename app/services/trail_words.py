"""The audit trail in words; History and the document of what left the office speak so."""

import datetime as dt
from collections.abc import Callable

from app.domain.audit import FILES, LEAVES_OFFICE, Deed, Detail
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time

_RECORDS = {
    "note": "Note",
    "patient": "Patient",
    "pack": "Pack",
    "document": "Document",
    "staff": "Staff member",
    "professional": "Outside professional",
    "practice": "Practice",
    "check": "Benefit check",
    "card": "Payer card",
    "channel": "Channel",
    "request": "Request for records",
    "amendment": "Request to amend",
    "restriction": "Restriction",
    "authorization": "Authorization",
    "claim": "Claim",
    "remittance": "Remittance",
    "trail": "Audit trail",
}
SHOWN_OF_ID = 8
SHOWN_OF_DIGEST = 12
_DIGITS_OF_ID, _DIGITS_OF_DIGEST = 32, 64

GROUPS: tuple[tuple[str, tuple[Deed, ...]], ...] = (
    ("Everything", ()),
    ("What left the office", LEAVES_OFFICE),
    (
        "Notes",
        (
            Deed.FORM_CHANGED,
            Deed.FORM_DECIDED,
            Deed.NOTE_BEGUN,
            Deed.NOTE_EDITED,
            Deed.VERSIONS_JOINED,
            Deed.NOTE_VIEWED,
            Deed.NOTE_HANDED_OVER,
            Deed.NOTE_TAKEN_BACK,
            Deed.NOTE_REASSIGNED,
            Deed.NOTE_GONE_ON_LATE,
        ),
    ),
    (
        "Signatures",
        (
            Deed.NOTE_ATTESTED,
            Deed.NOTE_SIGNED,
            Deed.NOTE_CO_SIGNED,
            Deed.NOTE_CONTINUED,
            Deed.NOTE_CORRECTED,
            Deed.NOTE_VOIDED,
            Deed.NOTE_MISFIT,
            Deed.SIGNED_BEFORE,
        ),
    ),
    ("Packs", (Deed.PACK_MADE, Deed.PACK_WRITTEN, Deed.PACK_SENT, Deed.SENT_BEFORE)),
    (
        "Documents",
        (
            Deed.DOCUMENT_TAKEN_IN,
            Deed.DOCUMENT_VIEWED,
            Deed.DOCUMENT_CHANGED,
            Deed.DOCUMENT_MOVED,
        ),
    ),
    (
        "Claims",
        (
            Deed.CLAIM_BEGUN,
            Deed.CLAIM_CHANGED,
            Deed.CLAIM_MOVED_ON,
            Deed.CLAIM_JUDGED,
            Deed.CLAIM_RETYPED,
            Deed.CLAIM_TAKEN_BACK,
            Deed.REMITTANCE_READ,
            Deed.APPEAL_BEGUN,
            Deed.APPEAL_SENT,
            Deed.APPEAL_DECIDED,
        ),
    ),
    (
        "Records and imports",
        (Deed.RECORD_ADDED, Deed.RECORD_CHANGED, Deed.IMPORTED),
    ),
    (
        "Coming and going",
        (
            Deed.UNLOCKED,
            Deed.LOCKED,
            Deed.USER_CHANGED,
            Deed.SIGNED_IN,
            Deed.SIGN_IN_REFUSED,
            Deed.SIGNED_OUT,
        ),
    ),
    (
        "People, keys and settings",
        (
            Deed.ACCOUNT_OPENED,
            Deed.ACCOUNT_CLOSED,
            Deed.KEY_MADE,
            Deed.KEY_ENDED,
            Deed.KEY_MISFIT,
            Deed.PASSPHRASE_CHANGED,
            Deed.RECOVERY_KEY_MADE,
            Deed.RIGHTS_CHANGED,
            Deed.EMERGENCY_ACCESS,
            Deed.SETTINGS_CHANGED,
        ),
    ),
    (
        "Backups and this history",
        (
            Deed.BACKED_UP,
            Deed.RESTORED,
            Deed.MOVE_BEGUN,
            Deed.MOVED,
            Deed.TRAIL_CHECKED,
            Deed.TRAIL_EXPORTED,
            Deed.TRAIL_MISFIT,
            Deed.TRAIL_REJOINED,
            Deed.TRAIL_EXPLAINED,
            Deed.TRAIL_PRINTED,
        ),
    ),
)
"""What can be asked for on the screen."""


def deed_words(deed: str) -> str:
    """What was done: the stored value says it already, whichever version wrote it."""
    return deed[:1].upper() + deed[1:]


def record_words(kind: str, record_id: str) -> str:
    """Which record: its kind and the beginning of its id."""
    words = _RECORDS.get(kind, kind)
    return f"{words} {record_id[:SHOWN_OF_ID]}" if record_id and record_id != kind else words


def moment_words(at: dt.datetime | None) -> str:
    """A local time; a damaged one is said to be."""
    return f"{show_date(at.date())} {show_time(at.time())}" if at else "unreadable time"


def detail_words(detail: Detail, name_of: Callable[[str], str] = str) -> str:
    """What else is known, as a list: digests shortened, ids as `name_of` has them.

    The digests of files are left out: `digest_in` has them.
    """
    return "; ".join(
        f"{name.replace('_', ' ')}: {_value(value, name_of)}"
        for name, value in detail.items()
        if name != FILES
    )


def digest_in(detail: Detail) -> str:
    """The digests or the fingerprint of a key that a row tells of, whole; empty without one."""
    told = next((detail[name] for name in ("digest", "key", FILES) if name in detail), "")
    return ", ".join(told) if isinstance(told, list) else str(told)


def _value(value: str | int | list[str], name_of: Callable[[str], str]) -> str:
    if isinstance(value, list):
        return ", ".join(_shortened(each) for each in value) or "none"
    return _shortened(name_of(str(value)))


def _shortened(text: str) -> str:
    """A digest's beginning; of a place in a chain, `workstation:row:digest`, the readable part."""
    workstation, _, place = text.partition(":")
    if place and len(workstation) == _DIGITS_OF_ID:
        return f"row {place.partition(':')[0]} of {workstation[:SHOWN_OF_ID]}"
    return f"{text[:SHOWN_OF_DIGEST]}…" if len(text) == _DIGITS_OF_DIGEST else text
