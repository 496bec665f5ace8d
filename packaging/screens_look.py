"""What is done with each screen of the tour of `screens.py`: `Pictures` draws it, tests look."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QWidget


class Look(Protocol):
    """Is shown one screen after the other, in the order of the tour."""

    def settle(self) -> None:
        """Let layouts come to rest."""

    def at_page(self, widget: QWidget, name: str) -> None:
        """A window, with the page of that name shown just now."""

    def at_dialog(self, window: QWidget, dialog: QDialog, name: str) -> None:
        """An open dialog over its window, at rest."""


class Pictures:
    """Draws every screen to a file; the files are numbered in the order of the tour."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    def settle(self) -> None:
        """Let layouts and late paintings come to rest."""
        loop = QEventLoop()
        QTimer.singleShot(60, loop.quit)
        loop.exec()

    def at_page(self, widget: QWidget, name: str) -> None:
        """Draw a window."""
        self.settle()
        widget.grab().save(self._next_file(name))

    def at_dialog(self, window: QWidget, dialog: QDialog, name: str) -> None:
        """Draw a dialog over its window, as the screen would show it."""
        picture = window.grab()
        dialog.render(picture, dialog.mapToGlobal(dialog.rect().topLeft()) - window.pos())
        picture.save(self._next_file(name))

    def _next_file(self, name: str) -> str:
        self._number += 1
        return str(self._folder / f"{self._number:02} {name.replace('/', ' ')}.png")
