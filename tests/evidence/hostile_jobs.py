"""What foreign bytes could make a child do if they took it over; run in a real child."""
# ruff: noqa: ARG001 - every job takes an order and a progress, whatever it does

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from app.domain.evidence.light_table import Looked, Progress
from app.evidence.jobs import Job, LookOrder, Picture
from app.evidence.worker import Program


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked."""

    text: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered."""

    text: str
    content: bytes = b""


def echo(order: Order, progress: Progress) -> Answer:
    progress(1, 2)
    progress(2, 2)
    return Answer(f"{order.text} {os.getpid()}", order.content)


def die(order: Order, progress: Progress) -> Answer:
    if order.text == "crash" or sys.platform == "win32":  # where nothing kills by a signal
        signal.raise_signal(signal.SIGSEGV)
    else:
        signal.raise_signal(signal.SIGKILL)
    return Answer("")


def fail(order: Order, progress: Progress) -> Answer:
    raise ValueError("Marisol Testwell")


def hang(order: Order, progress: Progress) -> Answer:
    progress(0, 1)
    threading.Event().wait()
    return Answer("")


def chatter(order: Order, progress: Progress) -> Answer:
    while True:
        progress(0, 1)
        time.sleep(0.001)


def compute(order: Order, progress: Progress) -> Answer:
    while True:
        pass


def grow(order: Order, progress: Progress) -> Answer:
    held = []
    while True:
        held.append(bytearray(64 * 2**20))


def swell(order: Order, progress: Progress) -> Answer:
    return Answer(str(len(bytearray(b"x") * (300 * 2**20))))


def lie(order: Order, progress: Progress) -> object:
    return Picture(b"a reply of another form")


def overdo(order: Order, progress: Progress) -> Answer:
    progress(10**30, -5)
    return Answer("")


IMPOSSIBLE = {
    b"no page": Looked("pdf", ()),
    b"too many pages": Looked("pdf", ((612, 792),) * 201),
    b"no number": Looked("pdf", ((612, float("nan")),)),
    b"no size": Looked("pdf", ((-612, 792),)),
    b"a long title": Looked("pdf", ((612, 792),), title="x" * 100_000),
    b"a turned title": Looked("pdf", ((612, 792),), title="letter\u202efdp.exe"),
    b"a notice of lines": Looked("pdf", ((612, 792),), notices=("All is well.\x1b[2J\n",)),
}


def look(order: LookOrder, progress: Progress) -> Looked:
    """What no file can be, said in the right form."""
    return IMPOSSIBLE[order.content]


def reach(order: Order, progress: Progress) -> Answer:
    """Try to get out, the way that is asked for, and say what came of it."""
    try:
        _WAYS[order.text]()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the answer
        return Answer(f"{type(error).__name__}: {error}")
    return Answer("got out")


def _read() -> None:
    Path("/etc/hostname").read_bytes()


def _read_below() -> None:
    handle = os.open(os.fsencode(sys.executable), os.O_RDONLY)
    os.close(handle)


def _take() -> None:
    """No descriptor is left, whoever asks: Python does not watch over this one."""
    os.dup(1)


def _write() -> None:
    Path("/tmp/chartproof-escaped").write_bytes(b"x")


def _connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def _socket() -> None:
    socket.socket().close()


def _program() -> None:
    subprocess.run([sys.executable, "-c", "pass"], check=True)


def _fork() -> None:
    if sys.platform != "win32" and os.fork() == 0:
        os._exit(0)


def _library() -> None:
    import ctypes

    ctypes.CDLL("libc.so.6")


def _list() -> None:
    list(Path("/").iterdir())


def _remove() -> None:
    Path("/tmp/chartproof-not-there").unlink()


def _rename() -> None:
    Path("/tmp/chartproof-not-there").rename("/tmp/chartproof-escaped")


def _make() -> None:
    Path("/tmp/chartproof-escaped").mkdir(exist_ok=True)


def _signal() -> None:
    os.kill(os.getppid(), 0)


_WAYS = {
    "read a file": _read,
    "open a descriptor": _read_below,
    "take a descriptor": _take,
    "write a file": _write,
    "connect": _connect,
    "make a socket": _socket,
    "start a program": _program,
    "fork": _fork,
    "load a library": _library,
    "list a folder": _list,
    "remove a file": _remove,
    "rename a file": _rename,
    "make a folder": _make,
    "signal who started it": _signal,
}
WAYS = tuple(_WAYS)

JOBS = {
    function.__name__: Job(
        f"{__name__}:{function.__name__}", TypeAdapter(Order), TypeAdapter(Answer)
    )
    for function in (echo, die, fail, hang, chatter, compute, grow, swell, lie, overdo, reach)
}
JOBS["look"] = Job(f"{__name__}:look", TypeAdapter(LookOrder), TypeAdapter(Looked))


def hostile(job_seconds: float = 30, whole_seconds: float = 60) -> Program:
    """A child that does these jobs."""
    return Program(JOBS, f"{__name__}:JOBS", job_seconds, whole_seconds)
