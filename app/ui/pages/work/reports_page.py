"""The Reports page: a report as plot and table, the claims behind a row, PDF and CSV.

`report_ways` shows it. A report is counted on a worker; what is chosen meanwhile takes its place.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.evidence.light_table import Stopped
from app.domain.guides.answers import Answer, Choice
from app.domain.guides.guide import Option
from app.domain.work.aging import AgedQuery
from app.domain.work.report import Report
from app.errors import Failure
from app.log import Event
from app.services.office.payer_room import PayerRoom
from app.services.work.reports import Counted, Kind, Wish
from app.ui.fields.segments import SegmentsControl
from app.ui.page_tools import PageTools
from app.ui.pages.claims.aged_claims import AgedClaims
from app.ui.pages.parts.billing_page import BillingPage
from app.ui.pages.work.report_view import ReportView
from app.ui.tasks import Task
from app.ui.theme import Role, Space, dress

_BELOW = "What payers owe, answer and take their time over; nothing of what a patient owes"
_COUNTING = "Counting…"
_ALL_TIME, _TO_NOTES = "Count all time", "Show the notes"
_KINDS = (
    Option(Kind.AGING, "Aging"),
    Option(Kind.DENIALS, "Denials"),
    Option(Kind.MINUTES, "Minutes"),
    Option(Kind.TIMES, "Time to payment"),
)
_AGED_BY = (("Age by the day sent", "sent"), ("Age by the date of service", "service"))
_MONTHS = (("3 months", 3), ("12 months", 12), ("24 months", 24), ("All time", 0))


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where one is: the report wished for, and the claims shown behind it, if any are."""

    wish: Wish = field(default_factory=Wish)
    behind: AgedQuery | None = None


class ReportsPage(BillingPage):
    """Enter on a payer of the aging shows its claims, Enter on a claim asks for it."""

    claim_requested = Signal(str)  # claim id
    aged_by_chosen = Signal(str)
    notes_wished = Signal()

    def __init__(
        self,
        room: PayerRoom,
        place: ReportPlace,
        tools: PageTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tools, parent)
        self._reports = room.reports
        self._files = room.report_files
        self._wish = place.wish
        self._report: Report | None = None
        self._stop = threading.Event()
        self._task: Task[Report] | None = None
        self.kinds = SegmentsControl(self, _KINDS)
        self.kinds.describe("Report", "")
        self.by = _combo("How age is counted", _AGED_BY, self)
        self.months = _combo("How far back", _MONTHS, self)
        self.standing = QLabel(self)
        self.give_up = self._button("Stop", "x", self._on_give_up)
        self.give_up.hide()
        self.view = ReportView(tools, self)
        self.behind = AgedClaims(room.reports, tools, self)
        self.stack = QStackedWidget(self)
        self.pdf = self._button("Save as PDF…", "printer", self._ask_pdf)
        self.csv = self._button("Save as CSV…", "download", self._ask_csv)
        self._lay_out()
        self._connect()
        self._show_wish()
        self.count()
        if place.behind is not None:
            self.show_behind(place.behind)

    @property
    def place(self) -> ReportPlace:
        """Where one is, to come back to."""
        shows_claims = self.stack.currentWidget() is self.behind
        return ReportPlace(self._wish, self.behind.query if shows_claims else None)

    @property
    def report(self) -> Report | None:
        """The report that is shown; None while it is being counted."""
        return self._report

    def take_focus(self) -> None:
        """Put the focus on the choice of reports, or on the claims behind one."""
        if self.stack.currentWidget() is self.behind:
            self.behind.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.kinds.entrance().setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Go back to the report from its claims, else close."""
        if self.stack.currentWidget() is self.behind:
            self._back()
        else:
            super().leave()

    def choose(self, wish: Wish) -> None:
        """Show another report, or the same over another time."""
        self._wish = wish
        self.stack.setCurrentWidget(self.view)
        self._show_wish()
        self.count()

    def count(self) -> None:
        """Count what is wished for on a worker; what was being counted is given up."""
        self._stop.set()
        self._stop = stop = threading.Event()
        if self._task is not None:
            self._task.drop()
        self._report = None
        self._show_standing(_COUNTING)
        wish, reports, runner = self._wish, self._reports, self.tools.runner
        self._task = runner.run(
            lambda told: reports.make(wish, lambda: stop.is_set() or runner.is_stopping, told),
            self._on_counted,
            self._on_failed,
            self._on_progress,
        )
        if self._task is not None:
            self.destroyed.connect(self._task.drop)
        self.destroyed.connect(stop.set)

    def show_behind(self, query: AgedQuery) -> None:
        """Show the claims behind a sum of the aging."""
        try:
            self.behind.show_query(query)
        except Failure as failure:
            self.notice.say(str(failure), Role.BLOCKS)
            return
        self.stack.setCurrentWidget(self.behind)
        self.behind.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self, path: Path, *, as_pdf: bool) -> None:
        """Write the report to a file, on a worker."""
        report, files = self._report, self._files
        if report is None:
            return

        def work() -> None:
            if as_pdf:
                files.write_pdf(report, path)
            else:
                files.write_csv(report, path)

        def done(_nothing: None) -> None:
            self.notice.say(f"{path.name} saved.", Role.DONE)

        task = self.tools.runner.run(lambda _report: work(), done, self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _lay_out(self) -> None:
        self.head.show_title("Reports", _BELOW)
        for button in (self.pdf, self.csv):
            self.head.add_before_close(button)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.behind)
        dress(self.standing, tone=Role.MUTED)
        chosen = QHBoxLayout()
        chosen.setSpacing(Space.M)
        for widget in (self.kinds, self.by, self.months):
            chosen.addWidget(widget)
        chosen.addWidget(self.standing)
        chosen.addWidget(self.give_up)
        chosen.addStretch(1)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.M)
        column.addLayout(chosen)
        column.addWidget(self.stack, 1)
        self.show_wide(body)

    def _connect(self) -> None:
        self.kinds.sent.connect(self._on_kind)
        self.by.currentIndexChanged.connect(lambda _at: self._on_by())
        self.months.currentIndexChanged.connect(
            lambda _at: self.choose(replace(self._wish, months=self.months.currentData()))
        )
        self.view.opened.connect(self._open)
        self.view.next_requested.connect(self._go_on)
        self.behind.back.connect(self._back)
        self.behind.claim_requested.connect(self.claim_requested)

    def _on_kind(self, answer: Answer | None) -> None:
        kind = Kind(answer.value) if isinstance(answer, Choice) else self._wish.kind
        self.choose(replace(self._wish, kind=kind))

    def _on_by(self) -> None:
        self.choose(replace(self._wish, by=self.by.currentData()))
        self.aged_by_chosen.emit(self._wish.by)

    def _show_wish(self) -> None:
        self.kinds.show_answer(Choice(self._wish.kind))
        self.by.setVisible(self._wish.kind is Kind.AGING)
        self.months.setVisible(self._wish.kind is not Kind.AGING)
        for combo, value in ((self.by, self._wish.by), (self.months, self._wish.months)):
            combo.blockSignals(True)
            combo.setCurrentIndex(combo.findData(value))
            combo.blockSignals(False)

    def _show_standing(self, words: str) -> None:
        self.standing.setText(words)
        for button in (self.pdf, self.csv):
            button.setEnabled(self._report is not None)

    def _on_progress(self, news: Counted) -> None:
        if self._task is not None:  # else it is of one that was stopped
            self.give_up.show()
            self._show_standing(f"{_COUNTING} {news.done:,} {news.what} so far")

    def _on_give_up(self) -> None:
        self._stop.set()
        if self._task is not None:
            self._task.drop()
        self._end_count("Stopped. Choose a report or a time to count it.")

    def _end_count(self, words: str) -> None:
        if self.give_up.hasFocus():
            self.kinds.entrance().setFocus(Qt.FocusReason.OtherFocusReason)
        self.give_up.hide()
        self._task = None
        self._show_standing(words)

    def _on_counted(self, report: Report) -> None:
        self._report = report
        self._end_count("")
        self.view.show_report(report, _ALL_TIME if self._is_narrow else _TO_NOTES)

    def _on_failed(self, error: Exception) -> None:
        self._end_count("")
        if not isinstance(error, Stopped):
            self.notice.say(self.tools.words.of(error, Event.EXPORT_FAILED), Role.BLOCKS)

    def _open(self, payer: str) -> None:
        if self._wish.kind is Kind.AGING:
            self.show_behind(self._reports.query(self._wish.by, payer))

    @property
    def _is_narrow(self) -> bool:
        """Whether only some months are counted."""
        return self._wish.kind is not Kind.AGING and self._wish.months > 0

    def _go_on(self) -> None:
        if self._is_narrow:
            self.choose(replace(self._wish, months=0))
            self.kinds.entrance().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.notes_wished.emit()

    def _back(self) -> None:
        self.stack.setCurrentWidget(self.view)
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_pdf(self) -> None:
        self._ask(".pdf", "PDF files", partial(self.write, as_pdf=True))

    def _ask_csv(self) -> None:
        self._ask(".csv", "CSV files", partial(self.write, as_pdf=False))

    def _ask(self, suffix: str, words: str, take: Callable[[Path], None]) -> None:
        name = f"{self._wish.kind}{suffix}"
        self.tools.files.ask_to_save("Save the report", name, words, take, self)

    def _button(self, words: str, icon: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        self.tools.icons.put(button, icon)
        button.clicked.connect(lambda _checked: act())
        return button


def _combo(name: str, choices: tuple[tuple[str, object], ...], parent: QWidget) -> QComboBox:
    combo = QComboBox(parent)
    combo.setAccessibleName(name)
    for words, value in choices:
        combo.addItem(words, value)
    return combo
