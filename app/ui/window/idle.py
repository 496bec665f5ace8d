"""Notices that nobody has typed or pointed for a while.

`application` locks the practice after minutes, the background works faster after seconds.
"""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}

QUIET_AFTER_MS = 20_000
"""Longer than somebody thinks in the middle of a sentence."""


class IdleWatch(QObject):
    """Watches one window of the system: few events pass there, unlike in the whole application."""

    idled = Signal()

    def __init__(self, window: QWindow, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idled)
        window.installEventFilter(self)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication), "there is a window, so there is one"
        app.focusWindowChanged.connect(self._timer.start)  # dialogs are windows of their own
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Wait so long from now on."""
        self._timer.start(minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Start to wait anew whenever somebody does something."""
        if event.type() in _SIGNS:
            self._timer.start()
        return super().eventFilter(watched, event)


class Quiet(QObject):
    """Knows whether somebody has typed or pointed in a window just now."""

    def __init__(self, window: QWidget, after_ms: int = QUIET_AFTER_MS) -> None:
        super().__init__(window)
        self._after_ms = after_ms
        self._since = QElapsedTimer()
        self._since.start()
        self._window = window
        window.installEventFilter(self)  # until it is shown: only then the system has a window

    @property
    def is_now(self) -> bool:
        """Whether nobody does anything there; an open dialog is somebody's."""
        return self._since.hasExpired(self._after_ms) and QApplication.activeModalWidget() is None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait anew whenever somebody does something."""
        if event.type() in _SIGNS:
            self._since.start()
        elif watched is self._window and event.type() == QEvent.Type.Show:
            self._window.removeEventFilter(self)
            self._window.windowHandle().installEventFilter(self)
        return super().eventFilter(watched, event)
