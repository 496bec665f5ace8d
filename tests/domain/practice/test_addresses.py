"""Addresses as they are typed and as they are kept."""

import pytest

from app.domain.practice.people import Address


@pytest.mark.parametrize(("typed", "kept"), [("oh", "OH"), (" oh ", "OH"), ("OH", "OH")])
def test_the_two_letters_of_a_state_are_capitals(typed: str, kept: str) -> None:
    address = Address(street="1 Sample Street", city="Columbus", state=typed, zip="43004")
    assert address.state == kept
    assert address.one_line == f"1 Sample Street, Columbus, {kept} 43004"


def test_a_state_written_out_stays_as_typed() -> None:
    assert Address(state="Ohio").state == "Ohio"
