"""Notes, seals, keys and accounts in memory, with the manners of the real repositories."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from app.domain.finding.listing import Cursor, NoteQuery, NoteRow, NoteSummary, Page, search_key
from app.domain.finding.search_words import texts_of, wanted, words_of
from app.domain.notes.note import Note
from app.domain.practice.account import Account
from app.domain.practice.people import PersonName
from app.domain.signing.later_entry import entry_of
from app.domain.signing.seal import LATER, Seal, SealKind, SigningKey, Standing
from app.errors import SignedNote, StaleNote, StaleRecord
from tests.storage.kept import Kept

if TYPE_CHECKING:  # which imports this module
    from tests.storage.fakes import Held

Row = TypeVar("Row")
Keyed = tuple[Cursor, Row]


class MemoryNotes:
    def __init__(self, held: "Held") -> None:
        self._held = held

    def get(self, note_id: str) -> Note | None:
        found = self._held.notes.get(note_id)
        return found[0] if found else None

    def save(self, note: Note, summary: NoteSummary, at: dt.datetime) -> Note:
        old = self.get(note.id)
        if note.version != (old.version if old else 0):
            raise SignedNote if old and old.status == "signed" else StaleNote
        if old and old.status == "signed":
            raise SignedNote
        kept = replace(note, version=note.version + 1, saved_at=at)
        self._held.notes[note.id] = (kept, summary)
        return kept

    def sign(self, note: Note, seal: Seal, summary: NoteSummary, at: dt.datetime) -> Note:
        kept = self.save(note, summary, at)
        MemorySeals(self._held).add(seal)
        self._held.standings[note.id] = (Standing.FITS, at)
        return kept

    def mark(self, note_id: str, standing: Standing, at: dt.datetime) -> None:
        self._held.standings[note_id] = (standing, at)

    def longest_unchecked(
        self, before: dt.datetime, now: dt.datetime, limit: int
    ) -> tuple[str, ...]:
        never = dt.datetime.min.replace(tzinfo=dt.UTC)
        checked = {
            note_id: self._held.standings.get(note_id, (Standing.UNCHECKED, never))[1]
            for note_id in self._held.notes
        }
        due = sorted((at, note_id) for note_id, at in checked.items() if at < before or at > now)
        return tuple(note_id for _, note_id in due[:limit])

    def row(self, note_id: str) -> NoteRow | None:
        found = self._held.notes.get(note_id)
        return self.shown(*found) if found else None

    def waiting_for(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        def is_theirs(waits_for: str) -> bool:
            return waits_for == person if person else bool(waits_for)

        drafts = self._where(lambda row: is_theirs(row.waits_for), lambda note: note.handed_at)
        signed = self._where(lambda row: is_theirs(row.co_signer), lambda note: note.saved_at)
        return (*drafts, *signed)[:limit]

    def left_unsigned(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        def is_theirs(row: NoteRow) -> bool:
            return row.status == "draft" and not row.waits_for and person in ("", row.author_id)

        return self._where(is_theirs, lambda note: note.saved_at)[:limit]

    def await_co_signature(self, note_id: str, person: str) -> None:
        if self._awaited(self._held.notes[note_id][0]):
            self._held.awaited[note_id] = person

    def handed_over_by(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        def is_theirs(row: NoteRow) -> bool:
            return row.author_id == person and row.waits_for not in ("", person)

        return self._where(is_theirs, lambda note: note.handed_at)[:limit]

    def _where(
        self, fits: Callable[[NoteRow], bool], since: Callable[[Note], dt.datetime | None]
    ) -> tuple[NoteRow, ...]:
        held = [
            (since(note), note.id, self.shown(note, s)) for note, s in self._held.notes.values()
        ]
        return tuple(row for _, _, row in sorted(each for each in held if fits(each[2])))

    def page(self, query: NoteQuery) -> Page[NoteRow]:
        rows = [
            (self._place(query, note), self.shown(note, summary))
            for note, summary in self._held.notes.values()
            if self._fits(query, note)
        ]
        return cut(rows, query.after, query.limit, newest_first=not self._a_to_z(query))

    def of_patient(self, patient_id: str) -> tuple[Note, ...]:
        theirs = [note for note, _ in self._held.notes.values() if note.patient_id == patient_id]
        return tuple(sorted(theirs, key=lambda note: (note.created_at, note.id)))

    def shown(self, note: Note, summary: NoteSummary) -> NoteRow:
        patient = self._held.patients.get(note.patient_id)
        assert note.saved_at
        later = [seal for seal in self._held.seals.get(note.id, ()) if seal.kind in LATER]
        return NoteRow(
            note.id,
            note.patient_id,
            patient.name.sorted if patient else "",
            note.code,
            note.date_of_service,
            note.status,
            note.treating_id,
            note.author_id,
            note.saved_at,
            summary,
            note.waits_for,
            self._awaited(note),
            len(later),
            any(seal.kind is SealKind.VOID for seal in later),
            self._held.standings.get(note.id, (Standing.UNCHECKED, note.saved_at))[0],
        )

    def _awaited(self, note: Note) -> str:
        seals = self._held.seals.get(note.id, ())
        done = any(seal.kind is SealKind.CO_SIGNATURE for seal in seals)
        if not note.signature or done:
            return ""
        return self._held.awaited.get(note.id, note.signature.co_signer)

    def _fits(self, query: NoteQuery, note: Note) -> bool:
        patient = self._held.patients.get(note.patient_id)
        known = f"{patient.name.full} {patient.chart_number}" if patient else ""
        row = self.shown(note, self._held.notes[note.id][1])
        wanted = (
            (query.code, note.code),
            (query.patient_id, note.patient_id),
            (query.treating_id, note.treating_id),
            (query.author_id, note.author_id),
        )
        day, late = note.date_of_service or dt.date.min, dt.date.max
        return (
            has_words(query.search, " ".join((known, note.code, note.code[1:], *self._texts(note))))
            and all(not want or want == have for want, have in wanted)
            and (not query.status or query.status in states_of(row))
            and (not query.needs_something or row.summary.open_items > 0)
            and (query.from_day or dt.date.min) <= day <= (query.to_day or late)
            and (day > dt.date.min or not (query.from_day or query.to_day))
        )

    def _texts(self, note: Note) -> Iterator[str]:
        yield from texts_of(note.content.answers)
        for seal in self._held.seals.get(note.id, ()):
            if seal.kind in LATER:
                entry = entry_of(seal.body)
                yield from (entry.text, entry.reason, *(each.new for each in entry.corrections))

    def _place(self, query: NoteQuery, note: Note) -> Cursor:
        patient = self._held.patients.get(note.patient_id)
        day, saved = note.date_of_service, note.saved_at
        keys = {
            "patient": name_key(patient.name) if patient else "",
            "service": day.isoformat() if day else "",
            "saved": saved.astimezone(dt.UTC).isoformat(timespec="microseconds") if saved else "",
        }
        return keys["saved" if query.is_searched else query.order], note.id

    @staticmethod
    def _a_to_z(query: NoteQuery) -> bool:
        return query.order == "patient" and not query.is_searched


class MemorySeals:
    def __init__(self, held: "Held") -> None:
        self._held = held

    def of_note(self, note_id: str) -> tuple[Seal, ...]:
        return self._held.seals.get(note_id, ())

    def bodies(self, note_id: str) -> tuple[bytes, ...]:
        return tuple(seal.body for seal in self.of_note(note_id))

    def add(self, seal: Seal) -> None:
        seals = self.of_note(seal.note)
        if any(each.number == seal.number for each in seals):
            raise StaleRecord
        self._held.seals[seal.note] = tuple(sorted((*seals, seal), key=lambda each: each.number))


class MemorySigningKeys:
    def __init__(self, held: dict[str, SigningKey]) -> None:
        self._held = held

    def get(self, fingerprint: str) -> SigningKey | None:
        return self._held.get(fingerprint)

    def add(self, key: SigningKey) -> None:
        self._held[key.fingerprint] = key

    def of_person(self, person: str) -> tuple[SigningKey, ...]:
        mine = [key for key in self._held.values() if key.person == person]
        return tuple(sorted(mine, key=lambda key: key.made_at, reverse=True))

    def end(self, person: str, at: dt.datetime) -> None:
        for key in self.of_person(person):
            if key.ended_at is None:
                self._held[key.fingerprint] = replace(key, ended_at=at)

    def all(self) -> tuple[SigningKey, ...]:
        return tuple(sorted(self._held.values(), key=lambda key: (key.made_at, key.fingerprint)))


class MemoryAccounts(Kept[Account]):
    def save(self, account: Account) -> Account:
        return self.put(account.id, account)

    def all(self) -> tuple[Account, ...]:
        return tuple(sorted(self._held.values(), key=lambda account: (account.made_at, account.id)))


def states_of(row: NoteRow) -> set[str]:
    waits = {"waiting"} if row.waits_for or row.co_signer else set()
    return {"void" if row.is_void else row.status} | waits


def has_words(search: str, text: str) -> bool:
    asked, words = wanted(search), words_of(text)
    return asked is not None and all(
        any(word.startswith(typed) for word in words) for typed in asked.beginnings
    )


def name_key(name: PersonName) -> str:
    return search_key(name.sorted)


def cut(
    rows: Sequence[Keyed[Row]], after: Cursor | None, limit: int, *, newest_first: bool
) -> Page[Row]:
    """One page of rows with their places."""
    ordered = sorted(rows, key=lambda row: row[0], reverse=newest_first)
    beyond: Callable[[Cursor, Cursor], bool] = (
        (lambda place, here: place < here) if newest_first else (lambda place, here: place > here)
    )
    left = [row for row in ordered if after is None or beyond(row[0], after)]
    shown = left[:limit]
    more = shown[-1][0] if len(left) > limit else None
    return Page(tuple(row for _, row in shown), more)
