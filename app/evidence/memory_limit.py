"""Bounds the memory of a child on Windows, where a process cannot bound its own.

Called by `app.evidence.worker`. Elsewhere nothing is done here: the child sets limits of its own
(`app.evidence.sandbox`).
"""

import subprocess
import sys

from app.evidence.limits import CHILD_BYTES

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    _QUIET_DEATH = 0x400  # JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
    _KILL_ON_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of <winnt.h>, its counters under one name."""

        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
            ("counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def hold(child: "subprocess.Popen[bytes]") -> int:
        """Put the child into a job object of its own with bounded memory; 0 where refused."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None) or 0
        limits = _Limits(
            flags=_PROCESS_MEMORY | _QUIET_DEATH | _KILL_ON_CLOSE, process_memory=CHILD_BYTES
        )
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
