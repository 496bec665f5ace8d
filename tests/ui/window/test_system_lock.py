"""What the system says about its lock is heard: on a real message bus, and in Windows' messages."""

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from ctypes import wintypes

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from app.ui.window.system_lock import BusLock, SystemLock, WindowMessages, own_session_path

LOGIN = "/org/freedesktop/login1"


pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def bus() -> Iterator[QDBusConnection]:
    """A message bus of this test alone."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("dbus-daemon is not installed here")
    command = [program, "--session", "--nofork", "--nopidfile", "--print-address"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert daemon.stdout
    connection = QDBusConnection.connectToBus(daemon.stdout.readline().strip(), "lock-test")
    assert connection.isConnected()
    yield connection
    QDBusConnection.disconnectFromBus("lock-test")
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def heard(bus: QDBusConnection, monkeypatch: pytest.MonkeyPatch) -> Iterator[BusLock]:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    assert bus.registerService("org.freedesktop.login1")
    owner = QObject()
    yield BusLock(bus, bus, owner)
    owner.deleteLater()


def signal(bus: QDBusConnection, path: str, interface: str, name: str, *values: bool) -> None:
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(values))
    assert bus.send(message)


def test_the_login_manager_locks_this_session(
    qtbot: QtBot, bus: QDBusConnection, heard: BusLock
) -> None:
    with qtbot.waitSignal(heard.locked):
        signal(bus, f"{LOGIN}/session/_32", "org.freedesktop.login1.Session", "Lock")


def test_the_screen_saver_of_a_desktop_and_sleep_lock(
    qtbot: QtBot, bus: QDBusConnection, heard: BusLock
) -> None:
    with qtbot.waitSignal(heard.locked):
        signal(bus, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)
    with qtbot.waitSignal(heard.locked):
        signal(bus, LOGIN, "org.freedesktop.login1.Manager", "PrepareForSleep", True)


def test_another_session_and_waking_up_do_not(
    qtbot: QtBot, bus: QDBusConnection, heard: BusLock
) -> None:
    told: list[str] = []
    heard.locked.connect(lambda: told.append("locked"))
    signal(bus, f"{LOGIN}/session/_33", "org.freedesktop.login1.Session", "Lock")
    signal(bus, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False)
    signal(bus, LOGIN, "org.freedesktop.login1.Manager", "PrepareForSleep", False)
    with qtbot.waitSignal(heard.locked):  # signals keep their order: the others came before
        signal(bus, f"{LOGIN}/session/_32", "org.freedesktop.login1.Session", "Lock")
    assert told == ["locked"]


@pytest.mark.parametrize(
    ("session", "path"),
    [("2", "_32"), ("12", "_312"), ("c1", "c1"), ("a-b", "a_2db")],
)
def test_the_path_of_a_session_is_escaped_as_the_login_manager_does(
    session: str, path: str
) -> None:
    assert own_session_path(session) == f"{LOGIN}/session/{path}"


def test_without_an_id_every_session_is_listened_to() -> None:
    assert own_session_path("") == ""


@pytest.mark.parametrize(
    ("message", "parameter", "locks"),
    [
        (0x02B1, 0x7, True),  # locked
        (0x02B1, 0x4, True),  # remote session left
        (0x02B1, 0x8, False),  # unlocked
        (0x0218, 0x4, True),  # going to sleep
        (0x0218, 0x12, False),  # woken up
        (0x0100, 0x7, False),  # a key
    ],
)
def test_the_messages_of_windows(message: int, parameter: int, locks: bool) -> None:
    lock = SystemLock()
    told: list[str] = []
    lock.locked.connect(lambda: told.append("locked"))
    sent = wintypes.MSG()
    sent.message, sent.wParam = message, parameter
    handled = WindowMessages(lock).nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(sent))
    assert handled == (False, 0)
    assert bool(told) is locks


def test_messages_of_another_system_are_left_alone() -> None:
    lock = SystemLock()
    told: list[str] = []
    lock.locked.connect(lambda: told.append("locked"))
    assert WindowMessages(lock).nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert told == []
