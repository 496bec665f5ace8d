"""Kills programs at random moments; the tests of saving, signing, packing and posting use it."""

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Protocol, TypeVar

Word = TypeVar("Word", covariant=True)

SAVING = ("tests.storage.saver", "app.storage.opening", "filelock")


def starter(*modules: str) -> BaseContext:
    """Fresh processes with the imports done, where the system can fork a server for it.

    `modules` are what its program needs beside saving. The server starts once for all tests: what
    a later one names is imported by each of its programs, which is slower and no less right.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*SAVING, *modules])
    return context


def killed_after(
    context: BaseContext,
    target: Callable[[Path, Connection], None],
    folder: Path,
    life: float,
) -> int:
    """Let a program live a while after its first word, kill it; what it last acknowledged."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(folder, theirs))  # type: ignore[attr-defined] # typeshed has it on each context, not on their base
    process.start()
    theirs.close()
    last: int = ours.recv()
    deadline = time.monotonic() + life
    while (left := deadline - time.monotonic()) > 0 and ours.poll(left):
        last = ours.recv()
    process.kill()
    process.join()
    told: list[int] = rest_of(ours)
    return max(last, *told, 0)


class OurEnd(Protocol[Word]):
    """Our end of a pipe; Windows has another class of it."""

    def recv(self) -> Word:
        """What comes next. Raises EOFError behind the last."""
        ...

    def close(self) -> None:
        """Hear no more."""
        ...


def rest_of(acknowledged: OurEnd[Word]) -> list[Word]:
    """What was acknowledged before the end, and the end itself cut off."""
    found = []
    try:
        while True:
            found.append(acknowledged.recv())
    except (EOFError, OSError):
        acknowledged.close()
    return found
