"""What record pages are built with; the main window hands one to each."""

from dataclasses import dataclass

from app.services.answer_reading import AnswerReader
from app.services.charting import Clock
from app.ui.fields.support import EditorSupport
from app.ui.icons import Icons
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance


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

    @property
    def icons(self) -> Icons:
        """The icon set."""
        return self.editors.icons
