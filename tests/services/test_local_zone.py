"""The computer's own zone follows its summer time, moment by moment."""

import datetime as dt
import time
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.services.local_zone import LocalZone

SECONDS = st.integers(0, 2_000_000_000)
MOMENTS = SECONDS.map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))

if not hasattr(time, "tzset"):
    pytest.skip("this system's zone cannot be set for a test", allow_module_level=True)


@pytest.fixture(autouse=True, scope="module")
def chicago() -> Iterator[None]:
    """The computer stands in Chicago."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/Chicago")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("month", "hour", "name"),
    [(1, 6, "CST"), (7, 7, "CDT")],
)
def test_summer_and_winter(month: int, hour: int, name: str) -> None:
    noon = dt.datetime(2026, month, 15, 12, 0, tzinfo=dt.UTC)
    local = noon.astimezone(LocalZone())
    assert (local.hour, local.tzname()) == (hour, name)


@example(dt.datetime(2026, 11, 1, 6, 30, tzinfo=dt.UTC))  # 1:30 for the first time
@example(dt.datetime(2026, 11, 1, 7, 30, tzinfo=dt.UTC))  # and for the second
@given(MOMENTS)
def test_there_and_back_is_the_same_moment(at: dt.datetime) -> None:
    assert at.astimezone(LocalZone()).astimezone(dt.UTC) == at


def test_a_moment_that_the_system_has_no_rules_for_is_in_winter() -> None:
    at = dt.datetime(1, 1, 1, tzinfo=LocalZone())
    assert at.utcoffset() == dt.timedelta(hours=-6)
    assert at.dst() == dt.timedelta(0)
    assert at.tzname() == "CST"
