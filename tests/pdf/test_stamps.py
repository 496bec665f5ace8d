"""Stamped footers: where they stand, how they are cut, and pages numbered within a pack."""

import io

import pypdf
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.blocks import FOOTER_HEIGHT, Document, Numbering, PageBreak, Paragraph
from app.documents.blocks import StampedFooter as Footer
from app.pdf import styles
from app.pdf.pages import Placed
from app.pdf.stamps import stamp
from app.pdf.strips import Words
from app.pdf.typeset import Typesetter
from tests.pdf.reading import FONTS, MADE_AT, RENDERER, page_texts, reader, rendered, shown

LETTER = styles.SHEETS["letter"]


def texts_of(footers: list[Footer]) -> list[str]:
    data = RENDERER.render_footers(footers, "letter", made_at=MADE_AT)
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def words_of(placed: Placed) -> list[Words]:
    return [mark for mark in placed.strip.marks if isinstance(mark, Words)]


def test_each_sheet_bears_its_own_footer_and_nothing_else() -> None:
    first = Footer("CP-000123 · M.T.", "Letter of Dr. Samplemann", "Page 3 of 4")
    second = Footer("CP-000123 · M.T.", "Письмо 手紙", "Page 4 of 4")
    one, other = texts_of([first, second])
    assert one == f"{first.left} {first.middle} {first.right}"
    assert "Письмо 手紙" in other
    assert "Letter" not in other


def test_footers_stand_where_our_own_pages_have_theirs() -> None:
    own = rendered(Document("Test", (Paragraph("x"),), footer="Printed today"))
    data = RENDERER.render_footers([Footer("left", "", "right")], "letter", made_at=MADE_AT)
    (line,) = {round(each.y, 1) for each in shown(pypdf.PdfReader(io.BytesIO(data)).pages[0])}
    assert line in {round(each.y, 1) for each in shown(reader(own).pages[0])}
    assert line < FOOTER_HEIGHT


def test_a_long_title_is_cut_and_the_page_number_is_not() -> None:
    (text,) = texts_of([Footer("CP-1 · M.T.", "A letter " * 60, "Page 10 of 200")])
    assert text.endswith("Page 10 of 200")
    assert "…" in text


def test_same_footers_give_the_same_bytes() -> None:
    footers = [Footer("a", "b", "c")] * 3
    once = RENDERER.render_footers(footers, "a4", made_at=MADE_AT)
    assert RENDERER.render_footers(footers, "a4", made_at=MADE_AT) == once


@settings(max_examples=60)
@given(st.text(max_size=80), st.text(max_size=300), st.text(max_size=20))
def test_no_part_runs_into_another_or_off_the_sheet(left: str, middle: str, right: str) -> None:
    words = words_of(stamp(Footer(left, middle, right), LETTER, Typesetter(FONTS)))
    ends = 0.0
    for mark in sorted((word for word in words if word.line.runs), key=lambda word: word.x):
        assert mark.x >= ends - 0.01
        ends = mark.x + mark.line.width
    assert ends <= LETTER[0] - 2 * styles.SIDE + 0.01


@given(st.text(max_size=120), st.floats(20, 300))
def test_what_is_cut_fits_and_is_a_beginning(text: str, width: float) -> None:
    setter = Typesetter(FONTS)
    whole = setter.line(text, styles.RUNNING)
    line = setter.cut(text, styles.RUNNING, width)
    assert line.width <= width
    assert (line == whole) == (whole.width <= width)


def test_pages_count_within_the_pack() -> None:
    document = Document("Test", (Paragraph("a"), PageBreak(), Paragraph("b")))
    result = RENDERER.render_pdf(document, made_at=MADE_AT, numbering=Numbering(2, 9))
    first, second = page_texts(result)
    assert "Page 2 of 9" in first
    assert "Page 3 of 9" in second
    assert result.pages == 2
