"""Which notes an audit binder holds, and who signed them; `binder` asks for it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.documents.notes.signing_words import grouped
from app.documents.requests.binder import NO_KEY, UNTOLD_KEY, Signer
from app.domain.finding.listing import NoteQuery, NoteRow
from app.domain.practice.people import StaffMember
from app.domain.reading.dates import show_date
from app.domain.signing.seal import SigningKey
from app.errors import DamagedFile
from app.services.ports.store import Repositories
from app.services.seals.key_standing import is_told


@dataclass(frozen=True, slots=True)
class BinderWish:
    """The dates of service, one patient or one treating provider (ids); empty is everything."""

    since: dt.date | None = None
    until: dt.date | None = None
    patient: str = ""
    treating: str = ""

    def fits(self, row: NoteRow) -> bool:
        """Whether a note belongs into the binder; one without a date only where none is asked."""
        day = row.date_of_service
        if self.treating not in ("", row.treating_id):
            return False
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


def rows_for(found: Repositories, wish: BinderWish) -> tuple[tuple[NoteRow, ...], int]:
    """The signed notes of a binder, the oldest service first, and how many drafts are left out."""
    fitting = [row for row in _newest_first(found, wish) if wish.fits(row)]
    signed = tuple(row for row in reversed(fitting) if row.status == "signed")
    return signed, len(fitting) - len(signed)


def signers(
    found: Repositories, signed: Iterable[tuple[str, str]], zone: dt.tzinfo
) -> tuple[Signer, ...]:
    """The people behind pairs of staff id and key, by name, each key once."""
    staff = {member.id: member for member in found.staff.all()}
    pairs = sorted(set(signed), key=lambda pair: (_sort_name(staff.get(pair[0])), pair))
    return tuple(
        _signer(found, staff.get(who), found.signing_keys.get(key) if key else None, key, zone)
        for who, key in pairs
    )


def signings_of(found: Repositories, row: NoteRow) -> Iterator[tuple[str, str]]:
    """Who signed what of a note, with which key; a damaged note still tells its first signer."""
    try:
        note, seals = found.notes.get(row.id), found.seals.of_note(row.id)
    except DamagedFile:
        return
    if note is not None and note.signature is not None:
        yield note.signature.by, note.signature.key
    yield from ((seal.by, seal.key) for seal in seals)


def _newest_first(found: Repositories, wish: BinderWish) -> Iterator[NoteRow]:
    query = NoteQuery(patient_id=wish.patient, order="service")
    while True:
        page = found.notes.page(query)
        for row in page.rows:
            if wish.since and row.date_of_service and row.date_of_service < wish.since:
                return
            yield row
        if page.after is None:
            return
        query = replace(query, after=page.after)


def _sort_name(member: StaffMember | None) -> str:
    return member.name.sorted if member else ""


def _signer(
    found: Repositories,
    member: StaffMember | None,
    key: SigningKey | None,
    fingerprint: str,
    zone: dt.tzinfo,
) -> Signer:
    return Signer(
        name=member.name.full if member else "unknown person",
        credential=(member.credential if member else "") or "not given",
        license=(member.license if member else "") or "not given",
        npi=(member.npi if member else "") or "not given",
        key=grouped(fingerprint) if fingerprint else NO_KEY,
        used=_used(key, zone) if key is None or is_told(found, key) else UNTOLD_KEY,
    )


def _used(key: SigningKey | None, zone: dt.tzinfo) -> str:
    if key is None:
        return ""
    since = show_date(key.made_at.astimezone(zone).date())
    if key.ended_at is None:
        return f"since {since}"
    return f"{since} to {show_date(key.ended_at.astimezone(zone).date())}"
