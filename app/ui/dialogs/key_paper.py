"""Prints the recovery key on paper, never to a file; the door and the staff tab call it."""

import datetime as dt

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.reading.dates import show_date
from app.services.people.recovery_key import RecoveryKey

_LINES = (
    "Chartproof recovery key",
    "",
    "It opens the practice when the passphrase is lost. Keep this paper where only the",
    "owner of the practice can reach it. Without passphrase and key nobody can help.",
    "",
)


def print_key(key: RecoveryKey, window: QWidget) -> None:
    """Ask for a printer and print the key."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Recovery key")
    dialog = QPrintDialog(printer, window)

    def answered(result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            _paint(key, printer)
        dialog.deleteLater()

    dialog.finished.connect(answered)
    dialog.setModal(True)
    dialog.show()


def _paint(key: RecoveryKey, printer: QPrinter) -> None:
    painter = QPainter(printer)
    font = QFont("monospace", 12)
    font.setStyleHint(QFont.StyleHint.Monospace)
    painter.setFont(font)
    groups = [f"{number}.  {group}" for number, group in enumerate(key.groups, 1)]
    page = QRectF(0, 0, painter.viewport().width(), painter.viewport().height())
    today = show_date(dt.datetime.now().astimezone().date())
    made = f"Made on {today}. A key made later takes its place; backups of its time keep it."
    text = "\n".join((*_LINES, *groups, "", made))
    painter.drawText(page, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
    painter.end()
