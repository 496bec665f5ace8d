"""Says above an open note what no longer fits since its form changed, until somebody decides."""

from PySide6.QtWidgets import QWidget

from app.domain.note import Note
from app.errors import Failure
from app.services.notes.guide_migration import FormChanges
from app.ui import clipboard
from app.ui.icons import Icons
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role


class FormChangedNotice(Notice):
    """Hidden while everything in the note fits. What does not is printed and sent nowhere."""

    def __init__(self, note: Note, changes: FormChanges, icons: Icons, parent: QWidget) -> None:
        super().__init__(icons, parent)
        self._note = note
        self._changes = changes
        self._left = changes.undecided(note.id) if note.version else {}
        if self._left:
            self._show()

    def _show(self) -> None:
        count = len(self._left)
        answers = "1 answer has" if count == 1 else f"{count} answers have"
        listed = "".join(f"\n• {_words(path)}: {shown}" for path, shown in self._left.items())
        words = (
            f"The form has changed since this note was begun: {answers} no place in it any more."
            f" Nothing of that is printed or sent; copy what you need, then decide.{listed}"
        )
        self.say(words, Role.WARNS, (("Copy", self._copy), ("Leave out", self._leave_out)))

    def _copy(self) -> None:
        text = "\n".join(f"{_words(path)}: {shown}" for path, shown in self._left.items())
        clipboard.put(text)

    def _leave_out(self) -> None:
        try:
            self._changes.leave_out(self._note)
        except Failure as failure:
            self.say(str(failure), Role.BLOCKS, (("Try again", self._leave_out),))
        else:
            self.say("")


def _words(path: str) -> str:
    """The old question as well as its id tells it: the form has no label for it any more."""
    return " · ".join(part.replace("_", " ") for part in path.split("/")[::2]).capitalize()
