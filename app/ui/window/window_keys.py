"""Keys of the window work in text fields too; `application` has each main window's watched.

Where windows are drawn by X11, Qt's text fields take Ctrl+U, Ctrl+D, Ctrl+K and Ctrl+E for editing
keys of their own: who meant to switch the user would erase the line.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.ui.actions import ACTIONS, Do

# These mean the field, the form or the row the caret is in; who shows them sees to them.
_WITHIN: Final = {Do.UNDO, Do.REDO, Do.ADD_ROW}
_KEYS: Final = frozenset(k for do, spec in ACTIONS.items() if do not in _WITHIN for k in spec.keys)
_TYPED_IN: Final = (QLineEdit, QPlainTextEdit, QTextEdit)
_PRESSED: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class WindowKeys(QObject):
    """Keeps the keys of the one table of actions from the text field that has the focus.

    Only that field is watched, so that no other event is looked at here.
    """

    def __init__(self, window: QWidget, application: QApplication) -> None:
        super().__init__(window)
        self._window = window
        application.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the window have its keys; one that does nothing here does nothing to the text."""
        if event.type() in _PRESSED and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()).toString()
            if pressed in _KEYS:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _watch(self, left: QWidget | None, entered: QWidget | None) -> None:
        if left is not None:
            left.removeEventFilter(self)
        if isinstance(entered, _TYPED_IN) and entered.window() is self._window:
            entered.installEventFilter(self)
