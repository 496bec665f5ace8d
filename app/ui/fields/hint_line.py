"""The one line under a field: a hint, how typed text is understood, or what is wrong with it."""

from PySide6.QtWidgets import QWidget

from app.ui.fields.cut_label import CutLabel
from app.ui.theme import Face, Role, dress
from app.ui.voice import Voice

_REST = 400
"""Milliseconds before what is wrong is told aloud: leaving a field may mend it."""


class HintLine(CutLabel):
    """A cut label that speaks in the tones of the theme."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._said = ("", Role.MUTED)
        self._rest = ("", Role.MUTED)
        self.voice = Voice(self, _REST)
        dress(self, face=Face.CAPTION, tone=Role.MUTED)

    def say(self, text: str, tone: Role = Role.MUTED) -> None:
        """Show a sentence in a tone of the theme; empty shows what it rests on, if anything."""
        self._said = (text, tone)
        if text and tone is Role.BLOCKS:
            self.voice.tell(text)
        else:
            self.voice.hush()
        text, tone = self._said if text else self._rest
        dress(self, tone=tone)
        self.show_text(text)

    def rest_on(self, text: str, tone: Role = Role.MUTED) -> None:
        """What to show while there is nothing else to say: where the answer comes from."""
        self._rest = (text, tone)
        self.say(*self._said)
