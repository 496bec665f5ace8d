"""The bytes a signer puts a name under, and the note that is read back from them.

Built once, at signing, by JSON Canonicalization (RFC 8785): one byte sequence for one content. It
has no floating-point numbers, since amounts are text, and every text is in Unicode normal form C.
Signing builds them, the store keeps them and reads signed notes out of them.
"""

import datetime as dt
import json
import unicodedata
from typing import Any

import rfc8785

from app.domain.guides.answers import Evidence
from app.domain.notes.late import LateSpell
from app.domain.notes.note import Note, Signature
from app.domain.notes.plain import (
    Plain,
    answers_of,
    content_of,
    moment_text,
    number_in,
    plain_answers,
    plain_content,
    texts_in,
)

FORMAT = "chartproof seal 1"


def sealed_bytes(plain: Plain) -> bytes:
    """The canonical bytes of plain values. Raises ValueError for numbers that are no integers."""
    return rfc8785.dumps(_composed(plain))


def note_body(note: Note) -> bytes:
    """What the signer of a note signs. Raises ValueError for a note without a signature."""
    signature = note.signature
    if signature is None:
        raise ValueError("a draft has nothing to sign yet")
    return sealed_bytes(
        {
            "format": FORMAT,
            "kind": "note",
            "note": note.id,
            "code": note.code,
            "guide": {"version": note.guide_version, "sha256": note.guide_digest},
            "patient": note.patient_id,
            "treating": note.treating_id,
            "author": note.author_id,
            "control number": note.control_number,
            "created": moment_text(note.created_at),
            "content": plain_content(note.content),
            "known": plain_answers(note.known),
            "documents": _documents(note),
            "late": [[moment_text(s.since), s.by, s.reason] for s in note.late],
            "by": signature.by,
            "name": signature.name,
            "credential": signature.credential,
            "key": signature.key,
            "at": moment_text(signature.at),
            "open items": signature.open_items,
            "attestations": list(signature.attestations),
            "unattested": list(signature.unattested),
            "co-signer": signature.co_signer,
            "drawn": [[list(point) for point in stroke] for stroke in signature.drawn],
        }
    )


def note_of(body: bytes, digest: str) -> Note:
    """The signed note in the bytes; `digest` is theirs. Raises one of `plain.UNREADABLE`.

    What changes after signing (`version`, when it was saved) is not in them and left at its start.
    """
    plain: dict[str, Any] = json.loads(body)
    _check(plain)
    signature = Signature(
        by=plain["by"],
        credential=plain["credential"],
        at=_moment(plain["at"]),
        open_items=plain["open items"],
        digest=digest,
        name=plain["name"],
        key=plain["key"],
        attestations=tuple(plain["attestations"]),
        unattested=tuple(plain["unattested"]),
        co_signer=plain["co-signer"],
        drawn=tuple(tuple((x, y) for x, y in stroke) for stroke in plain["drawn"]),
    )
    return Note(
        id=plain["note"],
        code=plain["code"],
        guide_version=plain["guide"]["version"],
        guide_digest=plain["guide"]["sha256"],
        patient_id=plain["patient"],
        treating_id=plain["treating"],
        author_id=plain["author"],
        control_number=plain["control number"],
        created_at=_moment(plain["created"]),
        content=content_of(plain["content"]),
        known=answers_of(plain["known"]),
        late=tuple(LateSpell(_moment(since), by, reason) for since, by, reason in plain["late"]),
        status="signed",
        signature=signature,
    )


_TEXTS = (
    *("note", "code", "patient", "treating", "author", "control number"),
    *("by", "name", "credential", "key", "co-signer"),
)
"""The parts of a signed note that are text as they stand."""


def _check(plain: Plain) -> None:
    """Raises one of `plain.UNREADABLE` where a part is of another kind than what was signed."""
    texts_in(plain[name] for name in _TEXTS)
    texts_in((plain["guide"]["sha256"], *plain["attestations"], *plain["unattested"]))
    texts_in(each for _, *of in plain["late"] for each in of)
    numbers = (each for stroke in plain["drawn"] for point in stroke for each in point)
    for each in (plain["guide"]["version"], plain["open items"], *numbers):
        number_in(each)


def _documents(note: Note) -> list[Plain]:
    """Every file that an answer names, once, by its SHA-256."""
    answers = (each for each in note.content.answers.values() if isinstance(each, Evidence))
    files = {item.sha256: item for answer in answers for item in answer.items}
    return [
        {"sha256": sha256, "title": item.title, "size": item.size}
        for sha256, item in sorted(files.items())
    ]


def _composed(value: Any) -> Any:  # noqa: ANN401 - any JSON value, all the way down
    if isinstance(value, str):
        # Half of a surrogate pair, as a broken paste leaves it, is no character: it reads `?`.
        whole = value.encode("utf-8", "replace").decode()
        return unicodedata.normalize("NFC", whole)
    if isinstance(value, float):
        raise ValueError("a signed amount is written as text")
    if isinstance(value, dict):
        return {_composed(key): _composed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(each) for each in value]
    return value


def _moment(text: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment
