"""The limits of the child lie where <winnt.h> has them; Windows itself never read them here."""

import ctypes

import pytest

from app.evidence.limits import CHILD_BYTES, CHILD_SECONDS
from app.evidence.memory_limit import JobLimits, job_limits

pytestmark = pytest.mark.skipif(
    ctypes.sizeof(ctypes.c_void_p) != 8, reason="the places are those of 64 bits"
)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("process_time", 0),  # PerProcessUserTimeLimit
        ("flags", 16),  # LimitFlags
        ("processes", 40),  # ActiveProcessLimit
        ("scheduling", 60),  # the end of JOBOBJECT_BASIC_LIMIT_INFORMATION, 64 bytes
        ("counters", 64),  # IO_COUNTERS
        ("process_memory", 112),  # ProcessMemoryLimit
    ],
)
def test_each_limit_lies_where_windows_looks(name: str, place: int) -> None:
    assert getattr(JobLimits, name).offset == place
    assert ctypes.sizeof(JobLimits) == 144


def test_every_limit_that_is_set_is_switched_on() -> None:
    limits = job_limits()
    assert limits.flags == 0x2 | 0x8 | 0x100 | 0x400 | 0x2000
    assert limits.process_time == CHILD_SECONDS * 10**7
    assert limits.process_memory == CHILD_BYTES
    assert limits.processes == 1
