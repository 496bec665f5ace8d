import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes.npi import is_npi, read_npi
from app.domain.reading.problem import Unread

FIRST_NINE = st.from_regex(r"[12][0-9]{8}", fullmatch=True)


def with_check_digit(nine: str) -> str:
    """Complete nine digits by the textbook Luhn rule over the full number with its prefix."""
    total = 0
    for place, digit in enumerate(reversed(f"80840{nine}")):
        total += sum(int(d) for d in str(int(digit) * (2 - place % 2)))
    return f"{nine}{-total % 10}"


@pytest.mark.parametrize(
    ("typed", "npi"),
    [
        ("1234567893", "1234567893"),
        ("1993999998", "1993999998"),
        (" 1234 567 893 ", "1234567893"),
        ("123-456-7893", "1234567893"),
        ("123–456–7893", "1234567893"),
        (with_check_digit("200000000"), with_check_digit("200000000")),
    ],
)
def test_valid_numbers_are_read(typed: str, npi: str) -> None:
    assert read_npi(typed) == npi


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("", "digits only"),
        ("Dr. Samplemann", "digits only"),
        ("123456789O", "digits only"),
        ("١٢٣٤٥٦٧٨٩٣", "digits only"),
        ("123456789", "10 digits and this has 9"),
        ("12345678933", "10 digits and this has 11"),
        ("3234567893", "starts with 1 or 2"),
        ("0234567893", "starts with 1 or 2"),
        ("1234567890", "check digit does not fit"),
        ("1234567839", "perhaps digits 9 and 10 are swapped"),
    ],
)
def test_each_failure_has_its_own_sentence(typed: str, part_of_why: str) -> None:
    read = read_npi(typed)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


def test_only_the_stored_form_is_an_npi() -> None:
    assert is_npi("1234567893")
    assert not is_npi("123-456-7893")
    assert not is_npi("1234567890")


@given(FIRST_NINE)
def test_the_check_digit_and_no_other_fits(nine: str) -> None:
    good = with_check_digit(nine)
    assert [d for d in "0123456789" if is_npi(nine + d)] == [good[-1]]


@given(nine=FIRST_NINE, place=st.integers(0, 8))
def test_a_hint_names_only_a_swap_that_fits(nine: str, place: int) -> None:
    good = with_check_digit(nine)
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    read = read_npi(swapped)
    if isinstance(read, Unread) and "perhaps" in read.why:
        assert f"digits {place + 1} and {place + 2}" in read.why


@given(st.one_of(st.text(), st.text(alphabet="0123456789- ", max_size=14)))
def test_any_text_gives_an_npi_or_a_sentence(text: str) -> None:
    read = read_npi(text)
    if isinstance(read, Unread):
        assert read.why.endswith(".")
    else:
        assert is_npi(read)
        assert read_npi(read) == read
