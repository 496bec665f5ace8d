"""The documents of the open note on screen, on paper and in files; the note page has one.

Rendering and writing run on workers; only painting on the printer happens here, page by page.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.log import Event
from app.services.claims.claim_desk import ClaimDesk, ClaimLook
from app.services.notes.draft import Draft
from app.services.notes.print_room import PrintRoom
from app.services.printing.printing import Paper, Printed, unprintable_words
from app.ui.page_tools import PageTools
from app.ui.pages.parts.printer import ask_printer, paint
from app.ui.panels.preview import PreviewPanel
from app.ui.tasks import Task


class NotePapers(QObject):
    """`told` carries one sentence about what was done or what stood in the way."""

    told = Signal(str)

    def __init__(
        self,
        draft: Draft,
        print_room: PrintRoom,
        preview: PreviewPanel,
        tools: PageTools,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._draft = draft
        self._print_room = print_room
        self._preview = preview
        self._tools = tools
        self._window = window
        self._rendering: Task[Printed] | None = None
        preview.render_requested.connect(self._render_preview)

    @property
    def paper(self) -> Paper:
        """The document chosen in the preview."""
        return Paper(self._preview.document)

    def claim_look(self, desk: ClaimDesk) -> ClaimLook:
        """The note as its claim would be made now."""
        return desk.look(self._draft.note, self._draft.guide, self._draft.known)

    def print_claim_sheet(self) -> None:
        """Print the claim data sheet, which the preview then shows too."""
        self._preview.choose(Paper.CLAIM_SHEET)
        self.print_now()

    def print_now(self) -> None:
        """Print the document chosen, through the system's dialog."""
        self._render(self._ask_printer)

    def ask_file(self) -> None:
        """Save the document chosen as a PDF file where the user says."""
        name = self._print_room.file_name(self._draft.note, self.paper)
        self._tools.files.ask_to_save("Save as PDF", name, "PDF files", self.save_to, self._window)

    def save_to(self, path: Path) -> None:
        """Save the document chosen to a file, whole or not at all."""

        def saved(printed: Printed) -> None:
            words = unprintable_words(printed.unprintable)
            self.told.emit(f"{path.name} saved. {words}".strip())

        draft, paper = self._draft, self.paper
        note, guide, known = draft.note, draft.guide, draft.known

        def work(_report: object) -> Printed:
            return self._print_room.export(note, guide, known, paper, path)

        task = self._tools.runner.run(work, saved, self._tell_failure)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _render(self, done: Callable[[Printed], None]) -> Task[Printed] | None:
        draft, paper = self._draft, self.paper
        note, guide, known = draft.note, draft.guide, draft.known
        task = self._tools.runner.run(
            lambda _report: self._print_room.render(note, guide, known, paper),
            done,
            self._tell_failure,
        )
        if task is not None:
            self._preview.destroyed.connect(task.drop)
        return task

    def _tell_failure(self, error: Exception) -> None:
        self.told.emit(self._tools.words.of(error, Event.EXPORT_FAILED))

    def _render_preview(self) -> None:
        if self._rendering:
            self._rendering.drop()  # an older state of the note
        self._rendering = self._render(self._show_preview)

    def _show_preview(self, printed: Printed) -> None:
        self._preview.show_pdf(printed.data)
        self._preview.show_problem(unprintable_words(printed.unprintable))

    def _ask_printer(self, printed: Printed) -> None:
        ask_printer(
            self.paper.label,
            printed.pages,
            self._window,
            lambda printer: self._print(printed, printer),
        )

    def _print(self, printed: Printed, printer: QPrinter) -> None:
        paint((printed.data,), printer)
        note, paper, room = self._draft.note, self.paper, self._print_room
        self._tools.runner.run(
            lambda _report: room.tell_printed(note, paper, printed), _told, self._tell_failure
        )
        self.told.emit(f"{self.paper.label} sent to the printer.")


def _told(_nothing: None) -> None:
    """The trail has it; nothing more to say."""
