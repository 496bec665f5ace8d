"""PINs: for who typed a passphrase, five tries, none of those that are tried first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.people.pins import Pins, pin_problems


def test_a_pin_is_for_who_typed_their_passphrase_and_five_tries() -> None:
    pins = Pins()
    assert pins.set("finn", "4827") != ()
    pins.prove("finn")
    assert pins.set("finn", "4827") == ()
    assert [pins.is_right("finn", pin) for pin in ("1111", "4827")] == [False, True]
    for left in (4, 3, 2, 1, 0):
        assert not pins.is_right("finn", "9999")
        assert pins.tries_left("finn") == left
    assert not pins.is_right("finn", "4827"), "used up: now the passphrase"
    assert pins.set("finn", "4827") != ()


@pytest.mark.parametrize(
    "pin",
    [
        *("", "123", "123456789", "12a4", "²²²²", "0000", "1234", "4321", "7890", "1212"),
        *("1984", "2026", "19840402", "04021984", "31121999", "87654321", "555555"),
    ],
)
def test_pins_that_are_tried_first_are_refused(pin: str) -> None:
    assert len(pin_problems(pin)) == 1


@given(st.text(max_size=12))
def test_no_typed_pin_raises(pin: str) -> None:
    pins = Pins()
    pins.prove("ada")
    if not pin_problems(pin):
        assert pin.isdigit()
    assert not pins.is_right("ada", pin)
