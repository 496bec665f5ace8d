"""Lines: where they break, what they hold, how wide they are."""

import re

import pytest
from app.pdf.styles import BODY, TITLE
from app.pdf.typeset import Typesetter, break_lines, clean
from hypothesis import given
from hypothesis import strategies as st
from tests.pdf.reading import FONTS

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


@pytest.mark.parametrize(
    "text", ["Wide words, many of them. " * 9, "وارفارين كل يوم " * 12, "अनुष्का शर्मा " * 9]
)
def test_real_lines_are_as_wide_as_their_runs_and_no_wider_than_asked(text: str) -> None:
    for line in Typesetter(FONTS).lines(text, BODY, 150):
        assert line.width == pytest.approx(sum(run.width for run in line.runs))
        assert 0 < line.width <= 150.5


def test_each_typed_line_break_is_one_on_paper() -> None:
    assert len(Typesetter(FONTS).lines("a\r\nb\rc\n\nd\u2028e", BODY, 500)) == 6
    assert clean("a\tb\vc") == "a    b\nc"


def test_large_type_is_kerned() -> None:
    setter = Typesetter(FONTS)
    kerned = setter.line("AVATAR", TITLE)
    loose = sum(setter.line(letter, TITLE).width for letter in "AVATAR")
    assert kerned.width < loose - 1


def test_text_from_right_to_left_says_so_and_stands_in_visual_order() -> None:
    setter = Typesetter(FONTS)
    line = setter.line("שלום 12 abc", BODY)
    assert line.leftward
    assert not setter.line("abc שלום", BODY).leftward
    assert "<" in line.runs[0].show
    assert line.runs[0].face is FONTS.base("regular")  # abc comes first on the line


def test_unprintable_characters_are_reported_in_the_order_they_are_met() -> None:
    setter = Typesetter(FONTS)
    setter.lines("😀 a 😁 😀", BODY, 500)
    setter.lines("\ue000", BODY, 500)
    assert setter.unprintable == ("😀", "😁", "\ue000")


@pytest.mark.parametrize("char", "\u200b\u200d\u2060\ufeff\u00ad\u202b\u2066\U000e0041")
def test_characters_without_a_shape_take_no_room(char: str) -> None:
    setter = Typesetter(FONTS)
    assert setter.line(char, BODY).width == 0
    assert setter.line(f"a{char}b", BODY).width == setter.line("ab", BODY).width
    assert setter.line(f"सं{char}", BODY).width == setter.line("सं", BODY).width
    assert setter.unprintable == ()
