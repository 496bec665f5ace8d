"""Attachment control numbers: formed, given out once, kept with what bears them."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.finding.listing import NoteSummary
from app.domain.packs.channel import LEAST_NUMBER, MOST_NUMBER
from app.domain.practice.people import Practice
from app.services.notes.charting import keep, with_free_number
from app.services.notes.control_numbers import formed, free_number
from tests.sample_trail import TRAIL
from tests.small_guide import NOW
from tests.storage import samples
from tests.storage.fakes import MemoryStore

DAY = dt.date(2026, 11, 22)


def test_the_usual_number_names_practice_day_and_note() -> None:
    assert formed(Practice(control_prefix="SD"), "ab12cd34ff", 1, DAY) == "SD261122AB12CD34"


def test_a_practice_may_count_its_numbers() -> None:
    practice = Practice(control_prefix="SD", control_format="{prefix}-{serial}")
    assert formed(practice, "ab12", 42, DAY) == "SD-00042"


@pytest.mark.parametrize("form", ["", "{prefix}", "{date}X", "{serial!r}", "{note.x}", "#{note}"])
def test_a_format_that_would_not_tell_attachments_apart_is_refused(form: str) -> None:
    with pytest.raises(ValidationError):
        Practice(control_format=form)


@given(
    st.from_regex(r"[A-Z0-9]{0,8}", fullmatch=True),
    st.sampled_from(["{note}", "{serial}", "{prefix}{date}{serial}", "A-{note}-{date}"]),
    st.integers(1, 10**30),
)
def test_a_number_has_the_length_claims_take(prefix: str, form: str, serial: int) -> None:
    practice = Practice(control_prefix=prefix, control_format=form)
    assert LEAST_NUMBER <= len(formed(practice, "n", serial, DAY)) <= MOST_NUMBER


@pytest.mark.parametrize("form", ["{prefix}{note}", "{prefix}{serial}"])
def test_a_number_is_never_given_twice(form: str) -> None:
    store, practice, seen = MemoryStore(), Practice(control_format=form), set()
    for _ in range(5):
        with store.writing() as found:
            number = free_number(found, practice, "ab12cd34", DAY)
            found.control_numbers.take(number, "ab12cd34", NOW)
        assert number not in seen
        seen.add(number)


def test_a_note_takes_its_number_with_the_first_save_and_another_one_when_it_is_gone() -> None:
    store = MemoryStore()
    summary = NoteSummary()
    first = replace(samples.note("n1"), control_number="CP1")
    second = replace(samples.note("n2"), control_number=first.control_number)
    with store.writing() as found:
        kept = keep(found, with_free_number(found, first), summary, NOW, TRAIL)
        other = keep(found, with_free_number(found, second), summary, NOW, TRAIL)
        again = keep(found, with_free_number(found, kept), summary, NOW, TRAIL)
    assert kept.control_number == again.control_number == first.control_number
    assert other.control_number != first.control_number
    with store.reading() as found:
        assert found.control_numbers.count() == 2
