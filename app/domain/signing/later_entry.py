"""What is added to a signed note: continuations, addenda, co-signatures, voids; and attestations.

Built into the bytes of a seal at signing and read back from them wherever the note is shown. Each
names the digest of the seal before it on the same note, so one taken out of the middle shows.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from app.domain.notes.note import Answers
from app.domain.notes.plain import Plain, answers_of, moment_text, plain_answers, texts_in
from app.domain.signing.seal import SealKind
from app.domain.signing.signed_body import FORMAT, sealed_bytes


@dataclass(frozen=True, slots=True)
class Correction:
    """One answer as it was signed and as it should read, in the words the chart note prints.

    `path` is the answer's path, empty where the correction is about no single field.
    """

    path: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LaterEntry:
    """One signed entry after the note's own signature. `at` is UTC, `by` a staff id.

    `occurred` is the day it is about, where that is not the day of entry. `text` is what is told,
    `reason` why it was corrected or voided. `documents` are the SHA-256 of files it rests on.
    `previous` is the digest of the seal before it. A co-signature has nothing of its own.
    """

    kind: SealKind
    note: str
    by: str
    name: str
    credential: str
    key: str
    at: dt.datetime
    previous: str
    text: str = ""
    reason: str = ""
    occurred: dt.date | None = None
    corrections: tuple[Correction, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attestation:
    """Somebody's word for what they entered into a draft before it was handed over."""

    note: str
    by: str
    name: str
    credential: str
    key: str
    at: dt.datetime
    answers: Answers


def entry_body(entry: LaterEntry) -> bytes:
    """The bytes that whoever makes a later entry signs."""
    return sealed_bytes(
        {
            **_head(entry),
            "previous": entry.previous,
            "text": entry.text,
            "reason": entry.reason,
            "occurred": entry.occurred.isoformat() if entry.occurred else "",
            "corrections": [[c.path, c.label, c.old, c.new] for c in entry.corrections],
            "documents": list(entry.documents),
        }
    )


def entry_of(body: bytes) -> LaterEntry:
    """The later entry in the bytes. Raises one of `plain.UNREADABLE` for anything else."""
    plain: dict[str, Any] = json.loads(body)
    texts_in(plain[name] for name in (*_HEAD, "previous", "text", "reason"))
    occurred = plain["occurred"]
    return LaterEntry(
        kind=SealKind(plain["kind"]),
        note=plain["note"],
        by=plain["by"],
        name=plain["name"],
        credential=plain["credential"],
        key=plain["key"],
        at=dt.datetime.fromisoformat(plain["at"]),
        previous=plain["previous"],
        text=plain["text"],
        reason=plain["reason"],
        occurred=dt.date.fromisoformat(occurred) if occurred else None,
        corrections=tuple(Correction(*texts_in(each)) for each in plain["corrections"]),
        documents=texts_in(plain["documents"]),
    )


def attestation_body(attestation: Attestation) -> bytes:
    """The bytes that whoever attests their part signs."""
    return sealed_bytes({**_head(attestation), "answers": plain_answers(attestation.answers)})


def attestation_of(body: bytes) -> Attestation:
    """The attestation in the bytes. Raises one of `plain.UNREADABLE` for anything else."""
    plain: dict[str, Any] = json.loads(body)
    texts_in(plain[name] for name in _HEAD)
    return Attestation(
        note=plain["note"],
        by=plain["by"],
        name=plain["name"],
        credential=plain["credential"],
        key=plain["key"],
        at=dt.datetime.fromisoformat(plain["at"]),
        answers=answers_of(plain["answers"]),
    )


_HEAD = ("note", "by", "name", "credential", "key")
"""What every body begins with that is text as it stands."""


def _head(signed: LaterEntry | Attestation) -> Plain:
    kind = signed.kind if isinstance(signed, LaterEntry) else SealKind.ATTESTATION
    return {
        "format": FORMAT,
        "kind": kind.value,
        "note": signed.note,
        "by": signed.by,
        "name": signed.name,
        "credential": signed.credential,
        "key": signed.key,
        "at": moment_text(signed.at),
    }
