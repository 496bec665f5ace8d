"""Notes read from files for the command line: the note, its guide, the documents printed of it.

The verbs that take a NOTE.json call it. Each function imports what it needs when it runs.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.verbs.console import complain

if TYPE_CHECKING:  # see the module's docstring
    from app.documents.notes.note_view import NoteView
    from app.domain.guides.guide import Guide
    from app.guides.cards import LoadedCard
    from app.rules.compiled import CompiledGuide
    from app.services.note_files.note_file_reading import NoteReading
    from app.services.printing.exporting import Exported
    from app.services.printing.printing import Paper


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A note with the guide it is judged by, the payer card's rules included."""

    reading: "NoteReading"
    guide: "CompiledGuide"


def open_note(path: Path) -> OpenedNote | None:
    """The note in a file; None, with its problems printed, when it cannot be judged at all."""
    opened, sentences = _read_note(path)
    for sentence in sentences:
        complain(sentence)
    return opened


def _read_note(path: Path) -> tuple[OpenedNote | None, list[str]]:

    from app.domain.codes.icd10 import DiagnosisIndex
    from app.paths import resources_folder
    from app.services.note_files.note_file_parsing import MOST_BYTES, parse_note_file
    from app.services.note_files.note_file_reading import NoteReader

    try:
        with path.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        return None, [f"{path}: cannot be opened ({error.strerror}). Check its name."]
    file, problems = parse_note_file(raw)
    if file is None:
        return None, [f"{path}: {problem}" for problem in problems]
    guides = shipped_guides()
    if file.code not in guides:
        known = ", ".join(sorted(guides))
        return None, [f"{path}: code: There is no guide for it; there are {known}."]
    card, said = _card(file.card, path, guides)
    if said:
        return None, said
    now = dt.datetime.now(dt.UTC).astimezone()
    index = DiagnosisIndex(resources_folder() / "icd10" / "diagnoses.bin")
    reader = NoteReader(now, lambda: index)
    guide = _compiled(guides[file.code], card)
    return OpenedNote(reader.read(file, guide, card.card if card else None), guide), []


def _card(
    given: object, note: Path, guides: "Mapping[str, Guide]"
) -> "tuple[LoadedCard | None, list[str]]":
    """The payer card of a note file: a path beside it, or the card itself; or what is wrong."""
    import json

    from app.guides.cards import load_card, read_card

    if given is None:
        return None, []
    if isinstance(given, str):
        card, problems = load_card(note.parent / given, guides)
        return card, [str(problem) for problem in problems]
    card, problems = read_card(json.dumps(given, ensure_ascii=False), str(note), guides)
    return card, [f"{note}: card: {problem.text}" for problem in problems]


def _compiled(guide: "Guide", card: "LoadedCard | None") -> "CompiledGuide":
    from app.rules.compiled import CompiledGuide

    if card is None:
        return CompiledGuide(guide)
    return CompiledGuide(guide, card.requires.get(guide.code, ()), card.sources)


def shipped_guides() -> "Mapping[str, Guide]":
    """The guides that ship, by code; what is wrong with them is said."""
    from app.guides.catalogue import load_guides
    from app.paths import resources_folder

    guides, problems = load_guides(resources_folder() / "guides")
    for problem in problems:
        complain(str(problem))
    return guides


def view_of(opened: OpenedNote) -> "NoteView":
    """The note as documents see it, at the moment its file speaks of."""
    from app.services.printing.printing import Desk, view_note

    reading = opened.reading
    practice = reading.around.practice
    desk = Desk(
        people={member.id: member.name.full for member in reading.around.staff},
        zone=reading.moment.tzinfo or dt.UTC,
        paper=practice.paper if practice else "letter",
    )
    made_at = reading.moment.astimezone(dt.UTC)
    return view_note(reading.note, opened.guide, reading.known, desk, made_at)


def exports(opened: OpenedNote, papers: "Iterable[Paper]", folder: Path) -> "Iterator[Exported]":
    """Write the documents; what no font can print is said."""
    from app.bootstrap import make_printer
    from app.evidence.table import SafeLightTable
    from app.services.printing.exporting import export_papers

    printer = make_printer(SafeLightTable())
    for exported in export_papers(view_of(opened), papers, printer, folder):
        if exported.notice:
            complain(f"{exported.path}: {exported.notice}")
        yield exported
