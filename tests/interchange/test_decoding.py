"""From bytes to text: what is taken, under which name, and what is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.interchange.decoding import MIXED, NOT_TEXT, WORKBOOK, Decoded, decode

LINE = "Chart,Name\n1,José Müller\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_text_comes_out_of_each_encoding(codec: str, name: str) -> None:
    assert decode(LINE.encode(codec)) == Decoded(LINE, name)


def test_two_encodings_in_one_file_are_refused_with_the_line() -> None:
    content = "Name\nJosé\n".encode() + "Müller\n".encode("cp1252")
    assert decode(content) == MIXED.format(line=3)


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_is_told_from_a_list(content: bytes) -> None:
    assert decode(content) == WORKBOOK


@pytest.mark.parametrize(
    "content", [b"\x01\x02\x03", b"a\x81b", b"\xff\xfea", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert decode(content) == NOT_TEXT


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_every_text_in_utf_8_comes_back(text: str) -> None:
    decoded = decode(("name " + text).encode())
    assert decoded == Decoded("name " + text, "UTF-8")


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_text_or_a_sentence(content: bytes) -> None:
    decoded = decode(content)
    assert isinstance(decoded, Decoded) or decoded.endswith(".")
