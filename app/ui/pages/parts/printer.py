"""Finished pages on the office's printer: its dialog, and painting; notes and packs print by it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

PRINT_DPI = 300
"""What office printers print sharply; the pages are rendered at it."""


def ask_printer(name: str, pages: int, window: QWidget, chosen: Callable[[QPrinter], None]) -> None:
    """Open the system's dialog; `name` shows in the printer's queue and names no patient."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setDocName(name)
    printer.setFullPage(True)
    printer.setFromTo(1, pages)
    dialog = QPrintDialog(printer, window)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)

    def finished(result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            chosen(printer)

    dialog.finished.connect(finished)
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def paint(files: Sequence[bytes], printer: QPrinter) -> None:
    """Paint the pages asked for of PDFs and pictures, as large as the printer's paper.

    Pages count through all files.
    """
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or None
    painter = QPainter(printer)
    is_next = False
    for number, draw in enumerate(_pages(files, printer), start=1):
        if number < first or (last is not None and number > last):
            continue
        if is_next:
            printer.newPage()
        draw(painter)
        is_next = True
    painter.end()


def _pages(files: Sequence[bytes], printer: QPrinter) -> Iterator[Callable[[QPainter], None]]:
    for data in files:
        if data.startswith(b"%PDF"):
            yield from _pdf_pages(data, printer)
        else:
            yield partial(_draw_picture, data)


def _pdf_pages(data: bytes, printer: QPrinter) -> Iterator[Callable[[QPainter], None]]:
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    for page in range(document.pageCount()):
        points = document.pagePointSize(page)
        size = QSize(
            round(points.width() * printer.resolution() / 72),
            round(points.height() * printer.resolution() / 72),
        )
        yield partial(_draw_page, document, page, size)
    document.close()


def _draw_page(document: QPdfDocument, page: int, size: QSize, painter: QPainter) -> None:
    painter.drawImage(0, 0, document.render(page, size))


def _draw_picture(data: bytes, painter: QPainter) -> None:
    """As large as the paper, in its own proportions."""
    image = QImage.fromData(data)
    paper: QRect = painter.viewport()
    size = image.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(paper.topLeft(), size), image)
