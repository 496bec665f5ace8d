"""The page that takes in lists of the practice system, in four steps; nothing waits behind it.

Whoever leaves it in the middle finds it as it was: an import goes on, and what was chosen stays.
"""

import threading
from collections.abc import Callable
from enum import IntEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.incoming import ImportKind
from app.services.records.importing.work import (
    Checked,
    Imported,
    ImportFile,
    Importing,
    Progress,
    Source,
)
from app.ui.page_tools import PageTools
from app.ui.pages.importing.import_checking import CheckingStep
from app.ui.pages.importing.import_choosing import ChoosingStep
from app.ui.pages.importing.import_columns import ColumnsStep, first_columns
from app.ui.pages.importing.import_foot import ImportFoot
from app.ui.pages.importing.import_running import RunningStep
from app.ui.pages.importing.import_step import ImportStep
from app.ui.pages.importing.import_words import counted
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.page_head import PageHead
from app.ui.tasks import Report, Task
from app.ui.theme import Role, Space

Result = TypeVar("Result")


class At(IntEnum):
    """Where one is; `LOOKING` stands between two steps."""

    CHOOSING = 0
    COLUMNS = 1
    LOOKING = 2
    CHECKING = 3
    RUNNING = 4


_STEPS = {
    At.CHOOSING: "Step 1 of 4: the file",
    At.COLUMNS: "Step 2 of 4: columns",
    At.LOOKING: "Step 3 of 4: check",
    At.CHECKING: "Step 3 of 4: check",
    At.RUNNING: "Step 4 of 4: import",
}
_NEXT = {
    At.CHOOSING: "Next: columns",
    At.COLUMNS: "Next: check",
    At.LOOKING: "",
    At.RUNNING: "Close",
}
_BACK = {At.COLUMNS: At.CHOOSING, At.CHECKING: At.COLUMNS, At.RUNNING: At.CHOOSING}


class ImportPage(QWidget):
    """`saved` tells that records were kept."""

    closed = Signal()
    saved = Signal()

    def __init__(self, importing: Importing, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._importing = importing
        self._tools = tools
        self._file: ImportFile | None = None
        self._task: Task[Any] | None = None
        self._stopping = threading.Event()
        self.at = At.CHOOSING
        self.head = PageHead(tools.icons, self)
        self.head.close_wished.connect(self.leave)
        self.notice = Notice(tools.icons, self)
        self.choosing = ChoosingStep(tools, self)
        self.columns = ColumnsStep(importing, tools, self)
        self.looking = RunningStep("Looking through the rows", "Nothing is stored.", tools, self)
        self.checking = CheckingStep(tools, self)
        self.running = RunningStep(
            "Taking in", "You can go on with other work; this page keeps going.", tools, self
        )
        self._stack = QStackedWidget(self)
        self.foot = ImportFoot(self)
        self.back, self.next = self.foot.back, self.foot.next
        self._lay_out()
        self._connect()
        self._go(At.CHOOSING)

    @property
    def is_busy(self) -> bool:
        """Whether work is under way."""
        return self._task is not None

    def take_focus(self) -> None:
        """Put the focus where one goes on."""
        nothing_to_do = self.at is At.CHECKING and not self.checking.has_questions
        if self.next.isEnabled() and (self.at is At.CHOOSING or nothing_to_do):
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._step().take_focus()

    def flush(self) -> bool:
        """Nothing here waits to be stored; an import under way goes on by itself."""
        return True

    def stop(self) -> None:
        """End the work under way, after the rows it is at, and wait for that."""
        self._stopping.set()
        if self._task is not None:
            self._task.finish()

    def leave(self) -> None:
        """Close, unless work is under way."""
        if self.is_busy:
            self.notice.say("The work goes on. Stop it first, or go to another page meanwhile.")
        else:
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def read(self, path: Path) -> None:
        """Read a file on a worker."""
        if self.is_busy:
            return
        self.choosing.show_reading(path.name)
        self._run(
            lambda _report: self._importing.open_file(path),
            lambda found: self._on_read(path.name, *found),
        )

    def go_on(self) -> None:
        """The next step."""
        match self.at:
            case At.CHOOSING:
                self._show_columns()
            case At.COLUMNS:
                self._check()
            case At.CHECKING:
                self._import()
            case At.RUNNING:
                self.leave()
            case At.LOOKING:
                pass

    def go_back(self) -> None:
        """The step before; after the end, another file."""
        if self.at is At.RUNNING:
            self._file = None
            self.choosing.show_none()
        self._go(_BACK.get(self.at, At.CHOOSING))

    def _on_read(self, name: str, file: ImportFile | None, problems: tuple[str, ...]) -> None:
        self._file = file
        if file is None:
            self.choosing.show_refused(name, problems)
            return
        self.choosing.show_file(name, file)
        self.take_focus()

    def _show_columns(self) -> None:
        if self._file is not None:
            self.columns.show_source(self._source(self._file, self.choosing.kind))
            for before, after in pairwise((*self.columns.made_late, self.back, self.next)):
                QWidget.setTabOrder(before, after)
            self._go(At.COLUMNS)

    def _source(self, file: ImportFile, kind: ImportKind) -> Source:
        kept = self._tools.settings().import_columns.get(_key(file, kind))
        width = len(file.headings)
        return Source(file, kind, first_columns(file.guess(kind), kept, kind, width))

    def _check(self) -> None:
        source = self.columns.source
        if source is None or self.columns.lacking:
            return
        settings = self._tools.settings()
        key = _key(source.file, source.kind)
        self._tools.keep_settings(settings.with_columns(key, source.columns))
        self.looking.begin(source.file.size)
        self._go(At.LOOKING)
        self._run(
            lambda report: self._importing.check(source, report, self._stopping.is_set),
            self._on_checked,
            self.looking.show_progress,
        )

    def _on_checked(self, checked: Checked) -> None:
        if self._stopping.is_set():
            self._go(At.COLUMNS)
            return
        self.checking.show_checked(checked)
        self._go(At.CHECKING)

    def _import(self) -> None:
        source, choices = self.columns.source, self.checking.choices
        assert source is not None, "it was checked"
        self.running.begin(source.file.size)
        self._go(At.RUNNING)
        self._run(
            lambda report: self._importing.run(source, choices, report, self._stopping.is_set),
            self._on_imported,
            self.running.show_progress,
        )

    def _on_imported(self, imported: Imported) -> None:
        self.running.show_imported(imported)
        self._show_buttons()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.saved.emit()

    def _run(
        self,
        work: Callable[[Report], Result],
        done: Callable[[Result], None],
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._stopping.clear()
        self.notice.say("")

        def ended(result: Result) -> None:
            self._task = None
            done(result)
            self._show_buttons()

        self._task = self._tools.runner.run(work, ended, self._on_failed, progress)
        self._show_buttons()

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        before = {At.LOOKING: At.COLUMNS, At.RUNNING: At.CHECKING}
        self._go(before.get(self.at, self.at))
        self.notice.say(self._tools.words.of(error), Role.BLOCKS)
        self.saved.emit()  # rows before the failure stay

    def _go(self, at: At) -> None:
        self.at = at
        self._stack.setCurrentIndex(at)
        self.head.show_title("Import from the practice system", _STEPS[at])
        self._show_buttons()
        self.take_focus()

    def _step(self) -> ImportStep:
        step = self._stack.currentWidget()
        assert isinstance(step, ImportStep), "only steps are put here"
        return step

    def _show_buttons(self) -> None:
        back = "Import another file" if self.at is At.RUNNING else "Back"
        rows = counted(self.checking.taken, "row", "rows")
        on = f"Import {rows}" if self.at is At.CHECKING else _NEXT[self.at]
        shown = back if self.at in _BACK else ""
        self.foot.show_ways(shown, on, self._step().lacking, busy=self.is_busy)

    def _connect(self) -> None:
        self.choosing.file_wished.connect(self.read)
        for step in (self.choosing, self.columns, self.checking):
            step.changed.connect(self._show_buttons)
        for running in (self.looking, self.running):
            running.stop_wished.connect(self._stopping.set)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)

    def _lay_out(self) -> None:
        for step in (self.choosing, self.columns, self.looking, self.checking, self.running):
            self._stack.addWidget(step)
        said = QVBoxLayout()
        said.setContentsMargins(Space.L, Space.S, Space.L, 0)
        said.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(said)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)


def _key(file: ImportFile, kind: ImportKind) -> str:
    return f"{kind.value}-{file.digest}"
