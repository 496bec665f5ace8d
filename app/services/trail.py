"""Writes down what is done, as somebody at this keyboard; the services that keep something call it.

A row is added inside the transaction of the act it tells of: either both are kept or neither.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.audit import NOTHING, About, AuditEntry, AuditQuery, Deed
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.notes.note import Note
from app.domain.packs.pack import Pack
from app.services.ports.store import Repositories


@dataclass(frozen=True, slots=True)
class Trail:
    """`who` is a staff id, empty before anybody is chosen; `now` is UTC."""

    now: Callable[[], dt.datetime]
    who: str = ""

    def as_user(self, staff_id: str) -> "Trail":
        """The same trail, with somebody else at the keyboard."""
        return replace(self, who=staff_id)

    def add(
        self,
        found: Repositories,
        deed: Deed,
        about: About = NOTHING,
        **detail: str | int | list[str],
    ) -> None:
        """Add a row. `detail` are ids, numbers and names of fields, never names of people."""
        found.audit.append(AuditEntry(deed, self.now(), self.who, about, detail))

    def add_once(
        self, found: Repositories, deed: Deed, about: About, **detail: str | int | list[str]
    ) -> None:
        """Add a row unless they are at it still: one for a session of editing, not for each save.

        They are while the newest row about the same record is this act of theirs; looking at it
        again, signing or printing it begins a new session.
        """
        newest = found.audit.page(AuditQuery(about=about.id, limit=1)).rows
        if not newest or (newest[0].deed, newest[0].who) != (deed, self.who):
            self.add(found, deed, about, **detail)


def file_digests(*contents: bytes) -> list[str]:
    """The SHA-256 of files that were written: as detail `FILES`, so that they are known again."""
    return [hashlib.sha256(content).hexdigest() for content in contents]


def about_note(note: Note) -> About:
    """A note, and whose it is."""
    return About("note", note.id, note.patient_id, note.id)


def about_pack(pack: Pack) -> About:
    """A pack, whose it is and of which note."""
    return About("pack", pack.id, pack.patient, pack.note)


def about_document(record: EvidenceRecord) -> About:
    """A document, and whose it is."""
    return About("document", record.id, record.patient)
