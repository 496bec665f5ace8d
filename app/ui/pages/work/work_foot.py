"""What is done about the work that is selected, below the list, and where its days come from.

The Work page has one. Acts write on a worker; the last one can be undone.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.deadlines.deadline import OWN, Clock, Deadline
from app.domain.work.work_item import WorkItem, WorkKind
from app.errors import Failure
from app.services.office.work_room import WorkRoom
from app.services.work.work_acts import Done
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Notice
from app.ui.pages.work.work_put_off import PutOffDialog
from app.ui.theme import Role, Space, dress

_MOST_CLOCKS = 3
"""Deadlines of one claim that are told here; its page tells all."""

_WAITS = (
    "The practice’s server is not reached. What you said is kept on this computer and done when the"
    " server is back."
)


class WorkFoot(QWidget):
    """`acted` says that something was done and the list has to be read again."""

    opened = Signal(object)  # WorkItem
    acted = Signal()

    def __init__(self, room: WorkRoom, notice: Notice, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self._notice = notice
        self._tools = tools
        self._item: WorkItem | None = None
        self._done: Done | None = None
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        dress(self.about, tone=Role.MUTED)
        self.open = self._button("Open", "folder-open", self._open)
        self.put_off = self._button("Put off…", "clock", self._ask_day, "Alt+P")
        self.take_over = self._button("Take over", "user", self._take_over, "Alt+T")
        self.followed_up = self._button("Followed up", "check", self._follow_up, "Alt+F")
        self.open.setToolTip("Open what is selected (Enter)")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.open, self.put_off, self.take_over, self.followed_up):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.about)
        column.addLayout(row)

    def show_item(self, item: WorkItem | None) -> None:
        """Offer what can be done about this, and say where its days come from."""
        self._item = item
        of_claim = item is not None and item.kind is WorkKind.CLAIM
        is_mine = item is not None and item.owner == self._room.trail.who
        self.open.setEnabled(item is not None)
        self.put_off.setEnabled(of_claim)
        self.take_over.setEnabled(of_claim and not is_mine)
        asked = item is not None and item.clock in (Clock.FOLLOW_UP, Clock.ANSWER)
        self.followed_up.setEnabled(of_claim and asked)
        clocks = self._clocks(item) if item is not None and of_claim else ()
        self.about.setText("\n".join(map(_words, clocks[:_MOST_CLOCKS])))
        self.about.setVisible(bool(clocks))

    def undo(self) -> None:
        """Set back what was done last, once."""
        done, self._done = self._done, None
        if done is not None:
            self._act(partial(self._room.acts.undo, done), is_undo=True)

    def _open(self) -> None:
        if self._item is not None:
            self.opened.emit(self._item)

    def _ask_day(self) -> None:
        item, room = self._item, self._room
        if item is None:
            return
        limits = [each for each in self._clocks(item) if each.clock not in OWN]
        words = f"{_words(limits[0])}. Putting off does not move that." if limits else ""
        dialog = PutOffDialog(item.about, words, self._room.clock.local, self)
        dialog.wished.connect(
            lambda day, reason: self._act(lambda: room.put_off(item.id, day, reason))
        )
        dialog.open()
        dialog.day.setFocus()

    def _take_over(self) -> None:
        if self._item is not None:
            self._act(partial(self._room.take_over, self._item.id, self._item.owner))

    def _follow_up(self) -> None:
        if self._item is not None:
            self._act(partial(self._room.followed_up, self._item.id))

    def _act(self, act: Callable[[], Done | None], *, is_undo: bool = False) -> None:
        """Do something to a claim on a worker."""

        def ended(done: Done | None) -> None:
            if done is None:
                ok = ("OK", lambda: self._notice.say(""))
                self._notice.say(_WAITS, Role.WARNS, (ok,))
                return
            self._done = None if is_undo else done
            undo = () if is_undo else (("Undo", self.undo),)
            ways = (*undo, ("OK", lambda: self._notice.say("")))
            self._notice.say(f"{done.before.number}: {done.words}.", Role.DONE, ways)
            self.acted.emit()

        def failed(error: Exception) -> None:
            self._done = None
            self._notice.say(self._tools.words.of(error), Role.BLOCKS)
            self.acted.emit()

        task = self._tools.runner.run(lambda _report: act(), ended, failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _clocks(self, item: WorkItem) -> tuple[Deadline, ...]:
        try:
            return self._room.deadlines.of_claim(item.id)
        except (Failure, KeyError):
            return ()  # the server is gone, or the claim: the list tells when it is read again

    def _button(
        self, words: str, icon: str, act: Callable[[], None], keys: str = ""
    ) -> QPushButton:
        button = QPushButton(words, self)
        self._tools.icons.put(button, icon)
        button.clicked.connect(lambda _checked: act())
        if keys:
            button.setShortcut(QKeySequence(keys))
            shown = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{words.removesuffix('…')} ({shown})")
        return button


def _words(deadline: Deadline) -> str:
    return f"{deadline.clock.value.capitalize()}: {deadline.words} – {deadline.basis}"
