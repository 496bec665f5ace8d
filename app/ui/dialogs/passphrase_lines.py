"""Two lines for a new passphrase, with its rules and its strength in words while it is typed."""

from PySide6.QtWidgets import QLabel

from app.services.people.passphrase import passphrase_problems
from app.ui.dialogs.door_page import DoorPage
from app.ui.theme import Face, Role, dress

_STRONG_CHARACTERS = 20
"""Four words of a list of some thousand have about this many letters; more is ample here, since
each guess costs half a second and 128 MiB."""


def strength_words(passphrase: str) -> tuple[str, Role]:
    """How good a passphrase is, or the first thing wrong with it, and in which color to say so."""
    if not passphrase:
        return "At least 12 characters. Four words with blanks are easy to recall.", Role.MUTED
    if problems := passphrase_problems(passphrase):
        return problems[0], Role.WARNS
    if len(passphrase.strip()) >= _STRONG_CHARACTERS:
        return "Strong.", Role.DONE
    return "Good. One more word would make it strong.", Role.DONE


class PassphraseLines:
    """Adds its widgets to a page; asks twice, so that a slip of the finger locks nobody out."""

    def __init__(self, page: DoorPage) -> None:
        self._page = page
        self.first = page.line("New passphrase", hidden=True)
        self._strength: QLabel = page.words("", Face.CAPTION, Role.MUTED)
        self.second = page.line("The same again", hidden=True)
        self.first.textChanged.connect(self._show_strength)
        self._show_strength("")

    def read(self) -> str:
        """The passphrase when it will do; else empty, and the page says why.

        The caret goes where it is typed again: below may stand a line that shows what is typed.
        """
        typed = self.first.text()
        if problems := passphrase_problems(typed):
            self._page.say(problems[0])
            self.first.setFocus()
            self.first.selectAll()
            return ""
        if typed != self.second.text():
            self._page.say("The two are not the same. Type the second one again.")
            self.second.setFocus()
            self.second.selectAll()
            return ""
        self._page.say("")
        return typed

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def _show_strength(self, typed: str) -> None:
        words, role = strength_words(typed)
        self._strength.setText(words)
        dress(self._strength, tone=role)
