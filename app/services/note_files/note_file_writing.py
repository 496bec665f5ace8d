"""From a note and what stands around it to a note file; exports and samples are made with it."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from app.domain.guide import Guide
from app.domain.known import Surroundings
from app.domain.note import EarlierNote, Note
from app.domain.payer import Verification
from app.domain.people import Patient, Practice, StaffMember
from app.services.note_files.note_file import FORMAT
from app.services.note_files.note_file_nesting import nest_answers

_LOCAL = {"version"}  # counts saves in one store; means nothing elsewhere


def note_to_file(
    note: Note,
    around: Surroundings,
    guide: Guide,
    card: str | Mapping[str, JsonValue] | None = None,
) -> bytes:
    """The note file: UTF-8 JSON that reads back as the same note.

    `card` is the payer card's path as seen from the file, or the card itself. Answers of fields the
    guide no longer has are left out.
    """
    content: dict[str, Any] = {
        "format": FORMAT,
        "code": note.code,
        "id": note.id,
        "today": around.today.isoformat(),
        "made_at": note.created_at.isoformat(),
        "patient": _record(around.patient),
        "practice": _record(around.practice),
        "treating": _record(around.treating),
        "author": _record(around.author),
        "staff": [_record(m) for m in around.staff if m not in (around.treating, around.author)],
        "verifications": [_record(check) for check in around.verifications],
        "answers": nest_answers(note.content.answers, guide),
        "reasons": {
            item: {"text": reason.text, "by": reason.by, "at": reason.at.isoformat()}
            for item, reason in sorted(note.content.reasons.items())
        },
        "entries": {
            path: {"by": entry.by, "at": entry.at.isoformat()}
            for path, entry in sorted(note.content.entries.items())
            if (entry.by, entry.at) != (note.author_id, note.created_at)
        },
        "earlier": [_earlier(each) for each in around.earlier],
        "card": card,
        "control_number": note.control_number,
        "signature": _signature(note),
    }
    kept = {name: value for name, value in content.items() if value not in (None, "", [], {})}
    return (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode()


def _record(record: Patient | Practice | StaffMember | Verification | None) -> dict[str, Any]:
    if record is None:
        return {}
    plain: dict[str, Any] = record.model_dump(mode="json", exclude_defaults=True, exclude=_LOCAL)
    # The id stays even where it is the default of a file, so that a signature keeps its meaning.
    return plain if isinstance(record, Practice) else {"id": record.id, **plain}


def _earlier(note: EarlierNote) -> dict[str, Any]:
    contacts = [
        {"date": day.isoformat(), "time": _minute(time), "with": who}
        for day, time, who in note.contacts
    ]
    date = note.date_of_service.isoformat() if note.date_of_service else None
    found = {"id": note.id, "code": note.code, "date": date, "texts": list(note.texts)}
    return {name: value for name, value in {**found, "contacts": contacts}.items() if value}


def _minute(time: dt.time) -> str:
    return time.strftime("%H:%M")


def _signature(note: Note) -> dict[str, str] | None:
    if note.signature is None:
        return None
    signed = note.signature
    return {"by": signed.by, "at": signed.at.isoformat(), "digest": signed.digest}
