"""Handing over between programs, with real sockets: taken once, bounded, private."""

import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from app.ui.window import single_instance
from app.ui.window.single_instance import (
    MOST_BYTES,
    Listener,
    address_of,
    hand_over,
    pipe_name,
)

CALL = """
import sys
from PySide6.QtCore import QCoreApplication
from app.ui.window.single_instance import hand_over
app = QCoreApplication([])
print(hand_over(sys.argv[1], sys.argv[2].encode()))
"""


class Desk:
    """A listener and what it took."""

    def __init__(self, address: str, parent: QObject) -> None:
        self.address = address
        self.taken: list[bytes] = []
        self.listener = Listener(address, parent)
        self.listener.taken.connect(self.taken.append)


@pytest.fixture
def parent() -> Iterator[QObject]:
    """Owns the listeners of a test."""
    owner = QObject()
    yield owner
    owner.deleteLater()


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An address of its own; a socket's may not be as long as a test's folder."""
    with tempfile.TemporaryDirectory() as short:
        monkeypatch.setenv("XDG_RUNTIME_DIR", short)
        yield address_of(tmp_path / "data")


@pytest.fixture
def desk(qtbot: QtBot, address: str, parent: QObject) -> Iterator[Desk]:
    """Somebody who listens."""
    del qtbot
    made = Desk(address, parent)
    assert made.listener.is_listening
    yield made
    made.listener.close()


def connected(address: str) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(address)
    assert socket.waitForConnected(2000)
    return socket


def test_another_process_hands_a_message_over(qtbot: QtBot, desk: Desk) -> None:
    call = subprocess.Popen(
        [sys.executable, "-c", CALL, desk.address, "a message"], stdout=subprocess.PIPE
    )
    qtbot.waitUntil(lambda: call.poll() is not None, timeout=20_000)
    said, _ = call.communicate()
    assert said.split() == [b"True"]
    assert desk.taken == [b"a message"]


def test_nobody_there_is_said_and_not_waited_for(address: str) -> None:
    assert not hand_over(address, b"a message")
    assert not hand_over("", b"a message")


def test_a_message_in_pieces_is_put_together(qtbot: QtBot, desk: Desk) -> None:
    socket = connected(desk.address)
    socket.write(b"a mess")
    socket.flush()
    socket.write(b"age\n")
    socket.flush()
    qtbot.waitUntil(lambda: desk.taken == [b"a message"])


@pytest.mark.parametrize("flood", [b"x" * (MOST_BYTES + 2), b"x" * (MOST_BYTES + 1) + b"\n"])
def test_a_message_without_bounds_is_cut_off(qtbot: QtBot, desk: Desk, flood: bytes) -> None:
    socket = connected(desk.address)
    with qtbot.waitSignal(socket.disconnected):
        socket.write(flood)
        socket.flush()
    assert desk.taken == []


def test_who_says_nothing_is_sent_away(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_PATIENCE_MS", 50)
    socket = connected(desk.address)
    with qtbot.waitSignal(socket.disconnected):
        socket.write(b"no end")
    assert desk.taken == []


def test_a_crowd_does_not_keep_the_next_from_being_heard(qtbot: QtBot, desk: Desk) -> None:
    crowd = [connected(desk.address) for _ in range(20)]
    qtbot.waitUntil(
        lambda: (
            sum(s.state() == QLocalSocket.LocalSocketState.UnconnectedState for s in crowd) >= 12
        )
    )
    for socket in crowd:
        socket.abort()
    qtbot.waitUntil(lambda: not desk.listener._callers)
    late = connected(desk.address)
    late.write(b"late\n")
    late.flush()
    qtbot.waitUntil(lambda: desk.taken == [b"late"])


def test_a_second_listener_leaves_the_first_alone(
    qtbot: QtBot, desk: Desk, parent: QObject
) -> None:
    del qtbot
    assert not Listener(desk.address, parent).is_listening
    assert connected(desk.address).isValid()


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe goes with its process")
def test_a_socket_left_behind_is_taken_over(address: str, parent: QObject, qtbot: QtBot) -> None:
    del qtbot
    Path(address).parent.mkdir(exist_ok=True)
    left = subprocess.run(
        [
            sys.executable,
            "-c",
            "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])",
            address,
        ],
        check=True,
    )
    assert left.returncode == 0
    assert Path(address).exists()
    assert Desk(address, parent).listener.is_listening


def test_every_data_folder_has_an_address_of_its_own(tmp_path: Path) -> None:
    assert address_of(tmp_path / "one") != address_of(tmp_path / "two")
    assert address_of(tmp_path / "one") == address_of(tmp_path / "one")


@pytest.mark.skipif(sys.platform == "win32", reason="Qt keeps named pipes to their user")
def test_the_place_is_private_or_there_is_none(address: str, tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    folder = Path(address).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    assert address_of(tmp_path / "data") == ""
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    assert address_of(tmp_path / "data") == ""
    assert not Listener("", QObject()).is_listening
    assert QLocalServer.removeServer("nobody")


def test_the_pipe_of_windows_is_called_what_only_its_user_can_know(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert pipe_name(one) == pipe_name(one), "both programs find it"
    assert pipe_name(one) != pipe_name(other)
    assert re.fullmatch("chartproof-[0-9a-f]{32}", pipe_name(one))
    if sys.platform != "win32":
        assert stat.S_IMODE(one.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"", b"x" * 32, b"0" * 31, b"\xff" * 32])
def test_a_pipes_name_that_was_spoiled_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pipe.name").write_bytes(content)
    assert pipe_name(tmp_path) == ""


def test_without_a_folder_of_ones_own_there_is_no_pipe(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    assert pipe_name(tmp_path / "taken") == ""
