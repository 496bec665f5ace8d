"""Time of one row: typed minutes win, start and end stand for them, nothing else counts."""

import datetime as dt
from collections.abc import Mapping

import pytest
from rpds import HashTrieMap, HashTrieSet

from app.domain.facts.facts import Facts
from app.domain.facts.known import Known
from app.domain.facts.time_spent import TimeSpent, time_spent
from app.domain.guides.answers import Answer, Minutes, Time, Unreadable

MINUTES, START, END = "activities/r1/minutes", "activities/r1/start", "activities/r1/end"


def facts(answers: Mapping[str, Answer], hidden: tuple[str, ...] = ()) -> Facts:
    kept = {f"activities/r1/{name}": answer for name, answer in answers.items()}
    return Facts(HashTrieMap(kept), Known(dt.date(2026, 11, 22)), HashTrieSet(hidden))


def at(text: str) -> Time:
    return Time(dt.time.fromisoformat(text))


def test_typed_minutes_win_over_the_clock() -> None:
    found = time_spent(
        facts({"minutes": Minutes(12), "start": at("10:00"), "end": at("10:30")}), MINUTES
    )
    assert found == TimeSpent(12, (MINUTES,))


def test_start_and_end_stand_for_minutes() -> None:
    found = time_spent(facts({"start": at("09:50"), "end": at("10:20")}), MINUTES)
    assert found == TimeSpent(30, (START, END))


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"start": at("10:00")},
        {"start": at("10:00"), "end": at("09:00")},
        {"start": at("10:00"), "end": Unreadable("25:00", "Type a time such as 1430.")},
        {"minutes": Unreadable("some", "Type minutes such as 20.")},
    ],
)
def test_unknown_time_counts_for_nothing(answers: dict[str, Answer]) -> None:
    assert time_spent(facts(answers), MINUTES) is None


def test_a_hidden_end_counts_for_nothing() -> None:
    found = time_spent(facts({"start": at("10:00"), "end": at("10:20")}, (END,)), MINUTES)
    assert found is None
