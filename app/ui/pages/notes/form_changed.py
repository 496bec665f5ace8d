"""Says above an open note what no longer fits since its form changed, until somebody decides."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.domain.notes.note import Signature
from app.errors import Failure
from app.services.notes.draft import Draft
from app.services.notes.guide_migration import FormChanges, placeless
from app.ui import clipboard
from app.ui.icons import Icons
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role


class FormChangedNotice(Notice):
    """Hidden while everything in the note fits. What does not is printed and sent nowhere.

    A signed note has nothing to decide: what was signed is printed as it was, and says so.
    """

    def __init__(self, draft: Draft, changes: FormChanges, icons: Icons, parent: QWidget) -> None:
        super().__init__(icons, parent)
        self._note = note = draft.note
        self._changes = changes
        self._left: Mapping[str, str] = {}
        if note.signature is not None:
            self._show_signed(draft, note.signature)
        elif note.version:
            self._left = changes.undecided(note.id)
            if self._left:
                self._show()

    def _show(self) -> None:
        words = (
            f"The form has changed since this note was begun: {self._answers()} no place in it any"
            " more. Nothing of that is printed or sent; copy what you need, then decide."
            f"{self._listed()}"
        )
        self.say(words, Role.WARNS, (("Copy", self._copy), ("Leave out", self._leave_out)))

    def _show_signed(self, draft: Draft, signature: Signature) -> None:
        """Say what of a signed note the form cannot show, or judges otherwise than its signer."""
        guide = draft.guide.guide
        if draft.note.guide_digest in ("", guide.digest):
            return
        self._left = placeless(draft.note, guide)
        if not self._left and len(tuple(draft.state.open_items)) == signature.open_items:
            return
        words = (
            "The form has changed since this note was signed. Its preview shows the pages that were"
            " signed; what is still needed is judged by the form as it is now."
        )
        if not self._left:
            self.say(words, Role.SILENT)
            return
        words = f"{words} {self._answers()} no place in it any more:{self._listed()}"
        self.say(words, Role.WARNS, (("Copy", self._copy),))

    def _answers(self) -> str:
        count = len(self._left)
        return "1 answer has" if count == 1 else f"{count} answers have"

    def _listed(self) -> str:
        return "".join(f"\n• {_words(path)}: {shown}" for path, shown in self._left.items())

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
