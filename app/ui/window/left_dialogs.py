"""Keeps what is typed in short dialogs over a lock or a crash; `Returning` has one for the window.

A dialog that opens again with the same question about the same record shows it again. Whoever
answers or cancels has ended it.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.services.notes.unfinished import Unfinished
from app.ui.dialogs.short_dialog import ShortDialog
from app.ui.pages.notes.unsigned_words import UnsignedWords
from app.ui.tasks import TaskRunner


class LeftDialogs(QObject):
    """Follows the focus of the window's dialogs: only one of them is open at a time."""

    def __init__(
        self, window: QWidget, app: QApplication, unfinished: Unfinished, runner: TaskRunner
    ) -> None:
        super().__init__(window)
        self._window = window
        self._unfinished = unfinished
        self._runner = runner
        self._dialog: ShortDialog | None = None
        self._words: UnsignedWords | None = None
        app.focusChanged.connect(self._on_focus)

    def keep_now(self) -> None:
        """Keep what stands in an open dialog, because of a lock. Raises disk failures."""
        if self._words is not None:
            self._words.keep_now()
            self._words = None  # the lock takes the dialog away, and nobody has answered it

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        dialog = new.window() if new is not None else None
        if not isinstance(dialog, ShortDialog) or dialog is self._dialog or not dialog.left_name:
            return
        parent = dialog.parentWidget()
        if parent is None or parent.window() is not self._window:
            return
        self._dialog = dialog
        self._words = UnsignedWords(self._unfinished, dialog.left_name, 0, dialog, self._runner)
        self._words.begin()
        dialog.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        if self._words is not None:
            self._words.forget()
        self._dialog, self._words = None, None
