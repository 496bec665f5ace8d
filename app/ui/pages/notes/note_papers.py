"""The documents of the open note on screen, on paper and in files; the note page has one.

Rendering and writing run on workers; only painting on the printer happens here, page by page.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, QStandardPaths, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.log import Event
from app.services.claims.claim_desk import ClaimDesk, ClaimLook
from app.services.notes.draft import Draft
from app.services.notes.print_room import PrintRoom
from app.services.printing.printing import Paper, Printed, unprintable_words
from app.ui.page_tools import PageTools
from app.ui.panels.preview import PreviewPanel
from app.ui.tasks import Task

PRINT_DPI = 300
"""What office printers print sharply; the pages are rendered at it."""


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
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = self._print_room.file_name(self._draft.note, self.paper)
        dialog = QFileDialog(self._window, "Save as PDF", folder, "PDF files (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the document chosen to a file, whole or not at all."""

        def saved(printed: Printed) -> None:
            words = unprintable_words(printed.unprintable)
            self.told.emit(f"{path.name} saved. {words}".strip())

        draft, paper = self._draft, self.paper
        note, guide, known = draft.note, draft.guide, draft.known

        def work(_report: object) -> Printed:
            return self._print_room.export(note, guide, known, paper, path)

        self._tools.runner.run(work, saved, self._tell_failure)

    def _render(self, done: Callable[[Printed], None]) -> Task[Printed] | None:
        draft, paper = self._draft, self.paper
        note, guide, known = draft.note, draft.guide, draft.known
        return self._tools.runner.run(
            lambda _report: self._print_room.render(note, guide, known, paper),
            done,
            self._tell_failure,
        )

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
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        printer.setDocName(self.paper.label)  # the queue shows it: no name of a patient
        printer.setFullPage(True)
        printer.setFromTo(1, printed.pages)
        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.finished.connect(lambda result: self._on_printer(result, printer, printed))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setModal(True)
        dialog.show()

    def _on_printer(self, result: int, printer: QPrinter, printed: Printed) -> None:
        if result == QDialog.DialogCode.Accepted:
            paint(printed, printer)
            note, paper, room = self._draft.note, self.paper, self._print_room
            self._tools.runner.run(
                lambda _report: room.tell_printed(note, paper, printed), _told, self._tell_failure
            )
            self.told.emit(f"{self.paper.label} sent to the printer.")


def _told(_nothing: None) -> None:
    """The trail has it; nothing more to say."""


def paint(printed: Printed, printer: QPrinter) -> None:
    """Paint the pages asked for on a printer, as large as its paper."""
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(printed.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    painter = QPainter(printer)
    for page in range(first - 1, last):
        if page >= first:
            printer.newPage()
        points = document.pagePointSize(page)
        size = QSize(
            round(points.width() * printer.resolution() / 72),
            round(points.height() * printer.resolution() / 72),
        )
        painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    document.close()
