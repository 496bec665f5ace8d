"""Where lines end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pdf.linebreak import break_lines

ALPHABET = st.sampled_from("abcdefgh ij-/ .,()  12é\u00a0王。「」กำที่ שלום أب")


def by_letters(text: str, width: int) -> list[str]:
    """Break a text where every character is one point wide."""
    spans = break_lines(text, lambda start, end: float(end - start), width, 0)
    return [text[start:end] for start, end in spans]


@given(st.text(ALPHABET, max_size=80), st.integers(1, 30))
def test_lines_hold_the_whole_text_and_keep_to_the_width(text: str, width: int) -> None:
    lines = by_letters(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert len(line.rstrip()) <= width or len(re.sub("[\u0e00-\u0e7f]", "", line)) <= width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 8, ["one  two"]),
        ("one two ", 7, ["one two"]),
        ("  one two", 5, ["  one", "two"]),
        ("", 5, [""]),
        ("   ", 2, [""]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("to abcdefgh", 4, ["to", "abcd", "efgh"]),
        ("INR-check and/or more", 9, ["INR-check", "and/or", "more"]),
        ("INR-check", 5, ["INR-", "check"]),
        ("and/or", 4, ["and/", "or"]),
        ("call 555-0100 now", 9, ["call", "555-0100", "now"]),
        ("on 11/22/2026 it", 8, ["on", "11/22/20", "26 it"]),
        ("a\u00a0b c", 3, ["a\u00a0b", "c"]),
        ("患者服用华法林。", 7, ["患者服用华法", "林。"]),
        ("说「好」吗", 2, ["说", "「好」"[:2], "」吗"]),
        ("INR为2.8", 4, ["INR为", "2.8"]),
        ("กินยา", 3, ["กิน", "ยา"]),
    ],
)
def test_where_lines_end(text: str, width: int, lines: list[str]) -> None:
    assert by_letters(text, width) == lines


def test_a_letter_keeps_its_marks_when_a_word_is_broken() -> None:
    assert by_letters("a\u0323\u0302b\u0301c\u0300", 3) == ["a\u0323\u0302", "b\u0301", "c\u0300"]


def test_an_indent_shortens_the_first_line_only() -> None:
    spans = break_lines("aaa bbb ccc ddd", lambda start, end: float(end - start), 7, 4)
    assert spans == [(0, 3), (4, 11), (12, 15)]
