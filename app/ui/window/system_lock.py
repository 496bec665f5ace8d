"""Notices that the system's own screen is locked or goes to sleep; `application` locks then too.

On Linux the desktop says so on its message bus, and so does systemd's login manager. On Windows the
system sends a message to a window that asked for it. macOS tells only programs that bring Apple's
own bindings along: there the practice is locked after idle minutes alone.
"""

import ctypes
import os
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)
from PySide6.QtGui import QWindow

if TYPE_CHECKING:  # the bus is asked for once the window stands, and on Linux alone
    from PySide6.QtDBus import QDBusConnection

_LOGIN = "org.freedesktop.login1"
_LOGIN_PATH = "/org/freedesktop/login1"
_SCREEN_SAVERS = tuple(
    f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate")
)
_BEGUN = SLOT("on_begun(bool)")

_SESSION_CHANGE = 0x02B1  # WM_WTSSESSION_CHANGE, learn.microsoft.com/windows/win32/termserv
_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_LOCKING = {0x2, 0x4, 0x6, 0x7}  # console left, remote left, logged off, locked
_POWER = 0x0218  # WM_POWERBROADCAST
_SUSPENDING = 0x4  # PBT_APMSUSPEND


class SystemLock(QObject):
    """`locked` when nobody can be seen to sit at the screen any more."""

    locked = Signal()


class BusLock(SystemLock):
    """Listens on the message buses of Linux. One that is not there says nothing."""

    def __init__(
        self, system: "QDBusConnection", session: "QDBusConnection", parent: QObject
    ) -> None:
        super().__init__(parent)
        own = own_session_path(os.environ.get("XDG_SESSION_ID", ""))
        heard = [
            (system, _LOGIN, own, f"{_LOGIN}.Session", "Lock", SLOT("on_locked()")),
            (system, _LOGIN, _LOGIN_PATH, f"{_LOGIN}.Manager", "PrepareForSleep", _BEGUN),
        ]
        heard += [(session, "", "", saver, "ActiveChanged", _BEGUN) for saver in _SCREEN_SAVERS]
        for bus, *signal, slot in heard:
            bus.connect(*signal, self, slot)  # type: ignore[call-overload] # it takes a SLOT, which is str; the stubs ask for bytes

    @Slot()
    def on_locked(self) -> None:
        """The login manager locks this session."""
        self.locked.emit()

    @Slot(bool)
    def on_begun(self, begun: bool) -> None:
        """The screen is locked or the computer goes to sleep; the end of that is no matter."""
        if begun:
            self.locked.emit()


class WindowMessages(QAbstractNativeEventFilter):
    """Looks for the two messages of Windows in what the system sends to the program."""

    def __init__(self, lock: SystemLock) -> None:
        super().__init__()
        self._lock = lock

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Tell when the session is locked or left; every message goes on to its window."""
        if QByteArray(kind).data() == b"windows_generic_MSG":
            sent = wintypes.MSG.from_address(int(message))
            is_lock = sent.message == _SESSION_CHANGE and sent.wParam in _LOCKING
            if is_lock or (sent.message == _POWER and sent.wParam == _SUSPENDING):
                self._lock.locked.emit()
        return False, 0


def own_session_path(session: str) -> str:
    """Where the login manager keeps a session, by XDG_SESSION_ID; any session when it is empty."""
    if not session:
        return ""
    first, rest = session[0], session[1:]
    label = _escaped(first, first.isalpha())
    return f"{_LOGIN_PATH}/session/{label}{''.join(_escaped(c, c.isalnum()) for c in rest)}"


def _escaped(character: str, stays: bool) -> str:
    return character if stays and character.isascii() else f"_{ord(character):02x}"


def watch_system_lock(window: QWindow, parent: QObject) -> SystemLock | None:
    """Watch from now on, as long as `parent` stands; None where the system cannot be heard."""
    heard: SystemLock | None = None
    if sys.platform == "linux":
        from PySide6.QtDBus import QDBusConnection

        heard = BusLock(QDBusConnection.systemBus(), QDBusConnection.sessionBus(), parent)
    elif sys.platform == "win32":
        # The types as Windows declares them: a handle is wider than the int that ctypes would take.
        register = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification
        register.argtypes = (wintypes.HWND, wintypes.DWORD)
        app = QCoreApplication.instance()
        if app is not None and register(window.winId(), _THIS_SESSION):
            heard = SystemLock(parent)
            messages = WindowMessages(heard)
            app.installNativeEventFilter(messages)
            parent.destroyed.connect(lambda: app.removeNativeEventFilter(messages))
    return heard
