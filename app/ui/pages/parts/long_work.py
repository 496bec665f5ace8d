"""Work that takes a while, with how far it is and a way to stop it; copies and binders show one."""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.domain.evidence.light_table import Progress, Stop, Stopped
from app.log import Event
from app.ui.page_tools import PageTools
from app.ui.theme import Role, Space, dress

Result = TypeVar("Result")
STOPPED = "Stopped. Nothing was written."


class LongWork(QWidget):
    """One piece of work at a time; `is_running` tells whether it is under way."""

    def __init__(self, tools: PageTools, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools = tools
        self._stop = threading.Event()
        self.is_running = False
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
        self.stop = QPushButton("Stop", self)
        self.stop.clicked.connect(self._on_stop)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self._said)
        self._show_running(running=False)
        self.say("")
        self.destroyed.connect(self._stop.set)

    @property
    def said(self) -> str:
        """The sentence below the bar; empty while there is none."""
        return "" if self._said.isHidden() else self._said.text()

    def run(self, work: Callable[[Progress, Stop], Result], done: Callable[[Result], None]) -> None:
        """Begin work on a worker; `done` gets what came of it, a failure is said here."""
        self._stop = stop = threading.Event()
        self.destroyed.connect(stop.set)
        runner = self._tools.runner

        def ended(result: Result) -> None:
            self._show_running(running=False)
            done(result)

        task = runner.run(
            lambda report: work(
                lambda at, of: report((at, of)), lambda: stop.is_set() or runner.is_stopping
            ),
            ended,
            self._on_failed,
            self._show_progress,
        )
        if task is not None:
            self.destroyed.connect(task.drop)
            self.say("")
            self._show_running(running=True)

    def say(self, sentence: str, tone: Role = Role.MUTED) -> None:
        """Say what came of it."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        dress(self._said, tone=tone)

    def _show_running(self, *, running: bool) -> None:
        self.is_running = running
        for widget in (self.bar, self.stop):
            widget.setVisible(running)
        if running:
            self.bar.setRange(0, 0)
            self.stop.setEnabled(True)
            self.stop.setText("Stop")

    def _show_progress(self, news: tuple[int, int]) -> None:
        done, of = news
        self.bar.setRange(0, max(1, of))
        self.bar.setValue(done)

    def _on_stop(self) -> None:
        self._stop.set()
        self.stop.setEnabled(False)
        self.stop.setText("Stopping…")

    def _on_failed(self, error: Exception) -> None:
        self._show_running(running=False)
        if isinstance(error, Stopped):
            self.say(STOPPED)
        else:
            self.say(self._tools.words.of(error, Event.EXPORT_FAILED), Role.BLOCKS)
