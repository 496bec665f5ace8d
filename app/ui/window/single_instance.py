"""Hands a message over to the program that is running on the same data folder, and takes them in.

`bootstrap` sends with `hand_over`; `application` listens with a `Listener`. Anybody who can write
to the address is the same user of the same computer: on Linux and macOS it is a socket in a folder
that only the user may enter, on Windows a named pipe that Qt opens for the user alone, under a name
that nobody else knows: else another account could be there first and take in what we send. Messages
are bounded in size, number and time all the same, and mean nothing here: whoever takes them looks.
"""

import getpass
import hashlib
import os
import re
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.errors import Failure
from app.files import make_private_folder, patiently

MOST_BYTES = 16 * 1024
_MOST_CALLERS = 8
_PATIENCE_MS = 3000
"""How long a caller may take; on the same computer it takes milliseconds."""

_END, _TAKEN = b"\n", b"taken\n"
_NAME_BYTES = 16
_NAME = re.compile(rb"[0-9a-f]{32}")


def address_of(data: Path) -> str:
    """Where the program on a data folder listens; empty where no private place can be had."""
    return _address_of(data)


def pipe_name(data: Path) -> str:
    """The name of the pipe on Windows: random, kept in the data folder; empty where it cannot be.

    Where the pipe is first listened at or sent to makes it.
    """
    file = data / "pipe.name"
    try:
        make_private_folder(data)
        with suppress(FileExistsError), file.open("xb") as fresh:
            fresh.write(os.urandom(_NAME_BYTES).hex().encode("ascii"))
        name = patiently(file.read_bytes)
    except (OSError, Failure):
        return ""
    return f"chartproof-{name.decode('ascii')}" if _NAME.fullmatch(name) else ""


if sys.platform == "win32":
    _address_of = pipe_name

else:

    def _address_of(data: Path) -> str:
        user = f"{getpass.getuser()}\n{data.absolute()}"
        mark = hashlib.sha256(user.encode()).hexdigest()[:24]
        base = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
        folder = Path(base) / f"chartproof-{os.getuid()}"
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            about = folder.lstat()
        except OSError:
            return ""
        private = stat.S_ISDIR(about.st_mode) and about.st_uid == os.getuid()
        # A folder that others may enter, or made, is no place for a patient's name.
        return str(folder / mark) if private and not about.st_mode & 0o077 else ""


def hand_over(address: str, message: bytes) -> bool:
    """Give a message to the running program; False when none is there or it does not answer."""
    if not address:
        return False
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(message + _END)
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_PATIENCE_MS):
            return False
    return bool(socket.readLine() == _TAKEN)


class Listener(QObject):
    """`taken` carries each message, without its end."""

    taken = Signal(bytes)

    def __init__(self, address: str, parent: QObject) -> None:
        super().__init__(parent)
        self._callers: list[_Caller] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_caller)
        self.is_listening = bool(address) and self._listen(address)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _listen(self, address: str) -> bool:
        # Qt puts a new socket in the place of one that is listened at, so somebody there is asked.
        if _somebody_listens(address):
            return False
        QLocalServer.removeServer(address)  # left behind by a program that was killed
        return self._server.listen(address)

    def _on_caller(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self._callers) >= _MOST_CALLERS:
                socket.abort()
                socket.deleteLater()
                continue
            caller = _Caller(socket, self)
            self._callers.append(caller)
            caller.said.connect(self.taken)
            caller.gone.connect(lambda caller=caller: self._on_gone(caller))
            caller.read()

    def _on_gone(self, caller: "_Caller") -> None:
        if caller in self._callers:
            self._callers.remove(caller)
            caller.deleteLater()


class _Caller(QObject):
    """One connection: it says one message in time, or goes."""

    said = Signal(bytes)
    gone = Signal()

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.setReadBufferSize(MOST_BYTES + 2)
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self.gone)
        QTimer.singleShot(_PATIENCE_MS, self, self._end)

    def read(self) -> None:
        """Take the message when all of it is there; go when it is none."""
        if self._socket.canReadLine():
            line = bytes(self._socket.readLine().data()).removesuffix(_END)
            if len(line) <= MOST_BYTES:
                self._socket.write(_TAKEN)
                self._socket.flush()
                self.said.emit(line)
            self._socket.disconnectFromServer()
        elif self._socket.bytesAvailable() > MOST_BYTES:
            self._end()

    def _end(self) -> None:
        self._socket.abort()


def _somebody_listens(address: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(address)
    return socket.waitForConnected(_PATIENCE_MS)
