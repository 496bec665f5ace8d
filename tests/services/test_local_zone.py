"""The computer's own zone follows its summer time, moment by moment."""

import datetime as dt
import errno
import os
import sys
import time
from collections.abc import Iterator
from typing import Self

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.services.local_zone import LocalZone

SECONDS = st.integers(0, 2_000_000_000)
MOMENTS = SECONDS.map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))

in_chicago = pytest.mark.usefixtures("chicago")


@pytest.fixture(scope="module")
def chicago() -> Iterator[None]:
    """The computer stands in Chicago."""
    if sys.platform != "win32":
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TZ", "America/Chicago")
            time.tzset()
            yield
        time.tzset()
    else:
        pytest.skip("this system's zone cannot be set for a test")


@in_chicago
@pytest.mark.parametrize(
    ("month", "hour", "name"),
    [(1, 6, "CST"), (7, 7, "CDT")],
)
def test_summer_and_winter(month: int, hour: int, name: str) -> None:
    noon = dt.datetime(2026, month, 15, 12, 0, tzinfo=dt.UTC)
    local = noon.astimezone(LocalZone())
    assert (local.hour, local.tzname()) == (hour, name)


@in_chicago
@example(dt.datetime(2026, 11, 1, 6, 30, tzinfo=dt.UTC))  # 1:30 for the first time
@example(dt.datetime(2026, 11, 1, 7, 30, tzinfo=dt.UTC))  # and for the second
@given(MOMENTS)
def test_there_and_back_is_the_same_moment(at: dt.datetime) -> None:
    assert at.astimezone(LocalZone()).astimezone(dt.UTC) == at


@in_chicago
def test_a_moment_that_the_system_has_no_rules_for_is_in_winter() -> None:
    at = dt.datetime(1, 1, 1, tzinfo=LocalZone())
    assert at.utcoffset() == dt.timedelta(hours=-6)
    assert at.dst() == dt.timedelta(0)
    assert at.tzname() == "CST"


class WindowsMoment(dt.datetime):
    """A moment on Windows: before 1970 nothing is local."""

    def astimezone(self, tz: dt.tzinfo | None = None) -> Self:
        if tz is None and self.year < 1970:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return super().astimezone(tz)


def test_a_moment_before_1970_has_a_local_time_on_windows_too() -> None:
    zone = LocalZone()
    local = zone.fromutc(WindowsMoment(1958, 5, 1, 12, tzinfo=zone))
    assert local.replace(tzinfo=dt.UTC) == dt.datetime(
        1958, 5, 1, 12, tzinfo=dt.UTC
    ) - dt.timedelta(seconds=time.timezone)
