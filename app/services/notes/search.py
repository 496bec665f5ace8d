"""Looking through the whole practice for what somebody typed; the finder shows it.

A name that nobody has is taken for a misspelled one: then patients with names spelled nearly so are
found, and said to be that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from app.domain.finding.listing import DocumentRow, NoteQuery, NoteRow, PatientQuery, PatientRow
from app.domain.finding.search_words import texts_of, wanted, words_of
from app.domain.finding.snippet import Run, snippet
from app.domain.notes.plain import UNREADABLE
from app.domain.signing.later_entry import entry_of
from app.domain.signing.seal import LATER
from app.errors import DamagedFile
from app.services.ports.store import Repositories, Store

MOST = 12
"""Records of one kind that are shown."""

_NEAR_NAMES = 3
_MOST_TRIES = 12
"""Spellings that are tried: of one misspelled word, and of all words together."""


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note, and the place in its own text where the words were found, if they were."""

    row: NoteRow
    place: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPatients:
    """Patients A to Z; `are_near` when names are only spelled nearly as it was typed."""

    rows: tuple[PatientRow, ...] = ()
    are_near: bool = False


@dataclass(frozen=True, slots=True)
class FoundRecords:
    """What a search found of each kind."""

    patients: FoundPatients = FoundPatients()
    notes: tuple[FoundNote, ...] = ()
    documents: tuple[DocumentRow, ...] = ()


class Searching:
    """Finds patients, notes and documents by words."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def everything(self, typed: str) -> FoundRecords:
        """Whatever has all the words typed; names spelled nearly so only when nothing has."""
        with self._store.reading() as found:
            patients = FoundPatients(_named(found, typed, MOST))
            rows = found.notes.page(NoteQuery(search=typed, limit=MOST)).rows
            documents = found.search.documents(typed, MOST)
            if not (patients.rows or rows or documents):
                patients = _near(found, typed)
            notes = tuple(FoundNote(row, _place(found, row, typed)) for row in rows)
            return FoundRecords(patients, notes, documents)

    def patients(self, typed: str, most: int) -> FoundPatients:
        """Patients by name or chart number, else those with names spelled nearly so."""
        with self._store.reading() as found:
            rows = _named(found, typed, most)
            return FoundPatients(rows) if rows else _near(found, typed)


def _named(found: Repositories, typed: str, most: int) -> tuple[PatientRow, ...]:
    return found.patients.page(PatientQuery(search=typed, limit=most)).rows


def _near(found: Repositories, typed: str) -> FoundPatients:
    """Patients whose names have, for each typed word, one spelled nearly so; the nearest first."""
    spellings = [_spellings(found, word) for word in words_of(typed)]
    tries = islice(product(*spellings), _MOST_TRIES) if spellings else ()
    rows: dict[str, PatientRow] = {}
    for names in tries:
        for row in _named(found, " ".join(names), MOST):
            rows.setdefault(row.id, row)
    near = tuple(rows.values())[:MOST]
    return FoundPatients(near, are_near=bool(near))


def _spellings(found: Repositories, word: str) -> tuple[str, ...]:
    """A word as it may have been meant: as it is where somebody is named so."""
    if _named(found, word, 1):
        return (word,)
    return found.search.names_near(word, _NEAR_NAMES)


def _place(found: Repositories, row: NoteRow, typed: str) -> tuple[Run, ...]:
    asked = wanted(typed)
    return snippet(_texts(found, row), asked.beginnings) if asked else ()


def _texts(found: Repositories, row: NoteRow) -> Iterator[str]:
    """What a note says itself, and what was added to it; nothing of a damaged one."""
    try:
        note = found.notes.get(row.id)
        yield from texts_of(note.content.answers) if note else ()
        later = found.seals.of_note(row.id) if row.entries else ()
        for seal in later:
            if seal.kind in LATER:
                entry = entry_of(seal.body)
                yield from (entry.text, entry.reason, *(each.new for each in entry.corrections))
    except (DamagedFile, *UNREADABLE):
        return
