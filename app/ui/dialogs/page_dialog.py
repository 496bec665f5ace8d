"""A dialog around a page like those of the door: asks, works on a worker, says what went wrong.

The ways to people open them: another user, PINs, passphrases, accounts, leaving.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from app.log import Event
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.scrolled import Scrolled
from app.ui.enter_key import EnterPresses
from app.ui.failure_words import FailureWords
from app.ui.tasks import Task, TaskRunner
from app.ui.theme import Space

WIDTH = 480

Result = TypeVar("Result")


class PageDialog(QDialog):
    """Shows one page at a time. Escape closes it, and so does the way back of a page that has no
    other one; what was typed goes too.
    """

    def __init__(self, runner: TaskRunner, words: FailureWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self._words = words
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        self._room = Scrolled(self._column, self)
        self._page: DoorPage | None = None
        self.finished.connect(self.deleteLater)

    def show_page(self, page: DoorPage, back: Callable[[], None] | None = None) -> None:
        """Show a page, made with the dialog as the parent, in place of the one before.

        The focus goes where the page begins. `back` is where its way back leads.
        """
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self.setWindowTitle(page.accessibleName())
        self._column.addWidget(page)
        page.show()
        page.back_wished.connect(back or self.reject)
        for button in (page.next, page.back):
            button.setAutoDefault(False)  # the lines say what Enter does
        _beginning(page).setFocus()
        self._room.fit()
        if self.isVisible():
            return
        self.open()
        if (handle := self.windowHandle()) is not None:
            EnterPresses(handle, self)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Qt itself gives a dialog two thirds of the screen at most, and cuts words off."""
        super().showEvent(event)
        self._room.fit()

    def work(
        self,
        page: DoorPage,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do slow work on a worker, with the page busy; a failure is said on the page."""
        page.say("")
        page.set_busy(busy=True)

        def on_done(result: Result) -> None:
            page.set_busy(busy=False)
            done(result)

        def on_failed(error: Exception) -> None:
            page.set_busy(busy=False)
            page.say(self._words.of(error, Event.UNLOCK_FAILED))
            line = next(iter(page.findChildren(QLineEdit)), None)
            if line is not None:
                line.setFocus()
                line.selectAll()
            if refused is not None:
                refused(error)

        task: Task[Result] | None = self._runner.run(lambda _report: work(), on_done, on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)


def _beginning(page: DoorPage) -> QWidget:
    """The first line, else the first choice, else the way back: no act is one key press away."""
    kinds: tuple[type[QWidget], ...] = (QLineEdit, QComboBox)
    editors = (each for kind in kinds for each in page.findChildren(kind))
    shown = (each for each in editors if each.isVisibleTo(page))
    return next(shown, page.back if page.has_way_back else page.next)
