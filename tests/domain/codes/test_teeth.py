import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codes.teeth import describe_teeth, read_teeth, show_teeth
from app.domain.reading.problem import Unread

CANONICAL = (
    *("00", "01", "02", "UR", "UL", "LL", "LR"),
    *(str(n) for n in range(1, 33)),
    *(str(n) for n in range(51, 83)),
    *"ABCDEFGHIJKLMNOPQRST",
    *(f"{letter}S" for letter in "ABCDEFGHIJKLMNOPQRST"),
)


@pytest.mark.parametrize(
    ("typed", "teeth", "shown"),
    [
        ("3", "3", "3"),
        ("#3", "3", "3"),
        ("tooth 3", "3", "3"),
        ("Teeth #3 and #4", "3 4", "3, 4"),
        ("3, 14-16, 30", "3 14 15 16 30", "3, 14-16, 30"),
        ("30;16 14 15,3,3", "3 14 15 16 30", "3, 14-16, 30"),
        ("14–16", "14 15 16", "14-16"),
        ("14 to 16", "14 15 16", "14-16"),
        ("16 - 14", "14 15 16", "14-16"),
        ("10, 20, 30", "10 20 30", "10, 20, 30"),
        ("A-E", "A B C D E", "A-E"),
        ("a, t", "A T", "A, T"),
        ("as", "AS", "AS"),
        ("AS-CS", "AS BS CS", "AS-CS"),
        ("51, 82", "51 82", "51, 82"),
        ("UR", "UR", "UR"),
        ("ll, ur", "UR LL", "UR, LL"),
        ("upper right quadrant", "UR", "UR"),
        ("Lower left and 3", "LL 3", "LL, 3"),
        ("00", "00", "full mouth"),
        ("full mouth", "00", "full mouth"),
        ("Whole", "00", "full mouth"),
        ("01", "01", "upper arch"),
        ("maxillary", "01", "upper arch"),
        ("upper, lower", "01 02", "upper arch, lower arch"),
        ("02", "02", "lower arch"),
        ("mandibular arch", "02", "lower arch"),
        ("A 3 51 BS UL", "UL 3 51 A BS", "UL, 3, 51, A, BS"),
    ],
)
def test_what_people_type_is_read_and_shown(typed: str, teeth: str, shown: str) -> None:
    read = read_teeth(typed)
    assert read == tuple(teeth.split())
    assert show_teeth(tuple(teeth.split())) == shown


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("", "Not teeth or an area"),
        ("teeth", "Not teeth or an area"),
        ("molars", "Not teeth or an area"),
        ("3.5", "Not teeth or an area"),
        ("3-", "Not teeth or an area"),
        ("3A", "Not teeth or an area"),
        ("upperright", "Not teeth or an area"),
        ("40", "LR for the lower right"),
        ("33", "no tooth 33"),
        ("0", "leading zero"),
        ("03", "leading zero"),
        ("83", "no tooth 83"),
        ("3-40", "no tooth 40"),
        ("123", "no tooth 123"),
        ("U", "A to T"),
        ("US", "A to T"),
        ("14-C", "teeth of one kind"),
        ("30-52", "teeth of one kind"),
        ("A-BS", "teeth of one kind"),
    ],
)
def test_what_names_no_teeth_says_what_to_type(typed: str, part_of_why: str) -> None:
    read = read_teeth(typed)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


@pytest.mark.parametrize(
    ("teeth", "told"),
    [
        ("3", "tooth 3"),
        ("3 4", "teeth 3 and 4"),
        ("3 14 15 16", "teeth 3 and 14–16"),
        ("3 5 14 15 16", "teeth 3, 5, and 14–16"),
        ("A B C D E", "teeth A–E"),
        ("UR", "the upper right quadrant"),
        ("UR LL", "the upper right quadrant and the lower left quadrant"),
        ("00", "the whole mouth"),
        ("01 3", "the upper arch and tooth 3"),
        ("3 53", "tooth 3 and supernumerary tooth 53"),
        ("UL 51 AS", "the upper left quadrant and supernumerary teeth 51 and AS"),
        ("", ""),
    ],
)
def test_teeth_are_told_in_a_sentence(teeth: str, told: str) -> None:
    assert describe_teeth(tuple(teeth.split())) == told


@given(st.sets(st.sampled_from(CANONICAL), min_size=1))
def test_shown_teeth_read_back_and_can_be_told(tokens: set[str]) -> None:
    teeth = tuple(token for token in CANONICAL if token in tokens)
    assert read_teeth(show_teeth(teeth)) == teeth
    assert describe_teeth(teeth)


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789-,# aslrut", max_size=14),
        st.lists(st.sampled_from(["upper", "right", "3", "-", "A", "and", "full", "00", "ur"])).map(
            " ".join
        ),
    )
)
def test_any_text_gives_stored_teeth_or_a_sentence(text: str) -> None:
    read = read_teeth(text)
    if isinstance(read, Unread):
        assert read.why.endswith(".")
    else:
        assert read == tuple(token for token in CANONICAL if token in read)
        assert read_teeth(show_teeth(read)) == read
