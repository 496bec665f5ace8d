"""Words a text is found by, and the marks that filters ask for."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding.listing import search_key
from app.domain.finding.search_words import (
    LONGEST,
    MOST_TYPED,
    Wanted,
    day_marks,
    in_days,
    mark,
    wanted,
    words_of,
)
from tests.domain.guides.answers_strategy import WORDS

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Atrial fibrillation, takes apixaban", ("atrial", "fibrillation", "takes", "apixaban")),
        ("Núñez, NUNEZ", ("nunez",)),
        ("O'Sample-Test", ("o", "sample", "test")),
        ("INR 2.5; tooth #14", ("inr", "2", "5", "tooth", "14")),
        ("=state=draft _x_", ("state", "draft", "x")),
        ("李明 e\u0301", ("李明", "e")),
        ("\x00 % … 😀", ()),
        ("x" * 90, ("x" * LONGEST,)),
    ],
)
def test_words_are_letters_and_digits_without_case_and_accents(
    text: str, words: tuple[str, ...]
) -> None:
    assert words_of(text) == words


@given(WORDS)
def test_words_are_their_own_words_and_can_be_stored_anywhere(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    for word in words:
        assert word.isalnum()
        assert search_key(word) == word
        assert word.encode()


@given(WORDS, st.text("abcXYZ-_0129", min_size=1))
def test_nobody_can_type_a_mark(text: str, value: str) -> None:
    made = mark("state", value)
    assert not any(made.startswith(word) for word in words_of(f"{text} {made}"))


def test_signs_alone_are_looked_for_and_not_found_blanks_ask_for_everything() -> None:
    assert wanted("%&") is None
    assert wanted("  ") == Wanted()


def test_of_a_pasted_page_the_first_words_count() -> None:
    asked = wanted(" ".join(f"word{number}" for number in range(9_000)))
    assert asked
    assert len(asked.beginnings) == MOST_TYPED


@given(DAYS, DAYS, DAYS)
def test_every_day_of_a_span_has_one_of_its_marks(
    one: dt.date, other: dt.date, day: dt.date
) -> None:
    first, last = min(one, other), max(one, other)
    marks = in_days(Wanted(), first, last).marks
    if first <= day <= last and marks:
        assert set(day_marks(day)) & set(marks[0])


@given(DAYS, st.integers(0, 1_000), st.integers(32, 3_000))
def test_a_day_more_than_a_month_off_has_no_mark_of_a_span(
    first: dt.date, length: int, off: int
) -> None:
    try:
        last = first + dt.timedelta(days=length)
        beyond = last + dt.timedelta(days=off)
    except OverflowError:
        return
    marks = in_days(Wanted(), first, last).marks
    assert marks, "three years are named"
    assert not set(day_marks(beyond)) & set(marks[0])


def test_a_long_span_is_named_by_years() -> None:
    asked = in_days(Wanted(), dt.date(2016, 11, 20), dt.date(2019, 2, 1))
    named = ("2016-11", "2016-12", "2017", "2018", "2019-01", "2019-02")
    assert asked.marks == (tuple(f"=in={period}" for period in named),)


def test_a_span_too_long_to_be_named_asks_for_no_mark() -> None:
    assert in_days(Wanted(), dt.date(1, 1, 1), dt.date(9999, 1, 1)) == Wanted()
