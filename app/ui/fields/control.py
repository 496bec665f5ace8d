"""The inside of an editor: what one kind of field is typed or picked with. Framed by `editor`."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.guides.answers import Answer

Raw = str | Answer | None
"""What the user did: text still to be read, a finished answer, or None for a cleared field."""


class Control(QWidget):
    """Shows an answer and says what the user did to it.

    Signals come from the user alone: `show_answer` never emits.
    """

    sent = Signal(object)  # Raw, with every keystroke or click
    finished = Signal(object)  # Raw, picked whole: the answer should now be shown as it was read
    noted = Signal(str)  # how the text typed so far is understood
    refused = Signal(str)  # one sentence why what the user did was not taken
    rebuilt = Signal()  # there are other stops now

    typed = False
    """Whether what is typed must stay as it is until the user leaves the field."""

    narrow = False
    """Whether half a column is wide enough."""

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer, or an empty control; a caret stays where it is when nothing changes."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Let the answer be read and copied, but not changed."""
        raise NotImplementedError

    def stops(self) -> Sequence[QWidget]:
        """All widgets that take the focus, in the order of the tab key."""
        raise NotImplementedError

    def entrance(self) -> QWidget:
        """The widget that gets the focus when somebody comes to the field."""
        return self.stops()[0]

    def describe(self, name: str, description: str) -> None:
        """Tell assistive technology what the control is for."""
        entrance = self.entrance()
        entrance.setAccessibleName(name)
        entrance.setAccessibleDescription(description)

    def leave_out(self, value: str) -> None:
        """Offer everything but this choice; controls without choices leave nothing out."""

    def on_left(self) -> None:
        """The user went on to another field: take what was typed whole, or say what is wrong."""

    def set_example(self, example: str) -> None:
        """Show an example while nothing is typed; controls without text have no place for it."""
