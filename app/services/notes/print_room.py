"""Renders the open note's documents and writes them to files; the note page asks, on a worker.

The preview, the printer and "Save as PDF" go through one `PrintRoom`, so all three show the same.
"""

from pathlib import Path

from app.documents.notes.note_view import NoteView
from app.domain.audit import Deed
from app.domain.facts.known import Known
from app.domain.notes.note import Note
from app.files import usable_name, write_whole
from app.rules.compiled import CompiledGuide
from app.services.notes.charting import Clock
from app.services.notes.note_views import stored_view
from app.services.ports.store import Store
from app.services.printing.printing import Paper, Printed, Printer, print_paper
from app.services.seals.remembering import remember
from app.services.seals.standing import standing_of
from app.services.trail import Trail, about_note, file_digests


class PrintRoom:
    """Documents of one practice. May be used from any thread."""

    def __init__(self, store: Store, printer: Printer, clock: Clock, trail: Trail) -> None:
        self._store = store
        self._printer = printer
        self._clock = clock
        self._trail = trail

    def as_user(self, trail: Trail) -> "PrintRoom":
        """The same documents, with somebody else at the keyboard."""
        return PrintRoom(self._store, self._printer, self._clock, trail)

    def view(self, note: Note, guide: CompiledGuide, known: Known) -> NoteView:
        """A note as its documents see it now."""
        clock = self._clock
        with self._store.reading() as found:
            return stored_view(found, note, guide, known, clock.zone, clock.utc())

    def render(self, note: Note, guide: CompiledGuide, known: Known, paper: Paper) -> Printed:
        """A document of a note as it would print now."""
        return print_paper(paper, self.view(note, guide, known), self._printer)

    @staticmethod
    def file_name(note: Note, paper: Paper) -> str:
        """A name for the file that says nothing about the patient."""
        parts = (note.code, note.control_number, paper.value)
        return usable_name("-".join(part for part in parts if part)) + ".pdf"

    def export(
        self, note: Note, guide: CompiledGuide, known: Known, paper: Paper, path: Path
    ) -> Printed:
        """Write a document to a file, whole or not at all, and tell the trail and the lists.

        Raises DiskFull, ReadOnlyFolder.
        """
        printed = self.render(note, guide, known, paper)
        write_whole(path, printed.data)
        self._tell(Deed.EXPORTED, note, paper, printed, files=file_digests(printed.data))
        return printed

    def tell_printed(self, note: Note, paper: Paper, printed: Printed) -> None:
        """Tell the trail that a document went to the printer."""
        self._tell(Deed.PRINTED, note, paper, printed)

    def _tell(
        self, deed: Deed, note: Note, paper: Paper, printed: Printed, **files: list[str]
    ) -> None:
        with self._store.writing() as found:
            if note.signature is not None:
                remember(found, self._trail, {note.id: standing_of(found, note.id)})
            about = about_note(note)
            self._trail.add(found, deed, about, paper=paper.value, pages=printed.pages, **files)
