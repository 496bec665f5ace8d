"""Makes a large practice for the benchmarks of scale: so many notes and patients, bulk inserted.

Called by bench_scale.py. The rows are what the program itself would have written (a test opens
some), only the signatures under signed notes are no signatures. The same number gives the same
practice. Names and words are put together from syllables, so none is anybody's.
"""

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert

from app.domain.finding.listing import search_key
from app.domain.notes.plain import moment_text
from app.domain.practice.people import Patient, PersonName, StaffMember, StaffRole
from app.storage.search.search_writing import fill
from app.storage.tables import notes, patients, seals, staff

AT_ONCE = 2_000
FIRST_DAY = dt.datetime(2016, 1, 4, 8, tzinfo=dt.UTC)
STAFF = 12
CODES = ("D9311", "D9997")
_STARTS = (
    *("ba", "be", "bo", "da", "de", "fa", "ga", "ha", "jo", "ka", "la", "li", "ma", "me", "mi"),
    *("na", "no", "pa", "ra", "ri", "sa", "so", "ta", "te", "va", "wi", "za"),
)
_MIDDLES = ("b", "ck", "d", "l", "ll", "m", "n", "nn", "r", "rr", "s", "st", "t", "v", "z")
_ENDS = (
    *("a", "ard", "ell", "en", "er", "ez", "ick", "in", "ino", "is", "man", "o", "off", "on"),
    *("ova", "sen", "son", "ton", "well", "y"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a practice is."""

    notes: int = 1_000_000
    patients: int = 100_000


class Author:
    """Invents names and texts, the same ones every time."""

    def __init__(self, seed: int = 4) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret
        self.families = [a + m + e for a in _STARTS for m in _MIDDLES for e in _ENDS]
        self.givens = [a + e for a in _STARTS for e in _ENDS]
        self.words = sorted(
            {a + m + b + e for a in _STARTS for m in "lnrst" for b in _STARTS for e in _ENDS}
        )
        self._random.shuffle(self.words)
        self.words = self.words[:8_000]
        # As in a language: the hundredth word is a hundredth as frequent as the first.
        self._weights = []
        total = 0.0
        for place in range(len(self.words)):
            total += 1 / (place + 1)
            self._weights.append(total)

    def name(self) -> PersonName:
        """Somebody's name."""
        given, family = self._random.choice(self.givens), self._random.choice(self.families)
        return PersonName(given=given.title(), family=family.title())

    def text(self, words: int) -> str:
        """A text of so many words."""
        return " ".join(self._random.choices(self.words, cum_weights=self._weights, k=words))

    def below(self, limit: int) -> int:
        """A number from 0 to below a limit."""
        return self._random.randrange(limit)


def make(begin: Callable[[], AbstractContextManager[Connection]], size: Size) -> None:
    """Fill an empty practice; `begin` opens a transaction that writes."""
    author = Author()
    with begin() as connection:
        connection.execute(insert(staff), [_staff(author, number) for number in range(STAFF)])
    people: list[str] = []
    for rows in _parts(_patients(author, size.patients)):
        people += [row["sort_key"] for row in rows]
        with begin() as connection:
            connection.execute(insert(patients), rows)
    for pairs in _parts(_notes(author, size.notes, people)):
        with begin() as connection:
            connection.execute(insert(notes), [note for note, _ in pairs])
            if sealed := [seal for _, seal in pairs if seal]:
                connection.execute(insert(seals), sealed)


def index(begin: Callable[[], AbstractContextManager[Connection]]) -> None:
    """Index what was made, as the migration does that brings the search."""
    with begin() as connection:
        fill(connection)


def _parts(rows: Iterator[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _staff(author: Author, number: int) -> dict[str, Any]:
    name = author.name()
    person = StaffMember(id=f"s{number}", name=name, role=StaffRole.DENTIST)
    record = person.model_dump_json(exclude={"version"})
    return {"id": person.id, "version": 1, "record": record, "sort_key": search_key(name.sorted)}


def _patients(author: Author, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        name = author.name()
        born = dt.date(1930, 1, 1) + dt.timedelta(days=author.below(33_000))
        person = Patient(id=f"p{number}", name=name, birth_date=born, chart_number=f"C{number:06}")
        yield {
            "id": person.id,
            "version": 1,
            "record": person.model_dump_json(exclude={"version"}),
            "name": name.sorted,
            "sort_key": search_key(name.sorted),
            "search_key": search_key(f"{name.full} {person.chart_number}"),
            "birth_date": born,
            "chart_number": person.chart_number,
        }


def _notes(
    author: Author, count: int, people: list[str]
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Notes with their seals: the last hundredth are drafts."""
    step = dt.timedelta(days=3_900) / max(count, 1)
    for number in range(count):
        at = FIRST_DAY + number * step
        patient = author.below(len(people))
        signed = number < count - count // 100 - 1
        row = _note(author, number, at, f"p{patient}", people[patient], signed=signed)
        content = _content(author, at, row["author_id"])
        seal = _seal(row, content, at) if signed else None
        yield {**row, "content": "{}" if signed else _json(content)}, seal


def _note(
    author: Author, number: int, at: dt.datetime, patient: str, key: str, *, signed: bool
) -> dict[str, Any]:
    open_items = author.below(6) if not signed or author.below(10) == 0 else 0
    treating = f"s{author.below(STAFF)}"
    return {
        "id": f"n{number}",
        "version": 3,
        "code": CODES[author.below(2)],
        "guide_version": 3,
        "patient_id": patient,
        "treating_id": treating,
        "author_id": f"s{author.below(STAFF)}",
        "created_at": at,
        "saved_at": at,
        "status": "signed" if signed else "draft",
        "date_of_service": at.date(),
        "patient_key": key,
        "open_items": open_items,
        "percent": 100 - 9 * open_items,
        "missing": author.text(4) if open_items else "",
        "known": "{}",
        "guide_digest": "0" * 64,
        "control_number": f"CP{number}",
        "signature": None,
        "late": "[]",
        "waits_for": "" if signed or author.below(3) else treating,
        "handed_at": None,
        "signed_by": treating if signed else "",
        "digest": "0" * 64 if signed else "",
        "co_signer": treating if signed and author.below(2_000) == 0 else "",
        "entries": 0,
        "is_void": int(signed and author.below(500) == 0),
        "standing": "fits" if signed else "",
        "checked_at": at if signed else None,
    }


def _content(author: Author, at: dt.datetime, by: str) -> dict[str, Any]:
    lengths = {"condition": 40, "history": 25, "questions": 45, "advice": 60, "effect": 45}
    answers: dict[str, Any] = {
        "date_of_service": ["date", at.date().isoformat()],
        "reason": ["choice", "cardiac"],
        "minutes": ["minutes", 5 + author.below(40)],
        "professional": ["person", [author.name().full, "physician", "MD", "", ""]],
        **{path: ["text", author.text(words)] for path, words in lengths.items()},
    }
    entries = {path: [by, at.isoformat()] for path in answers}
    return {"answers": answers, "entries": entries, "reasons": {}}


def _seal(row: dict[str, Any], content: dict[str, Any], at: dt.datetime) -> dict[str, Any]:
    """A seal over what `app.domain.signing.signed_body` would build; the signature is none."""
    moment = moment_text(at)
    body = {
        "format": "chartproof seal 1",
        "kind": "note",
        "note": row["id"],
        "code": row["code"],
        "guide": {"version": 3, "sha256": row["guide_digest"]},
        "patient": row["patient_id"],
        "treating": row["treating_id"],
        "author": row["author_id"],
        "control number": row["control_number"],
        "created": moment,
        "content": content,
        "known": {},
        "documents": [],
        "late": [],
        "by": row["signed_by"],
        "name": "Ada Samplemann",
        "credential": "DDS",
        "key": "0" * 64,
        "at": moment,
        "open items": row["open_items"],
        "attestations": [],
        "unattested": [],
        "co-signer": row["co_signer"],
        "drawn": [],
    }
    return {
        "note_id": row["id"],
        "number": 1,
        "kind": "note",
        "by": row["signed_by"],
        "at": moment,
        "key": "0" * 64,
        "body": _json(body).encode(),
        "signature": bytes(64),
    }


def _json(plain: dict[str, Any]) -> str:
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))
