"""Who has a note open elsewhere: told, ended, and ended by itself after a crash."""

import datetime as dt

import pytest

from app.domain.workstations.opening import Opening
from app.services.notes.charting import Clock
from app.services.notes.presence import BEAT_SECONDS, GONE_AFTER_SECONDS, Presence
from tests.small_guide import NOW
from tests.switchboard import SharedLine, Switchboard

CLOCK = Clock(lambda: NOW, dt.UTC)
SLOW = Clock(lambda: NOW - dt.timedelta(hours=3), dt.UTC)


class Watch:
    """A steady clock that goes on by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class TwoSeats:
    """The others see what the first does; the clocks of the computers are hours apart."""

    def __init__(self) -> None:
        board = Switchboard()
        self.watch = Watch()
        self.here = Presence(SharedLine(board, "w1"), "d1", CLOCK, self.watch)
        self.there = Presence(SharedLine(board, "w2"), "d2", SLOW, self.watch)

    def seen(self) -> list[tuple[str, str]]:
        return [(each.note_id, each.who) for each in self.here.others()]


@pytest.fixture
def seats() -> TwoSeats:
    return TwoSeats()


def test_what_is_opened_elsewhere_is_seen_until_it_is_closed(seats: TwoSeats) -> None:
    seats.there.begin("n1")
    (opening,) = seats.here.others()
    assert opening == Opening("n1", "w2", "d2", SLOW.utc(), beats=1)
    assert seats.there.others() == ()
    seats.there.end("n1")
    assert seats.seen() == []


def test_a_program_that_beats_is_there_all_day(seats: TwoSeats) -> None:
    seats.there.begin("n1")
    for _ in range(100):
        seats.watch.now += BEAT_SECONDS
        seats.there.beat("n1")
        assert seats.seen() == [("n1", "d2")]


def test_a_program_that_crashed_is_gone_after_a_minute_and_leaves_nothing(seats: TwoSeats) -> None:
    seats.there.begin("n1")
    assert seats.seen() == [("n1", "d2")]
    seats.watch.now += GONE_AFTER_SECONDS
    assert seats.seen() == [("n1", "d2")]
    seats.watch.now += 1
    assert seats.seen() == []
    seats.watch.now += 1
    assert seats.seen() == []
    seats.there.begin("n1")
    assert seats.seen() == [("n1", "d2")]


def test_a_program_that_starts_again_takes_back_what_its_crash_left(seats: TwoSeats) -> None:
    seats.there.begin("n1")
    seats.there.begin("n2")
    seats.there.as_user("d1").end()
    assert seats.seen() == []


def test_who_slept_and_was_taken_for_gone_is_told_of_again(seats: TwoSeats) -> None:
    seats.there.begin("n1")
    assert seats.seen() == [("n1", "d2")]
    seats.watch.now += GONE_AFTER_SECONDS + 1
    assert seats.seen() == []
    seats.there.beat("n1")
    assert seats.seen() == [("n1", "d2")]
