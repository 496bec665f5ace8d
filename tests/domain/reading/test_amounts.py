from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reading.amounts import (
    MOST_MONEY,
    out_of_bounds,
    read_minutes,
    read_money,
    read_number,
    read_printed_money,
    show_minutes,
    show_money,
    show_number,
)
from app.domain.reading.problem import Unread

TYPED = st.one_of(st.text(), st.text(alphabet="0123456789.,:-+$ hmrin", max_size=16))


@pytest.mark.parametrize(
    ("typed", "minutes", "shown"),
    [
        ("20", 20, "20 min"),
        ("20 min", 20, "20 min"),
        ("20 Minutes", 20, "20 min"),
        ("0", 0, "0 min"),
        ("90", 90, "1 h 30 min"),
        ("1h15", 75, "1 h 15 min"),
        ("1 h 15 min", 75, "1 h 15 min"),
        ("1 hour and 15 minutes", 75, "1 h 15 min"),
        ("1:15", 75, "1 h 15 min"),
        ("0:05", 5, "5 min"),
        ("2h", 120, "2 h"),
        ("1.5h", 90, "1 h 30 min"),
        (".25 hrs", 15, "15 min"),
        ("24h", 1440, "24 h"),
        ("1440", 1440, "24 h"),
    ],
)
def test_minutes_are_read_and_shown(typed: str, minutes: int, shown: str) -> None:
    assert read_minutes(typed) == minutes
    assert show_minutes(minutes) == shown


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("", "Not a length of time"),
        ("a while", "Not a length of time"),
        ("h", "Not a length of time"),
        ("-5", "Not a length of time"),
        ("1.5", "Not a length of time"),
        ("1:75", "0 to 59"),
        ("1.33h", "whole minutes"),
        ("1441", "at most 1440"),
        ("24:01", "at most 1440"),
    ],
)
def test_what_is_no_length_of_time_says_why(typed: str, part_of_why: str) -> None:
    read = read_minutes(typed)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", Decimal(12)),
        (" 2.5 ", Decimal("2.5")),
        (".5", Decimal("0.5")),
        ("7.", Decimal(7)),
        ("-3", Decimal(-3)),
        ("+3", Decimal(3)),
        ("1,250", Decimal(1250)),
        ("150,000.25", Decimal("150000.25")),
    ],
)
def test_numbers_are_exact(typed: str, number: Decimal) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["", "about 3", "1e5", "NaN", "Infinity", "2,5", "1,25", "0x10", "1 2", "½", "٣", "1_0"],
)
def test_what_is_no_number_says_so(typed: str) -> None:
    read = read_number(typed)
    assert isinstance(read, Unread)
    assert "Not a number" in read.why


def test_bounds_are_inclusive_and_named() -> None:
    assert out_of_bounds(14, 0, 14) is None
    assert out_of_bounds(Decimal("14.1"), 0, 14) == Unread(
        "This is too much here: type 14 or less."
    )
    assert out_of_bounds(-1, 0, None) == Unread("This is too little here: type 0 or more.")
    assert out_of_bounds(10**9, None, None) is None


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("$1,250.00", "$1,250.00"),
        ("1250", "$1,250.00"),
        ("$ 85.5", "$85.50"),
        ("85.", "$85.00"),
        (".5", "$0.50"),
        ("0", "$0.00"),
        ("85.500", "$85.50"),
        ("999,999.99", "$999,999.99"),
    ],
)
def test_money_has_two_places(typed: str, shown: str) -> None:
    read = read_money(typed)
    assert isinstance(read, Decimal)
    assert read.as_tuple().exponent == -2
    assert show_money(read) == shown


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("", "Not an amount"),
        ("free", "Not an amount"),
        ("1,25", "Not an amount"),
        ("-5", "cannot be negative"),
        ("$-5", "cannot be negative"),
        ("85.505", "two digits for the cents"),
        ("1000000", "at most $999,999.99"),
    ],
)
def test_what_is_no_amount_says_why(typed: str, part_of_why: str) -> None:
    read = read_money(typed)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


@given(st.integers(0, 1440))
def test_shown_minutes_read_back(minutes: int) -> None:
    assert read_minutes(show_minutes(minutes)) == minutes


@given(st.decimals(Decimal(0), MOST_MONEY, places=2))
def test_shown_money_reads_back(amount: Decimal) -> None:
    assert read_money(show_money(amount)) == amount


@given(st.decimals(Decimal(-(10**11)), Decimal(10**11), places=6))
def test_a_shown_number_reads_back(number: Decimal) -> None:
    assert read_number(show_number(number)) == number


@given(TYPED)
def test_any_text_gives_a_value_in_range_or_a_sentence(text: str) -> None:
    minutes, money, number = read_minutes(text), read_money(text), read_number(text)
    assert isinstance(minutes, Unread) or 0 <= minutes <= 1440
    assert isinstance(money, Unread) or 0 <= money <= MOST_MONEY
    assert isinstance(number, Unread) or number.is_finite()
    for read in (minutes, money, number):
        assert not isinstance(read, Unread) or read.why.endswith(".")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("85.5", "85.50"),
        ("-25.00", "-25.00"),
        ("−25", "-25.00"),
        ("25.00-", "-25.00"),
        ("(1,250.00)", "-1250.00"),
        ("($25.00)", "-25.00"),
        ("-$25", "-25.00"),
        ("$-25", "-25.00"),
        ("-0.00", "0.00"),
        ("0", "0.00"),
    ],
)
def test_payers_print_amounts_below_zero(typed: str, amount: str) -> None:
    read = read_printed_money(typed)
    assert isinstance(read, Decimal)
    assert str(read) == amount


@pytest.mark.parametrize("typed", ["", "--25", "-(25)", "(25", "25)", "2-5", "()", "-", "25.001"])
def test_what_is_no_printed_amount_is_said(typed: str) -> None:
    assert isinstance(read_printed_money(typed), Unread)
