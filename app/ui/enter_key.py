"""Enter presses the button that has the focus, as the space bar does; `application` sees to it.

Qt leaves that to dialogs and to some desktops.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class EnterPresses(QObject):
    """Watches one window of the system, where a key comes by before any widget has it.

    An Enter that a text field leaves unused must not press a button the focus has moved to since,
    so the keys that come back up from the widgets would be the wrong ones to look at.
    """

    def __init__(self, window: QWindow, parent: QObject) -> None:
        super().__init__(parent)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hand a plain Enter to a button as the space bar."""
        if event.type() in _KEYS and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            button = QApplication.focusWidget()
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and isinstance(button, QAbstractButton):
                none = Qt.KeyboardModifier.NoModifier
                space = QKeyEvent(
                    event.type(), Qt.Key.Key_Space, none, " ", event.isAutoRepeat(), event.count()
                )
                QCoreApplication.sendEvent(button, space)
                return True
        return super().eventFilter(watched, event)
