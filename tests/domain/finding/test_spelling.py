"""Names that were misspelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding.spelling import name_keys, nearest, slips_forgiven

NAMES = ("marisol", "testwell", "mario", "samplemann", "jon", "zielinska")
WORDS = st.text("abcdefghilmnorstuvz", min_size=6, max_size=12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mariosl", ("marisol", "mario")),
        ("testwel", ("testwell",)),
        ("tetswell", ("testwell",)),
        ("sampelman", ("samplemann",)),
        ("jhn", ("jon",)),
        ("jo", ()),
        ("quentin", ()),
    ],
)
def test_names_within_a_slip_or_two_are_near(typed: str, meant: tuple[str, ...]) -> None:
    assert nearest(typed, NAMES, 5) == meant


def test_the_nearest_come_first_and_no_more_than_asked_for() -> None:
    assert nearest("marisol", ("mariso", "marisol", "marisola"), 2) == ("marisol", "mariso")


@given(WORDS, st.integers(0, 10), st.sampled_from(["swap", "drop", "double", "other"]))
def test_a_word_with_one_slip_is_near_and_shares_a_key(word: str, at: int, slip: str) -> None:
    at %= len(word) - 1
    typed = {
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "drop": word[:at] + word[at + 1 :],
        "double": word[:at] + word[at] + word[at:],
        "other": word[:at] + "x" + word[at + 1 :],
    }[slip]
    assert nearest(typed, (word,), 1) == (word,)
    right, wrong = name_keys(word), name_keys(typed)
    shared = (right.head == wrong.head, right.tail == wrong.tail, right.letters == wrong.letters)
    assert any(shared)
    assert abs(len(word) - len(typed)) <= slips_forgiven(typed)
