"""Wrong secrets: how long one waits, what a restart and a clock change do to it, 10,000 guesses."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto import Cost
from app.errors import DiskFull, TriesUsedUp, WrongPassphrase
from app.services.people.access import Access
from app.services.people.tries import BookInMemory, Tries
from app.storage.tries import TryFile
from app.tried import LONGEST, Tried
from tests.storage.fakes import MemoryFolder

START = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
RIGHT, WRONG = "four quiet green chairs", "seven loud red tables"


class HandClock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> dt.datetime:
        return self.at

    def go(self, seconds: float) -> None:
        self.at += dt.timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    """Eight in the morning."""
    return HandClock()


def fail(tries: Tries, who: str = "ada") -> None:
    with pytest.raises(WrongPassphrase), tries.counted(who):
        raise WrongPassphrase


def fail_often(tries: Tries, clock: HandClock, times: int) -> list[float]:
    """Each wait, and it is waited."""
    waits = []
    for _ in range(times):
        fail(tries)
        waits.append(tries.seconds_left("ada"))
        clock.go(waits[-1])
    return waits


def test_the_wait_grows_and_stays_at_a_minute(clock: HandClock) -> None:
    waits = fail_often(Tries(now=clock), clock, 12)
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_before_the_time_is_over_nothing_is_tried_and_nothing_counted(clock: HandClock) -> None:
    tries = Tries(now=clock)
    fail_often(tries, clock, 4)
    fail(tries)
    clock.go(1.9)
    with pytest.raises(TriesUsedUp), tries.counted("ada"):
        raise AssertionError("tried")
    clock.go(0.1)
    with tries.counted("ada"):
        pass
    assert tries.seconds_left("ada") == 0


def test_a_right_secret_begins_anew(clock: HandClock) -> None:
    tries = Tries(now=clock)
    fail_often(tries, clock, 9)
    with tries.counted("ada"):
        pass
    assert fail_often(tries, clock, 4) == [0, 0, 0, 1]


def test_others_do_not_wait(clock: HandClock) -> None:
    tries = Tries(now=clock)
    for _ in range(4):
        fail(tries)
    assert tries.seconds_left("ada") == 1
    with tries.counted("finn"):
        pass


def test_what_the_world_refuses_is_no_wrong_secret(clock: HandClock) -> None:
    tries = Tries(now=clock)
    for _ in range(9):
        with pytest.raises(DiskFull), tries.counted("ada"):
            raise DiskFull
    assert tries.seconds_left("ada") == 0
    assert tries.untold() == {}


def test_a_restart_does_not_shorten_the_wait(clock: HandClock, tmp_path: Path) -> None:
    fail_often(Tries(TryFile(tmp_path), clock), clock, 8)
    fail(Tries(TryFile(tmp_path), clock))
    clock.go(2)
    assert Tries(TryFile(tmp_path), clock).seconds_left("ada") == 30


def test_a_program_killed_in_the_middle_of_a_try_has_tried(tmp_path: Path) -> None:
    book = TryFile(tmp_path)
    with Tries(book, lambda: START).counted("ada"):
        assert book.read()["ada"].wrong == 1, "on the disk while the try is under way"
    assert book.read() == {}


@given(back=st.integers(1, 10**9))
def test_a_clock_set_back_does_not_shorten_the_wait_nor_lock_out(back: int) -> None:
    clock = HandClock()
    tries = Tries(now=clock)
    fail_often(tries, clock, 9)
    fail(tries)
    clock.go(-back)
    assert tries.seconds_left("ada") == LONGEST
    clock.go(LONGEST)
    assert tries.seconds_left("ada") == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"ada": 3}',
        b'{"ada": {}}',
        b'{"ada": {"wrong": -1, "at": "2026-03-02T08:00:00+00:00", "untold": 0}}',
        b'{"ada": {"wrong": 1, "at": "2026-03-02T08:00:00", "untold": 0}}',
        b'{"ada": {"wrong": 1, "at": "yesterday", "untold": 0}}',
    ],
)
def test_a_damaged_file_reads_as_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "practice.tries").write_bytes(content)
    assert TryFile(tmp_path).read() == {}


tried = st.builds(
    Tried,
    st.integers(0, 10**6),
    st.datetimes(timezones=st.just(dt.UTC)),
    st.integers(0, 10**6),
)


@given(kept=st.dictionaries(st.text(max_size=64).filter(lambda t: t.isprintable()), tried))
def test_what_is_kept_is_read_again(
    kept: Mapping[str, Tried], tmp_path_factory: pytest.TempPathFactory
) -> None:
    book = TryFile(tmp_path_factory.mktemp("tries"))
    book.write(kept)
    assert book.read() == kept


def test_what_the_trail_was_told_of_is_not_told_again(clock: HandClock) -> None:
    tries = Tries(now=clock)
    fail_often(tries, clock, 4)
    told = tries.untold()
    assert told == {"ada": 4}
    fail(tries)  # while the trail is written
    tries.told(told)
    assert tries.untold() == {"ada": 1}


def test_ten_thousand_wrong_secrets_take_a_week_and_open_nothing(clock: HandClock) -> None:
    cheapest = Cost(passes=1, memory_kib=8, lanes=1)
    access = Access(MemoryFolder(), cheapest, Tries(BookInMemory(), clock))
    new, _ = access.begin(RIGHT)
    assert new
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    new.create()
    access.keys.share_out(RIGHT, {"ada": "Ada Samplemann"})
    refused = 0
    for number in range(10_000):
        with pytest.raises(WrongPassphrase):
            access.signing_key("ada", f"{WRONG} {number}")
        left = access.tries.seconds_left("ada")
        if left:
            with pytest.raises(TriesUsedUp):
                access.signing_key("ada", RIGHT)
            refused += 1
        clock.go(left)
    assert refused == 10_000 - 3
    assert clock.at - START > dt.timedelta(days=6, hours=22)
    assert access.prove("ada", RIGHT).person == "ada"
