"""The History page: who did what and when, filtered, checked and exported; `history_ways` shows it.

Reading a page takes milliseconds and happens here; checking and exporting run on workers.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QWidget,
)

from app.domain.audit import About, Deed
from app.domain.practice.authority import Right
from app.log import Event
from app.services.audit.filed_page import compare, read_count, read_hash, read_workstation
from app.services.audit.trail_check import Break, TrailReport, check_trail, explain
from app.services.audit.trail_ends import TrailEnds
from app.services.notes.directory import Directory
from app.services.office.office import Office
from app.ui import clipboard
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.models.history_rows import Column, HistoryRowsModel
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice, Ways
from app.ui.pages.parts.row_table import RowTable
from app.ui.pages.requests.history_filters import HistoryFilters
from app.ui.pages.requests.plain_page import PlainPage
from app.ui.theme import Face, Role, dress

FILE_NAME = "history.csv"
_BELOW = "Who did what and when. Nothing in it can be changed or deleted."
_EXPLAIN = (
    "Somebody who knows says what happened to the practice file. It stands in the history under"
    " their name; the misfit stays there too, and no longer counts as a break."
)
_COMPARE = (
    "Type what the page that was printed and filed says of one workstation. Whoever replaced the"
    " practice file cannot have replaced the paper."
)
_NONE = "Nothing fits. Ask for other days, people or acts."
_ROW_HEIGHT = 36
_WITHOUT_ABOUT = 1000
_WITHOUT_MORE = 800
"""Widths in logical pixels below which a column would leave the names no room."""
_WIDTHS = ((Column.WHEN, 168), (Column.WHO, 150), (Column.DEED, 168), (Column.ABOUT, 164))


class HistoryTable(RowTable):
    """Whole rows, newest first; `opened` carries the line entered or clicked twice.

    Its menu copies the line, or the digest that the line shortens.
    """

    def __init__(self, model: HistoryRowsModel, parent: QWidget) -> None:
        super().__init__(model, "History", _ROW_HEIGHT, parent)
        self._rows = model
        self.copy_line = self._copying("Copy the line", model.line_words)
        self.copy_line.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_digest = self._copying("Copy the digest", lambda line: model.row(line).digest)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self._offer())
        model.modelReset.connect(self._offer)
        self._offer()
        header = self.horizontalHeader()
        for column, width in _WIDTHS:
            header.resizeSection(column, width)
        for column in (Column.PATIENT, Column.MORE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out the record, then the rest, when it gets narrow; the export has them."""
        super().resizeEvent(event)
        self.setColumnHidden(Column.ABOUT, self.width() < _WITHOUT_ABOUT)
        self.setColumnHidden(Column.MORE, self.width() < _WITHOUT_MORE)

    def _copying(self, words: str, text: Callable[[int], str]) -> QAction:
        action = QAction(words, self)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked: clipboard.put(text(self.currentIndex().row())))
        self.addAction(action)
        return action

    def _offer(self) -> None:
        at = self.currentIndex()
        self.copy_line.setEnabled(at.isValid())
        self.copy_digest.setEnabled(at.isValid() and bool(self._rows.row(at.row()).digest))


class HistoryPage(PlainPage):
    """Enter on a line leads to its note, else to its patient."""

    note_requested = Signal(str)
    patient_requested = Signal(str)

    def __init__(self, office: Office, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, "History", _BELOW, parent)
        self._office = office
        self._model = HistoryRowsModel(office.history.page, self)
        self.only = self.add_tool("Only this patient", "filter")
        self.check = self.add_tool("Check the history", "shield-check")
        self.month = self.add_tool("Month’s page…", "file-text")
        self.month.setToolTip("The ends of the trail on paper: sign it and file it")
        self.export = self.add_tool("Export…", "download")
        self.notice = Notice(tools.icons, self)
        people = Directory(office.store).staff()
        self.filters = HistoryFilters(people, office.clock.local, self)
        self.table = HistoryTable(self._model, self)
        self._none = QLabel(_NONE, self)
        dress(self._none, face=Face.BODY, tone=Role.MUTED)
        for widget in (self.notice, self.filters, self.table, self._none):
            self.body.addWidget(widget, 1 if widget is self.table else 0)
        self.body.addStretch(0)
        self._connect()
        self.refresh()

    def take_focus(self) -> None:
        """Put the focus on the newest line."""
        self.table.setFocus()
        self.table.selectRow(0)

    def show_patient(self, patient_id: str) -> None:
        """Ask for one patient only."""
        with self._office.store.reading() as found:
            patient = found.patients.get(patient_id)
        self.filters.show_patient(patient_id, patient.name.sorted if patient else "One patient")

    def refresh(self) -> None:
        """Read the lines that are asked for."""
        self._model.show(self.filters.query)
        self._none.setVisible(not self._model.rowCount())
        self.table.setVisible(bool(self._model.rowCount()))
        self._on_line()

    def check_now(self) -> None:
        """Walk the whole trail, on a worker, and say what was found."""
        self.check.setEnabled(False)
        self.notice.say("Checking every row…")
        office, tasks = self._office, self.tools.runner

        def work(_report: object) -> TrailReport:
            report = check_trail(office.store, lambda: tasks.is_stopping)
            office.tell(
                Deed.TRAIL_CHECKED, About("trail"), rows=report.rows, breaks=len(report.breaks)
            )
            return report

        task = tasks.run(work, self._on_checked, self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def export_to(self, path: Path) -> None:
        """Write what is asked for as a CSV file."""
        history, query = self._office.history, self._model.query
        task = self.tools.runner.run(
            lambda _report: history.export(path, query),
            lambda _nothing: self._on_exported(path),
            self._on_failed,
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def save_month(self, path: Path) -> None:
        """Check the trail and save the page of its ends as a PDF file."""
        ends, tasks = _ends(self._office), self.tools.runner
        self.notice.say("Checking every row…")
        task = tasks.run(
            lambda _report: ends.save(path, lambda: tasks.is_stopping),
            lambda _printed: self._on_saved(f"{path.name} saved. Print it, sign it, and file it."),
            self._on_failed,
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def explain(self, misfits: Sequence[Break], reason: str) -> None:
        """Write down why the trail did not fit, on a worker, and check once more."""
        office = self._office
        task = self.tools.runner.run(
            lambda _report: explain(office.store, office.trail, misfits, reason),
            lambda _nothing: self.check_now(),
            self._on_failed,
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def compare(self, workstation: str, count: int, beginning: str) -> None:
        """Look on a worker whether the trail still holds the row that a filed page names."""
        store = self._office.store
        task = self.tools.runner.run(
            lambda _report: compare(store, workstation, count, beginning),
            lambda said: self.notice.say(said.sentence, Role.DONE if said.fits else Role.BLOCKS),
            self._on_failed,
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._on_line())
        self.only.clicked.connect(self._show_only)
        self.check.clicked.connect(self.check_now)
        self.export.clicked.connect(self._ask_file)
        self.month.clicked.connect(self._ask_month)

    def _on_line(self) -> None:
        at = self.table.currentIndex()
        self.only.setEnabled(at.isValid() and bool(self._model.row(at.row()).patient))

    def _show_only(self) -> None:
        line = self._model.row(self.table.currentIndex().row())
        self.filters.show_patient(line.patient_id, line.patient)

    def _open(self, number: int) -> None:
        line = self._model.row(number)
        if line.note_id:
            self.note_requested.emit(line.note_id)
        elif line.patient_id:
            self.patient_requested.emit(line.patient_id)

    def _ask_file(self) -> None:
        self.tools.files.ask_to_save(
            "Export the history", FILE_NAME, "CSV files", self.export_to, self
        )

    def _ask_month(self) -> None:
        name = _ends(self._office).file_name
        self.tools.files.ask_to_save(
            "The month’s page of the history", name, "PDF files", self.save_month, self
        )

    def _ask_reason(self, misfits: Sequence[Break]) -> None:
        ask_what_happened(lambda reason: self.explain(misfits, reason), self)

    def _on_checked(self, report: TrailReport) -> None:
        self.check.setEnabled(True)
        self.refresh()
        told = report.told
        ways: Ways = ()
        if told and self._office.may(Right.SEE_HISTORY):
            ways = (("Explain it…", lambda: self._ask_reason(told)),)
        ways = (*ways, ("Compare a filed page…", lambda: ask_filed_page(self.compare, self)))
        self.notice.say(report.sentence, Role.DONE if report.is_whole else Role.BLOCKS, ways)

    def _on_saved(self, sentence: str) -> None:
        self.refresh()
        self.notice.say(sentence, Role.DONE)

    def _on_exported(self, path: Path) -> None:
        self._on_saved(f"{path.name} written. It names patients by their ids only; keep it safe.")

    def _on_failed(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self.notice.say(self.tools.words.of(error, Event.EXPORT_FAILED), Role.BLOCKS)


def _ends(office: Office) -> TrailEnds:
    return TrailEnds(office.store, office.printer, office.clock, office.trail)


def ask_filed_page(given: Callable[[str, int, str], None], parent: QWidget) -> None:
    """Ask for one line of a month's page."""
    asked = (
        AskedFor("workstation", "Workstation", read_workstation, hint="As printed: 3f8a02c1"),
        AskedFor("count", "Rows", read_count, hint="As printed: 1,204"),
        AskedFor("beginning", "Hash of the last row", read_hash, hint="Four groups are enough"),
    )
    dialog = AskDialog("Compare a filed page", _COMPARE, "Compare", asked, parent)
    dialog.answered.connect(lambda typed: given(*(typed[each.name] for each in asked)))
    dialog.open()


def ask_what_happened(given: Callable[[str], None], parent: QWidget) -> None:
    """Ask whoever knows why the history does not fit; the reason is never empty."""
    reason = AskedFor("reason", "What happened", most=300)
    dialog = AskDialog(
        "Explain the misfit", _EXPLAIN, "Write it down", (reason,), parent, record="trail"
    )
    dialog.answered.connect(lambda values: given(str(values["reason"])))
    dialog.open()
