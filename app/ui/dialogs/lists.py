"""What the finder offers: commands; patients, notes and documents; patients; codes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QAction

from app.domain.finding.listing import DocumentRow, NoteQuery, PatientQuery, PatientRow
from app.domain.reading.dates import show_date
from app.services.notes.search import FoundNote, FoundPatients, Searching
from app.services.ports.store import Store
from app.ui.actions import ACTIONS, Do, keys_words
from app.ui.dialogs.finder_rows import Found
from app.ui.models.fuzzy import score
from app.ui.models.waiting_words import state_words

MOST = 30
_LOOKED_THROUGH = 300
"""How many recent notes and patients scattered letters are looked for in."""


@dataclass(frozen=True, slots=True)
class NewPatient:
    """The wish to add a patient, with what was typed of the name."""

    typed: str


def commands(actions: Mapping[Do, QAction]) -> Callable[[str], Sequence[Found]]:
    """Every action that can be done now, with its keys."""

    def find(typed: str) -> Sequence[Found]:
        offered = [do for do in ACTIONS if do is not Do.PALETTE and actions[do].isEnabled()]
        found = [_command(do) for do in offered]
        return found if not typed else _best(typed, found)

    return find


def everything(store: Store) -> Callable[[str], Sequence[Found]]:
    """Patients, notes and documents by words, else by scattered letters; at first recent notes."""
    recent = _Recent(store)
    searching = Searching(store)

    def find(typed: str) -> Sequence[Found]:
        if not typed:
            return [_note(FoundNote(row)) for row in recent.notes[:MOST]]
        seen = searching.everything(typed)
        sure = [
            *_grouped("Patients", _patients(seen.patients)),
            *_grouped("Notes", map(_note, seen.notes)),
            *_grouped("Documents", map(_document, seen.documents)),
        ]
        if sure and not seen.patients.are_near:
            return sure
        known = {each.value for each in sure}
        scattered = [each for each in _best(typed, recent.found) if each.value not in known]
        return [*scattered, *sure]

    return find


def patients(store: Store) -> Callable[[str], Sequence[Found]]:
    """Patients by words, then by scattered letters and by names spelled nearly so."""
    recent = _Recent(store)
    searching = Searching(store)

    def find(typed: str) -> Sequence[Found]:
        seen = searching.patients(typed, MOST)
        sure = _patients(seen)
        if sure and not seen.are_near:
            return sure
        known = {each.value for each in sure}
        scattered = _best(typed, (_patient(row) for row in recent.patients))
        return [*sure, *(each for each in scattered if each.value not in known)]

    return find


def patients_for_note(store: Store) -> Callable[[str], Sequence[Found]]:
    """Patients as in `patients`, and at the end the way to add one."""
    known = patients(store)

    def find(typed: str) -> Sequence[Found]:
        sure = known(typed)
        words = f"Add “{typed}” as a new patient" if typed else "Add a new patient"
        return [*sure, Found(NewPatient(typed), words, icon="user-plus")]

    return find


def patients_and_import(store: Store) -> Callable[[str], Sequence[Found]]:
    """Patients by words, the way to add one, and before anything is typed the way to many."""
    patients = patients_for_note(store)
    spec = ACTIONS[Do.IMPORT]
    many = Found(Do.IMPORT, spec.text.removesuffix("…"), icon=spec.icon)

    def find(typed: str) -> Sequence[Found]:
        return patients(typed) if typed else [*patients(typed), many]

    return find


def codes(titles: Mapping[str, str]) -> Callable[[str], Sequence[Found]]:
    """The codes there are guides for."""
    every = [Found(code, code, title, icon="file-plus") for code, title in titles.items()]

    def find(typed: str) -> Sequence[Found]:
        return every if not typed else _best(typed, every)

    return find


class _Recent:
    """What scattered letters are looked for in; read once, when the list is opened."""

    def __init__(self, store: Store) -> None:
        with store.reading() as found:
            self.notes = found.notes.page(NoteQuery(limit=_LOOKED_THROUGH)).rows
            self.patients = found.patients.page(PatientQuery(limit=_LOOKED_THROUGH)).rows
        notes = (_note(FoundNote(row)) for row in self.notes)
        self.found = [*map(_patient, self.patients), *notes]


def _best(typed: str, found: Iterable[Found]) -> list[Found]:
    scored = [(score(typed, f"{each.title} {each.detail}"), each) for each in found]
    fitting = [pair for pair in scored if pair[0]]
    return [each for _, each in sorted(fitting, key=lambda pair: -pair[0])][:MOST]


def _command(do: Do) -> Found:
    spec = ACTIONS[do]
    return Found(do, spec.text.removesuffix("…"), hint=keys_words(do), icon=spec.icon)


def _grouped(group: str, found: Iterable[Found]) -> Iterator[Found]:
    return (replace(each, group=each.group or group) for each in found)


def _note(found: FoundNote) -> Found:
    row = found.row
    day = show_date(row.date_of_service) if row.date_of_service else "no date"
    name = row.patient or "No patient yet"
    title = f"{name} · {row.code}"
    return Found(row, title, day, state_words(row), "file-text", place=found.place)


def _document(row: DocumentRow) -> Found:
    return Found(row, row.title, row.patient, icon="paperclip")


def _patients(seen: FoundPatients) -> list[Found]:
    """Patients, those with similar names under a name of their own that says so."""
    group = "Similar names" if seen.are_near else ""
    return [replace(_patient(row), group=group) for row in seen.rows]


def _patient(row: PatientRow) -> Found:
    born = f"born {show_date(row.birth_date)}" if row.birth_date else ""
    return Found(row, row.name, born, row.chart_number, "user")
