"""Names all in small letters or capitals: how they would usually be written, as an offer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reading.name_case import usual_case


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("marisol", "Marisol"),
        ("DELA CRUZ", "Dela Cruz"),
        ("o'brien-smith", "O'Brien-Smith"),
        ("O’BRIEN", "O’Brien"),
        ("mcdonald", "McDonald"),
        ("zofia przykładowska", "Zofia Przykładowska"),
        ("ΣΟΦΙΑ", "Σοφια"),
        ("Marisol", ""),
        ("van der Berg", ""),
        ("DeShawn", ""),
        ("J", ""),
        ("j.", ""),
        ("Mẫu", ""),
        ("", ""),
        ("李", ""),
    ],
)
def test_the_offer(typed: str, usual: str) -> None:
    assert usual_case(typed) == usual


@given(st.text(max_size=40))
def test_an_offer_is_never_made_twice(typed: str) -> None:
    assert usual_case(usual_case(typed)) == ""
