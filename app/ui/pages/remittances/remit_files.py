"""The files read: each check with how it adds up, what was wrong in its file, the watched folder.

The remittance page has one.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.domain.remittances.remit_file import RemitFile
from app.services.notes.charting import Clock
from app.ui.page_tools import PageTools
from app.ui.pages.documents.scanner_row import ScannerRow
from app.ui.pages.parts.row_table import RowTable
from app.ui.pages.remittances.remit_rows import CHECKS, CheckRow, ColumnsModel, money
from app.ui.theme import Face, Role, Space, dress

_ROW_HEIGHT = 40
_FOLDER = "New payment files in this folder are offered above the page; they stay where they are."


class RemitFiles(QWidget):
    """The newest file first; what its check comes to stands below."""

    folder_chosen = Signal(str)

    def __init__(self, clock: Clock, folder: str, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = clock
        self._model = ColumnsModel(CHECKS, self)
        self.table = RowTable(self._model, "Checks in the files read", _ROW_HEIGHT, self)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.told = QPlainTextEdit(self)
        self.told.setReadOnly(True)
        self.told.setAccessibleName("How the check adds up, and what was wrong in its file")
        self.told.setTabChangesFocus(True)
        self.folder = ScannerRow(folder, tools.files, tools.icons, self, "Folder of payment files")
        self.folder.chosen.connect(self.folder_chosen)
        self._lay_out()
        rows = self.table.selectionModel()
        rows.currentRowChanged.connect(lambda now, _before: self._show_line(now.row()))

    def show_files(self, files: Sequence[RemitFile]) -> None:
        """Show these files, the first chosen."""
        self._model.put([(file, check) for file in files for check in file.checks])
        if self._model.rows:
            self.table.selectRow(0)
        self._show_line(0)

    def take_focus(self) -> None:
        """Put the focus on the checks."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_line(self, line: int) -> None:
        if 0 <= line < len(self._model.rows):
            self.told.setPlainText("\n".join(self._words(self._model.rows[line])))
        else:
            self.told.setPlainText("")

    def _words(self, row: CheckRow) -> Iterator[str]:
        file, check = row
        at = file.read_at.astimezone(self._clock.zone)
        yield f"Read on {show_date(at.date())} at {show_time(at.time())}."
        moved = check.provider_adjustments
        yield (
            f"Paid for our claims {money(check.kept_paid)}, for others {money(check.other_paid)},"
            f" taken off beside the claims {money(moved)}; the check is {money(check.amount)}."
        )
        if check.difference is None:
            yield "It cannot be added up: an amount could not be read."
        elif check.difference:
            side = "more" if check.difference > 0 else "less"
            yield f"It does not add up: the check is {money(abs(check.difference))} {side}."
        else:
            yield "It adds up."
        yield from (("", "Problems in this file:") if file.problems else ())
        yield from file.problems

    def _lay_out(self) -> None:
        label = QLabel("Watched folder", self)
        dress(label, face=Face.LABEL)
        words = QLabel(_FOLDER, self)
        words.setWordWrap(True)
        dress(words, face=Face.CAPTION, tone=Role.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.table, 3)
        column.addWidget(self.told, 2)
        column.addSpacing(Space.S)
        for widget in (label, words, self.folder):
            column.addWidget(widget)
