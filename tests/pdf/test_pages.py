"""Strips on pages: nothing lost, nothing below the text area, groups whole where they can be."""

from hypothesis import given
from hypothesis import strategies as st

from app.documents.blocks import Document
from app.pdf.pages import Frame, Placed, frame_of, paginate
from app.pdf.strips import Strip, below, padded, together
from app.pdf.typeset import Typesetter
from tests.pdf.reading import FONTS

FRAME = Frame(612, 400, (), ())
ROOM = FRAME.bottom - FRAME.top(0)

STRIPS = st.lists(
    st.builds(
        Strip,
        height=st.floats(0, 120),
        gap=st.floats(0, 30),
        glued=st.booleans(),
        new_page=st.booleans(),
    ),
    max_size=60,
)


@given(STRIPS)
def test_every_strip_stands_once_in_order_within_its_page(strips: list[Strip]) -> None:
    pages = paginate(strips, FRAME)
    assert [placed.strip for page in pages for placed in page] == strips
    for number, page in enumerate(pages):
        y = FRAME.top(number)
        for placed in page:
            assert placed.y >= y - 1e-9
            y = placed.y + placed.strip.height
            assert y <= FRAME.bottom + 1e-9


@given(STRIPS)
def test_what_fits_a_page_is_not_torn_apart(strips: list[Strip]) -> None:
    whole = together(strips)
    if sum(strip.height + strip.gap for strip in whole) <= ROOM:
        whole = [Strip(s.height, gap=s.gap, glued=s.glued) for s in whole]
        pages = paginate([Strip(ROOM / 2), *whole], FRAME)
        assert len([page for page in pages if any(p.strip in whole for p in page)]) <= 1


def test_space_above_is_left_out_at_the_head_of_a_page() -> None:
    pages = paginate([Strip(ROOM - 10), Strip(50, gap=20), Strip(5, gap=7)], FRAME)
    assert [[placed.y - FRAME.top(1) for placed in page] for page in pages[1:]] == [[0, 57]]


def test_titles_stand_over_what_comes_first_on_a_page() -> None:
    title = Strip(20)
    row = Strip(30, repeated=(title,))
    pages = paginate([Strip(ROOM - 50), title, row, row], FRAME)
    top = FRAME.top(1)
    assert pages[1] == [Placed(top, title), Placed(top + 20, row)]
    assert [placed.strip for placed in pages[0]][1:] == [title, row]


def test_a_running_header_lowers_the_text_of_following_pages_only() -> None:
    document = Document("T", (), header_left=("One", "Two", "Three"))
    frame = frame_of(document, Typesetter(FONTS))
    plain = frame_of(Document("T", ()), Typesetter(FONTS))
    assert frame.top(0) == plain.top(0)
    assert frame.top(1) > plain.top(1)


def test_room_is_added_above_the_first_strip_and_below_the_last() -> None:
    strips = [Strip(10), Strip(10), Strip(10)]
    assert [strip.height for strip in padded(strips, 3, 4)] == [13, 10, 14]
    assert [strip.gap for strip in below(strips, 9)] == [9, 0, 0]
    assert below([], 9) == []
