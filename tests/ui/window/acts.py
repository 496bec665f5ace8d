"""What a user does in the window, in the words of the tests."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.guides.answers import Text
from app.ui.dialogs.finder import Finder
from app.ui.fields.editor import FieldEditor
from tests.office_desk import CONTROL, OfficeDesk

Sit = Callable[[Path], OfficeDesk]
"""Starts the program on a folder."""

SHIFT = Qt.KeyboardModifier.ShiftModifier


def finder(desk: OfficeDesk) -> Finder:
    """The finder that is open."""
    open_now = [each for each in desk.window.findChildren(Finder) if each.isVisible()]
    assert len(open_now) == 1
    return open_now[0]


def new_note(desk: OfficeDesk, code: str = "D9311", patient: str = "Marisol") -> None:
    """Make a note by keyboard alone."""
    desk.shortcut(Qt.Key.Key_N, CONTROL)
    desk.type(finder(desk).line, patient)
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    desk.type(finder(desk).line, code)
    desk.press(finder(desk).line, Qt.Key.Key_Return)


def editor(desk: OfficeDesk, path: str) -> FieldEditor:
    """The editor at a path, gone to as a jump does."""
    desk.page.go_to(path)
    found = [e for e in desk.page.form.findChildren(FieldEditor) if e.path == path]
    return found[0]


def type_condition(desk: OfficeDesk, text: str) -> None:
    """Type into a line of the form."""
    desk.type(editor(desk, "condition").focus_widget(), text)


def texts(desk: OfficeDesk) -> list[str]:
    """What the stored notes hold in the field that tests type into."""
    answers = [note.content.answers.get("condition") for note in desk.stored()]
    return [answer.value for answer in answers if isinstance(answer, Text)]
