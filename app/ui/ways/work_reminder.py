"""Reminds of work quietly: a count at the rail's Work button, and one banner a day and at unlock.

The window has one. Counting reads the first page of one's own work, on a worker.
"""

import datetime as dt

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.work.work_item import Tally
from app.services.office.work_room import WorkRoom
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice
from app.ui.tasks import Task
from app.ui.theme import Role

EVERY_MS = 600_000
"""Ten minutes: a deadline comes with a new day, and colleagues take work over now and then."""

COUNTED = 99


class WorkReminder(QObject):
    """`counted` carries the words of the count, empty for none."""

    counted = Signal(str)
    work_wished = Signal()

    def __init__(self, room: WorkRoom, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._room = room
        self._tools = tools
        self._told_on: dt.date | None = None
        self._due = 0
        self._again = False
        self._task: Task[Tally] | None = None
        self.banner = Notice(tools.icons, window)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.count)
        self._timer.start()

    def count(self) -> None:
        """Count anew; a banner tells it once a day, and while it is open follows what was done."""
        self._again = self._task is not None  # it may have read before what was done now
        if self._task is None:
            worklist = self._room.worklist
            self._task = self._tools.runner.run(
                lambda _report: worklist.tally(COUNTED), self._tell, self._give_up
            )

    def follow(self) -> None:
        """Count anew while something is told as due: it may be done by now."""
        if self._due:
            self.count()

    def stop(self) -> None:
        """Count no more: the window closes."""
        self._timer.stop()
        if self._task:
            self._task.drop()

    def _tell(self, tally: Tally) -> None:
        self._task = None
        if self._again:
            self.count()
            return
        count = self._due = tally.overdue + tally.today
        self.counted.emit(f"{count}+" if tally.more else str(count) if count else "")
        today = self._room.today()
        if today == self._told_on and not self.banner.text:
            return
        self._told_on = today
        words = f"Your work: {tally.words}." if tally.words else ""
        ways = (("Show work", self._show), ("OK", self._close))
        self.banner.say(words, Role.WARNS if tally.overdue else Role.SILENT, ways)

    def _show(self) -> None:
        self._close()
        self.work_wished.emit()

    def _close(self) -> None:
        self.banner.say("")

    def _give_up(self, error: Exception) -> None:
        """The next count tries again; nobody asked for this one."""
        del error
        self._task = None
