import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reading.phones import read_phone
from app.domain.reading.problem import Unread

SHOWN = re.compile(r"([0-9]{3}-[0-9]{3}-[0-9]{4}|\+[2-90][0-9 ]{6,})( x[0-9]{1,6})?")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("(555) 010-0199 x12", "555-010-0199 x12"),
        ("5550100199", "555-010-0199"),
        ("555.010.0199", "555-010-0199"),
        ("555/010-0199", "555-010-0199"),
        ("1 555 010 0199", "555-010-0199"),
        ("+1 (555) 010-0199", "555-010-0199"),
        ("555–010–0199", "555-010-0199"),
        ("555-010-0199 ext. 12", "555-010-0199 x12"),
        ("555-010-0199, extension 12", "555-010-0199 x12"),
        ("555-010-0199 #7", "555-010-0199 x7"),
        ("5550100199x12", "555-010-0199 x12"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("+44 (20) 7946-0958 x3", "+44 20 7946 0958 x3"),
        ("+525555010199", "+525555010199"),
    ],
)
def test_what_people_type_is_read(typed: str, shown: str) -> None:
    assert read_phone(typed) == shown


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("", "Not a phone number"),
        ("()-", "Not a phone number"),
        ("555*010*0199", "Not a phone number"),
        ("call the desk", "no letters"),
        ("555-010-CALL", "no letters"),
        ("010-0199", "area code is missing"),
        ("12345", "too short"),
        ("2 555 010 0199", "too long"),
        ("+1 555", "too short"),
        ("+44 12", "country code"),
        ("+4412345678901234567", "country code"),
        ("+", "country code"),
    ],
)
def test_what_is_no_phone_says_what_to_type(typed: str, part_of_why: str) -> None:
    read = read_phone(typed)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


@given(st.one_of(st.text(), st.text(alphabet="0123456789 +()-.xet#", max_size=24)))
def test_any_text_gives_a_stored_form_that_reads_back_or_a_sentence(text: str) -> None:
    read = read_phone(text)
    if isinstance(read, Unread):
        assert read.why.endswith(".")
    else:
        assert SHOWN.fullmatch(read)
        assert read_phone(read) == read


@given(st.from_regex(r"[0-9]{10}( x[0-9]{1,6})?", fullmatch=True))
def test_every_ten_digits_are_a_phone(typed: str) -> None:
    read = read_phone(typed)
    assert isinstance(read, str)
    assert read.replace("-", "") == typed
