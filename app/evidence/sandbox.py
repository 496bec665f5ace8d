"""Locks the child in before it reads anything foreign: called once by `app.evidence.child`.

What holds where:

* Everywhere: Python itself refuses files, sockets, programs, signals and new native libraries (an
  audit hook, which cannot be taken off; native code that was taken over can still rename and remove
  files of this user), and qpdf and Pillow refuse streams that unpack without end.
  The other process kills the child when it is silent too long.
* Linux and macOS: the system refuses to open another file, pipe or socket (no free descriptor is
  left), to write to a file, to start a process, and to compute for more than its time. Address
  space is bounded too; macOS may not hold to that one.
* Linux: the child has no network of its own besides, where the system allows a user namespace.
* Windows: the job object of `app.evidence.memory_limit` bounds memory and computing time, and lets
  no other program start. Taken over native code could open files and sockets: nothing of the
  system's keeps it from that.
"""

import gc
import io
import os
import re
import sys
from collections.abc import Callable
from functools import partial

from app.evidence.limits import CHILD_BYTES, CHILD_SECONDS, JOB_SECONDS, PIXELS, STREAM_BYTES

_SHUT_EVENTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "ctypes.dlopen",
    "ctypes.dlsym",
    "open",
    "os.listdir",
    "os.scandir",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "os.chdir",
)


def lock_in() -> None:
    """Give up, for good, whatever reading a document does not need. Call when all is imported."""
    _settle_libraries()
    gc.collect()
    if sys.platform == "linux":
        _leave_network()
    if sys.platform != "win32":
        _limit_process()
    sys.addaudithook(_refuse)


def allow_time() -> None:
    """Let the next job, or its next page, compute as long as one may."""
    if sys.platform != "win32":
        import resource  # there is none on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + JOB_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (min(until, CHILD_SECONDS), CHILD_SECONDS))


def peak_gauge() -> Callable[[], int]:
    """What tells the most bytes this process has ever held; 0 where the system does not say.

    Made before `lock_in`: it keeps a file open. The usual way (`getrusage`) tells on Linux the peak
    of the process that started this one, too.
    """
    gauge: Callable[[], int] = int  # called, it is 0
    if sys.platform == "linux":
        status = os.open("/proc/self/status", os.O_RDONLY)
        gauge = partial(_peak_in, status)
    return gauge


if sys.platform == "linux":

    def _peak_in(status: int) -> int:
        found = re.search(rb"VmHWM:\s*(\d+) kB", os.pread(status, 8192, 0))
        return int(found[1]) * 1024 if found else 0


def _settle_libraries() -> None:
    import pikepdf
    from PIL import Image

    Image.preinit()  # the common decoders; it would look for them at the first picture
    # qpdf opens its source of random numbers when something is first locked or unlocked.
    pikepdf.new().save(io.BytesIO(), encryption=pikepdf.Encryption(user="", owner="rehearsal"))
    Image.MAX_IMAGE_PIXELS = PIXELS
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=STREAM_BYTES,
        png_max_memory=STREAM_BYTES,
        run_length_max_memory=STREAM_BYTES,
        tiff_max_memory=STREAM_BYTES,
        dct_max_memory=STREAM_BYTES,
        dct_max_progressive_scans=100,
    )


if sys.platform != "win32":

    def _limit_process() -> None:
        import resource

        for kind, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NPROC, 0),
            (resource.RLIMIT_AS, CHILD_BYTES),
            (resource.RLIMIT_NOFILE, 0),  # those that are open stay open
        ):
            resource.setrlimit(kind, (most, most))


def _leave_network() -> None:
    """Move into a network of one's own, with nobody in it. Best effort: a system may forbid it."""
    import ctypes

    new_user, new_network = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of <sched.h>
    ctypes.CDLL(None).unshare(new_user | new_network)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    del arguments
    if event.startswith(_SHUT_EVENTS):
        raise PermissionError(event)
