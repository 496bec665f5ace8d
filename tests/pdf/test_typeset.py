"""Lines of a text: what they hold, how wide they are, what is reported."""

import pytest

from app.pdf.styles import BODY, TITLE
from app.pdf.typeset import Typesetter, clean
from tests.pdf.reading import FONTS


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
