"""Direction of text, against python-bidi's other, independent implementation."""

import bidi as python_bidi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pdf.bidi import has_right_to_left, levels, visual_order

LETTERS = st.sampled_from("abc אבג دمر 123 ٣٤ .,:-+%")


def displayed(text: str) -> str:
    """Return a text in visual order, one character a run."""
    _, found = levels(text)
    return "".join(visual_order(list(zip(found, text, strict=True))))


@given(st.text(LETTERS, max_size=30).map(str.strip))
def test_visual_order_agrees_with_the_unicode_algorithm(text: str) -> None:
    assert displayed(text) == python_bidi.get_display(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc", "abc"),
        ("שלום", "םולש"),
        ("INR שלום 2.8", "INR 2.8 םולש"),
        ("שלום 2.8 abc", "abc 2.8 םולש"),
    ],
)
def test_known_orders(text: str, shown: str) -> None:
    assert displayed(text) == shown


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=40))
def test_any_text_gets_a_level_for_each_character(text: str) -> None:
    text = text.replace("\n", "")
    base, found = levels(text)
    assert base in (0, 1)
    assert len(found) == len(text)


def test_only_text_that_can_turn_is_looked_at() -> None:
    assert not has_right_to_left("José 王 кот")
    assert has_right_to_left("abc א")
    assert has_right_to_left("عربي")
