"""The Retention page: how long records are kept, and those that have come to their day.

`request_ways` shows it. The records are gone through on a worker.
"""

from pathlib import Path

from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QWidget,
)

from app.documents.requests.retention import NO_DELETION, NOTHING
from app.domain.reading.dates import show_date
from app.services.printing.printing import Printed
from app.services.requests.retention import FILE_NAME, DueFile, Retained, Retention
from app.ui.models.rows_model import RowsModel
from app.ui.page_tools import PageTools
from app.ui.pages.parts.long_work import LongWork
from app.ui.pages.parts.row_table import RowTable
from app.ui.pages.requests.plain_page import PlainPage
from app.ui.theme import Face, Role, Space, dress

_TITLES = ("Patient", "Date of birth", "Chart number", "Last entry", "Not before")
_BELOW = "Which records may be disposed of, and not before when"
_ROW_HEIGHT = 36


class _DueModel(RowsModel[DueFile]):
    """Records that have come to their day."""

    def words(self, row: DueFile, column: int) -> str:
        """What a cell says."""
        return _cells(row)[column]


class RetentionPage(PlainPage):
    """Looks through all records when it is made."""

    def __init__(
        self, retention: Retention, tools: PageTools, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, "Retention", _BELOW, parent)
        self._retention = retention
        self._retained: Retained | None = None
        self.save = self.add_tool("Save as PDF…", "download")
        self.save.clicked.connect(self._ask_file)
        self.save.setEnabled(False)
        self.rule = self._label(Face.LEAD, Role.TEXT)
        self.source = self._label(Face.CAPTION, Role.MUTED)
        self.counts = self._label(Face.BODY, Role.TEXT)
        self.warning = self._label(Face.CAPTION, Role.WARNS)
        self.warning.setText(NO_DELETION)
        self._due = _DueModel(_TITLES, self)
        self.table = RowTable(self._due, "Records that have come to their day", _ROW_HEIGHT, self)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.hide()
        self.work = LongWork(tools, "How far the records are looked through", self)
        self.body.setSpacing(Space.S)
        for widget in (self.rule, self.source, self.counts, self.work, self.table, self.warning):
            self.body.addWidget(widget, 1 if widget is self.table else 0)
        self.body.addStretch(0)
        self.work.run(lambda _progress, stop: retention.look(stop), self._show)

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def save_to(self, path: Path) -> None:
        """Save the report as a PDF file."""
        retained, retention = self._retained, self._retention
        if retained is not None:

            def saved(_printed: Printed) -> None:
                self.work.say(f"{path.name} saved. It names patients; keep it safe.", Role.DONE)

            self.work.run(lambda _progress, _stop: retention.save(retained, path), saved)

    def _show(self, retained: Retained) -> None:
        self._retained = retained
        self.save.setEnabled(True)
        name = retained.rule.name if retained.is_own_state else "No rule for this state here"
        self.rule.setText(f"{name}: {retained.rule_words}.")
        parts = (retained.basis_words, retained.rule.note)
        self.source.setText(" · ".join(part for part in parts if part))
        self.counts.setText(_counts(retained))
        self._due.put(retained.due)
        self.table.setVisible(bool(retained.due))

    def _label(self, face: Face, tone: Role) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        dress(label, face=face, tone=tone)
        return label

    def _ask_file(self) -> None:
        self.tools.files.ask_to_save("Retention report", FILE_NAME, "PDF files", self.save_to, self)


def _counts(retained: Retained) -> str:
    come = f"{retained.come:,} have come to their day"
    said = [come if retained.come else NOTHING.rstrip("."), f"{retained.young:,} are to be kept"]
    if retained.unknown:
        said.append(f"{retained.unknown:,} have no date of birth: keep them")
    if retained.empty:
        said.append(f"{retained.empty:,} patients have no entry")
    if len(retained.due) < retained.come:
        said.append(f"the first {len(retained.due):,} are listed")
    return f"{'; '.join(said)}."


def _cells(due: DueFile) -> tuple[str, ...]:
    born = due.patient.birth_date
    return (
        due.patient.name.sorted,
        show_date(born) if born else "",
        due.patient.chart_number,
        show_date(due.last),
        show_date(due.not_before),
    )
