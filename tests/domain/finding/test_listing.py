"""Names as they are searched and sorted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.finding.listing import search_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Núñez,  José", "nunez, jose"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("GROSS", "gross"),
        ("Groß", "gross"),
        ("Ærø", "aero"),
        ("𝐀da", "ada"),
        ("O'Sample", "o'sample"),
        ("李明", "李明"),
        ("tab\there\x00there", "tab here there"),
    ],
)
def test_accents_case_and_blanks_do_not_matter(name: str, key: str) -> None:
    assert search_key(name) == key


@given(st.text(st.characters(), max_size=60))
def test_a_key_is_its_own_key_and_can_be_stored_anywhere(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert key.encode("utf-8").find(b"\x00") < 0
    assert key == key.strip()
