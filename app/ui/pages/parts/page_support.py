"""What record pages are built with; the main window hands one to each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject

from app.services.notes.answer_reading import AnswerReader
from app.services.notes.charting import Clock
from app.ui.fields.support import EditorSupport
from app.ui.file_dialogs import FileDialogs
from app.ui.icons import Icons
from app.ui.tasks import Task, TaskRunner
from app.ui.theme import Appearance

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class PageSupport:
    """The look, the surroundings of editors, how answers are read, the time, the workers.

    `user` is the staff id of who is at the keyboard.
    """

    appearance: Appearance
    editors: EditorSupport
    reader: AnswerReader
    clock: Clock
    tasks: TaskRunner
    user: str
    files: FileDialogs

    @property
    def icons(self) -> Icons:
        """The icon set."""
        return self.editors.icons

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> Task[Result] | None:
        """Begin work on a worker; when its owner is gone by the end, nobody is called."""
        task = self.tasks.run(lambda _report: work(), done, failed)
        if task is not None:
            owner.destroyed.connect(task.drop)
        return task
