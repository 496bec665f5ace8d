"""The menu of who is at the keyboard: a letter goes to a name. The rail opens it."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu


class NamesMenu(QMenu):
    """A typed letter goes on to the next line that begins with it; Enter takes the line.

    Qt goes by underlined letters alone, and names have none.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the next line that begins so; the keys of Qt otherwise."""
        typed = event.text().casefold()
        lines = self.actions()
        at = lines.index(self.activeAction()) + 1 if self.activeAction() in lines else 0
        after = (*lines[at:], *lines[:at])
        if typed.isalnum() and (
            found := next(
                (each for each in after if each.text().casefold().startswith(typed)), None
            )
        ):
            self.setActiveAction(found)
        else:
            super().keyPressEvent(event)
