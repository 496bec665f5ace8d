"""Bounds a child on Windows, where a process cannot bound itself: memory, time, other programs.

Called by `app.evidence.worker`. Elsewhere nothing is done here: the child sets limits of its own
(`app.evidence.sandbox`).
"""

import ctypes
import subprocess
import sys

from app.evidence.limits import CHILD_BYTES, CHILD_SECONDS

# Of <winnt.h>: learn.microsoft.com, ns-winnt-jobobject_basic_limit_information
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_TIME = 0x2  # JOB_OBJECT_LIMIT_PROCESS_TIME
_ACTIVE_PROCESSES = 0x8  # JOB_OBJECT_LIMIT_ACTIVE_PROCESS
_PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
_QUIET_DEATH = 0x400  # JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
_KILL_ON_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
_TICKS = 10_000_000  # of 100 nanoseconds, in a second


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of <winnt.h>, its counters under one name."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def job_limits() -> JobLimits:
    """What holds the child: memory, computing time, no program besides it, an end with ours."""
    return JobLimits(
        flags=_PROCESS_MEMORY | _PROCESS_TIME | _ACTIVE_PROCESSES | _QUIET_DEATH | _KILL_ON_CLOSE,
        process_memory=CHILD_BYTES,
        process_time=CHILD_SECONDS * _TICKS,
        processes=1,
    )


if sys.platform == "win32":
    from ctypes import wintypes

    def hold(child: "subprocess.Popen[bytes]") -> int:
        """Put the child into a job object of its own with these limits; 0 where refused."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None) or 0
        limits = job_limits()
        handle = wintypes.HANDLE(job)
        kernel.SetInformationJobObject(
            handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        process = child._handle  # type: ignore[attr-defined] # noqa: SLF001 - there is no other way
        kernel.AssignProcessToJobObject(handle, wintypes.HANDLE(int(process)))
        return int(job)

    def let_go(job: int) -> None:
        """Give the job back; the child has ended."""
        if job:
            ctypes.WinDLL("kernel32").CloseHandle(wintypes.HANDLE(job))

else:

    def hold(child: "subprocess.Popen[bytes]") -> int:
        """Nothing to hold it with, and no need."""
        del child
        return 0

    def let_go(job: int) -> None:
        """Nothing to give back."""
        del job
