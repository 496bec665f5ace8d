"""What was typed and the server did not take, in one sealed file beside the settings.

A store on a server hands it out; `app.services.notes.spool` fills and empties it. The file is
written whole or not at all, and is gone while there is nothing to keep. Format: `FIRST_LINE`, then
one chunk sealed by a key derived from the practice's (`app.crypto`), of JSON: a list of notes, each
as it was read and as it was typed since, and of what was typed on other pages (`left`), in the
order they were first kept.
"""

import datetime as dt
import hashlib
import json
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from app.crypto import Secret, derived_key, open_chunk, seal_chunk
from app.domain.finding.listing import NoteSummary
from app.domain.left_open.unfinished import LeftWork
from app.domain.left_open.unsaved import UnsavedNote
from app.domain.notes.late import LateSpell
from app.domain.notes.note import Note
from app.domain.notes.plain import UNREADABLE, Plain, content_of, plain_content
from app.errors import DamagedDocument, DamagedSpool, FullSpool
from app.files import (
    disk_failures,
    make_private_folder,
    patiently,
    rename_whole,
    write_whole,
)

FIRST_LINE = b"chartproof spool 1\n"
MOST_NOTES = 200  # and texts outside of notes
"""A day's work without the server; a program that keeps more has another trouble."""

MOST_BYTES = 64 * 1024 * 1024
_BOUND_TO = hashlib.sha256(FIRST_LINE).hexdigest()


class SpoolFile:
    """The spool of one practice on this computer; any thread may call it."""

    def __init__(self, path: Path, database_key: Secret) -> None:
        self._path = path
        self._key = derived_key(database_key, "spool")
        self._turn = threading.Lock()

    def put(self, unsaved: UnsavedNote) -> None:
        """Keep it, in place of an older one of the same note; on the disk when this returns.

        Raises FullSpool, DamagedSpool, DiskFull, ReadOnlyFolder; then what was kept stays.
        """
        with self._turn:
            self._put(_plain(unsaved))

    def drop(self, note_id: str) -> None:
        """Forget what was kept of a note, because the store has it. Raises as `put` does."""
        with self._turn:
            kept = self._read()
            if kept.pop(note_id, None) is not None:
                self._write(kept)

    def all(self) -> tuple[UnsavedNote, ...]:
        """Every note kept, in the order it was first kept.

        Raises DamagedSpool when the file cannot be read with this practice's key; it is set aside
        then, and the next call begins anew.
        """
        with self._turn:
            kept = self._read().values()
        return tuple(_unsaved(plain) for plain in kept if not _is_left(plain))

    def put_left(self, left: LeftWork) -> None:
        """Keep what is typed outside of notes, in place of an older one. Raises as `put` does."""
        with self._turn:
            self._put(_plain_left(left))

    def drop_left(self, left: LeftWork) -> None:
        """Forget it, unless something newer is kept in its place. Raises as `put` does."""
        plain = _plain_left(left)
        with self._turn:
            kept = self._read()
            if kept.get(plain["id"]) == plain:
                del kept[plain["id"]]
                self._write(kept)

    def left(self, who: str) -> tuple[LeftWork, ...]:
        """What somebody typed outside of notes. Raises as `all` does."""
        with self._turn:
            kept = self._read().values()
        found = (_left(plain) for plain in kept if _is_left(plain))
        return tuple(left for left in found if left.who == who)

    def _put(self, plain: dict[str, Any]) -> None:
        kept = self._read()
        kept[plain["id"]] = plain
        if len(kept) > MOST_NOTES:
            raise FullSpool
        self._write(kept)

    def _read(self) -> dict[str, Plain]:
        with disk_failures():
            try:
                sealed = self._path.read_bytes()
            except FileNotFoundError:
                return {}
        try:
            if not sealed.startswith(FIRST_LINE):
                raise DamagedDocument
            text = open_chunk(self._key, sealed[len(FIRST_LINE) :], _BOUND_TO, 0)
            kept = {plain["id"]: plain for plain in json.loads(text)}
            for plain in kept.values():
                _left(plain) if _is_left(plain) else _unsaved(plain)
        except (DamagedDocument, *UNREADABLE):
            rename_whole(self._path, self._path.with_suffix(".spool-damaged"))
            raise DamagedSpool from None
        return kept

    def _write(self, kept: Mapping[str, Plain]) -> None:
        if not kept:
            with disk_failures():
                patiently(partial(self._path.unlink, missing_ok=True))
            return
        text = json.dumps(list(kept.values()), separators=(",", ":")).encode("ascii")
        if len(text) > MOST_BYTES:
            raise FullSpool
        make_private_folder(self._path.parent)
        write_whole(self._path, FIRST_LINE + seal_chunk(self._key, text, _BOUND_TO, 0))


def _plain_left(left: LeftWork) -> dict[str, Any]:
    told = [left.who, left.what, left.at.isoformat(), left.body]
    return {"id": json.dumps([left.who, left.what]), "left": told}


def _is_left(plain: dict[str, Any]) -> bool:
    return "left" in plain


def _left(plain: dict[str, Any]) -> LeftWork:
    who, what, at, body = plain["left"]
    return LeftWork(who, what, _sure(at), body)


def _plain(unsaved: UnsavedNote) -> dict[str, Any]:
    summary = unsaved.summary
    return {
        "id": unsaved.id,
        "base": _plain_note(unsaved.base),
        "mine": _plain_note(unsaved.mine),
        "summary": [summary.open_items, summary.percent, summary.missing],
        "by": unsaved.by,
        "at": unsaved.at.isoformat(),
        "unheard": sorted(unsaved.unheard),
    }


def _unsaved(plain: Plain) -> UnsavedNote:
    return UnsavedNote(
        _note(plain["base"]),
        _note(plain["mine"]),
        NoteSummary(*plain["summary"]),
        plain["by"],
        dt.datetime.fromisoformat(plain["at"]),
        frozenset(plain["unheard"]),
    )


def _plain_note(note: Note) -> Plain:
    return {
        "id": note.id,
        "code": note.code,
        "guide_version": note.guide_version,
        "guide_digest": note.guide_digest,
        "patient_id": note.patient_id,
        "treating_id": note.treating_id,
        "author_id": note.author_id,
        "control_number": note.control_number,
        "created_at": note.created_at.isoformat(),
        "content": plain_content(note.content),
        "late": [[spell.since.isoformat(), spell.by, spell.reason] for spell in note.late],
        "waits_for": note.waits_for,
        "handed_at": _moment_text(note.handed_at),
        "saved_at": _moment_text(note.saved_at),
        "version": note.version,
    }


def _note(plain: dict[str, Any]) -> Note:
    told = {
        "created_at": _moment(plain["created_at"]),
        "handed_at": _moment(plain["handed_at"]),
        "saved_at": _moment(plain["saved_at"]),
        "content": content_of(plain["content"]),
        "late": tuple(LateSpell(_sure(since), by, why) for since, by, why in plain["late"]),
    }
    return Note(**{**plain, **told})


def _moment_text(at: dt.datetime | None) -> str:
    return at.isoformat() if at else ""


def _moment(text: str) -> dt.datetime | None:
    return _sure(text) if text else None


def _sure(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
