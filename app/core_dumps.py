"""Keeps the system from writing the program's memory to a file when it crashes; the doors call it.

In memory stand the practice's key and whatever is on the screen. On Linux the process is also
closed to debuggers of the same user. What swapping and hibernation write is the system's.
"""

import ctypes
import sys
from contextlib import suppress

_DUMPABLE = 4  # PR_SET_DUMPABLE of <linux/prctl.h>
_QUIETLY = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX of <errhandlingapi.h>
_WITHOUT_HEAP = 1  # WER_FAULT_REPORTING_FLAG_NOHEAP of <werapi.h>


def forbid() -> None:
    """For this process, from now on. Best effort: a system that refuses is no reason to stop."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(_QUIETLY)
        kernel.WerSetFlags(_WITHOUT_HEAP)
    else:
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DUMPABLE, 0, 0, 0, 0)
