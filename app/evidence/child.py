"""The child process: takes jobs from its standard input, one after the other, until that closes.

Started by `app.evidence.worker`. It imports what its jobs need, locks itself in, says that it is
ready, and works. A job that fails ends it: what a damaged file leaves behind harms no other.
"""

import importlib
import os
import time
from typing import BinaryIO

from app.evidence import sandbox
from app.evidence.frames import Frame, read_frame, write_frame
from app.evidence.jobs import Job, Run
from app.evidence.wire import from_wire, to_wire

_TELL_SECONDS = 0.03
"""Between two words on how far it is: more often nobody sees, and each costs both processes."""


def main(table: str) -> None:
    """Serve until the other end closes. `table` is `module:name` of the jobs it can do."""
    orders, replies = _pipes()
    module, _, name = table.partition(":")
    jobs: dict[str, Job] = getattr(importlib.import_module(module), name)
    functions = {name: job.function() for name, job in jobs.items()}
    peak = sandbox.peak_gauge()
    sandbox.lock_in()
    write_frame(replies, Frame({"ready": True}))
    while (order := read_frame(orders)) is not None:
        name = order.header["job"]
        done, blobs = _work(jobs[name], functions[name], order, replies)
        write_frame(replies, Frame({"done": done, "peak": peak()}, blobs))


def _work(job: Job, run: Run, order: Frame, replies: BinaryIO) -> tuple[object, list[bytes]]:
    told = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if done < total and now - told < _TELL_SECONDS:
            return
        told = now
        sandbox.allow_time()
        write_frame(replies, Frame({"progress": [done, total]}))

    sandbox.allow_time()
    return to_wire(run(from_wire(job.order, order.header["order"], order.blobs), progress))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Orders in, replies out. Whatever else is printed, by a native library too, goes nowhere."""
    orders, replies = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return os.fdopen(orders, "rb"), os.fdopen(replies, "wb")
