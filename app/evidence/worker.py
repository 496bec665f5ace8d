"""One child process as this process sees it: started, given jobs one at a time, ended.

Used by `app.evidence.table`. While a job runs, a thread of its own writes and reads the pipes, so
that a child that neither reads nor answers can still be stopped.
"""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from app.domain.evidence.light_table import Progress, Stop, Stopped
from app.errors import LightTableFailed
from app.evidence import memory_limit
from app.evidence.frames import BrokenFrame, Frame, read_frame, write_frame
from app.evidence.jobs import JOBS, Job
from app.evidence.limits import CHILD_SECONDS, JOB_SECONDS, SETTLED_BYTES
from app.evidence.wire import from_wire, to_wire

FROZEN_FLAG = "--light-table-child"
"""First argument of a frozen program that is to be the child; `app.__main__` reads it."""

_ASK_SECONDS = 0.05
_MOST_STEPS = 100_000
"""More pages than any job has; a window cannot show every number."""
_SILENCE = Frame({})
_START = "import sys; sys.path[:] = sys.argv[2:]; from app.evidence.child import main; "
_START += "main(sys.argv[1])"
_KEPT_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # to start Python at all


@dataclass(frozen=True, slots=True)
class Program:
    """What the child runs: `jobs`, which it finds at `where` (`module:name`).

    `job_seconds` is how long it may stay silent, `whole_seconds` how long a job may take in all.
    """

    jobs: Mapping[str, Job]
    where: str
    job_seconds: float = JOB_SECONDS
    whole_seconds: float = CHILD_SECONDS

    @property
    def command(self) -> list[str]:
        """The command line: the child imports from where this process does, from nowhere else.

        On Windows the `python.exe` of an environment only starts another one, out of our hold.
        """
        if getattr(sys, "frozen", False):
            return [sys.executable, FROZEN_FLAG, self.where]
        python = getattr(sys, "_base_executable", "") if sys.platform == "win32" else ""
        return [
            python or sys.executable,
            "-I",
            "-c",
            _START,
            self.where,
            *filter(os.path.isabs, sys.path),
        ]


EVIDENCE = Program(JOBS, "app.evidence.jobs:JOBS")


class Worker:
    """A child process. One job at a time; `kill` may come from any thread.

    Starting it does not wait until it is ready. Raises LightTableFailed when there can be none.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
                program.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:  # no memory, no process left
            raise LightTableFailed from None
        self._memory = memory_limit.hold(self._process)
        self.is_settled = True
        """Whether it may be given another job: it lives and holds little memory."""

    def work(self, name: str, order: object, progress: Progress, stop: Stop) -> object:
        """Do a job and return its result. Raises LightTableFailed and Stopped; both end the child.

        `stop` is asked while waiting, some twenty times a second.
        """
        plain, blobs = to_wire(order)
        inbox: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        talk = Frame({"job": name, "order": plain}, blobs)
        courier = threading.Thread(target=self._carry, args=(talk, inbox), daemon=True)
        courier.start()
        try:
            done = self._await(inbox, progress, stop)
            return from_wire(self._program.jobs[name].result, done.header["done"], done.blobs)
        except BrokenFrame:
            self.kill()
            raise LightTableFailed from None
        except BaseException:
            self.kill()
            raise
        finally:
            courier.join()

    def kill(self) -> None:
        """End the child now, whatever it does."""
        self.is_settled = False
        self._process.kill()

    def close(self) -> None:
        """End the child and let go of it. Not while a job runs."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # what a dead child left unread cannot be flushed
                pipe.close()
        self._process.wait()
        memory_limit.let_go(self._memory)

    def _await(
        self, inbox: queue.SimpleQueue[Frame | None], progress: Progress, stop: Stop
    ) -> Frame:
        ends = time.monotonic() + self._program.whole_seconds
        silent_until = time.monotonic() + self._program.job_seconds
        while True:
            if stop():
                raise Stopped
            try:
                reply = inbox.get(timeout=_ASK_SECONDS)
            except queue.Empty:
                reply = _SILENCE
            if reply is not None and "done" in reply.header:
                self.is_settled = _whole(reply.header.get("peak")) <= SETTLED_BYTES
                return reply
            if reply is None or time.monotonic() > min(silent_until, ends):
                raise LightTableFailed
            if reply is _SILENCE:
                continue
            silent_until = time.monotonic() + self._program.job_seconds
            if "progress" in reply.header:
                progress(*_counts(reply.header["progress"]))

    def _carry(self, talk: Frame, inbox: queue.SimpleQueue[Frame | None]) -> None:
        """Write the order, then read replies until the job is done or the child is gone."""
        orders, replies = self._process.stdin, self._process.stdout
        assert orders is not None
        assert replies is not None
        try:
            write_frame(orders, talk)
            while (reply := read_frame(replies)) is not None:
                inbox.put(reply)
                if "done" in reply.header:
                    return
        except (OSError, BrokenFrame, MemoryError):
            pass  # said below
        inbox.put(None)


def _counts(said: object) -> tuple[int, int]:
    match said:
        case [int(done), int(total)] if 0 <= done <= total <= _MOST_STEPS:
            return done, total
    raise BrokenFrame


def _whole(said: object) -> int:
    if isinstance(said, int):
        return said
    raise BrokenFrame
