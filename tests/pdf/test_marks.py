"""What every page says of a whole document, and signatures drawn by hand."""

from collections.abc import Sequence

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.blocks import (
    Document,
    PageBreak,
    PageSize,
    Paragraph,
    SheetMark,
    SignatureBlock,
    Strokes,
)
from app.pdf import styles
from app.pdf.flowables import Sheetwork, strips_of
from app.pdf.strips import Ink
from app.pdf.typeset import Typesetter
from tests.pdf.reading import FONTS, page_texts, printed, rendered

PAGES = tuple(each for number in range(3) for each in (Paragraph(f"Page {number}."), PageBreak()))
WAVE: Strokes = (((0, 100), (300, 0), (600, 200), (1000, 120)), ((500, 250),))


def marked(word: str, line: str, size: PageSize = "letter") -> Document:
    return Document("Test", PAGES, page_size=size, mark=SheetMark(word, line))


@pytest.mark.parametrize("line", ["VOID: twice", "SIGNATURE DOES NOT MATCH"])
def test_a_mark_stands_on_every_page_once(line: str) -> None:
    texts = page_texts(rendered(marked("VOID", line)))
    assert len(texts) == 3
    assert all(text.count(line) == 1 for text in texts)


def test_a_long_line_is_cut_where_the_sheet_ends() -> None:
    result = rendered(marked("VOID", "VOID: " + "because of this and that, " * 20))
    for text in page_texts(result):
        assert "VOID: because" in text
        assert "…" in text


@pytest.mark.parametrize("size", ["letter", "a4"])
@pytest.mark.parametrize("word", ["DRAFT", "VOID", "DAMAGED", "DOES NOT MATCH"])
def test_words_across_the_sheet_stay_on_it(word: str, size: PageSize) -> None:
    document = Document("Test", (Paragraph("."),), page_size=size, mark=SheetMark(word, "-"))
    pdf = pypdfium2.PdfDocument(rendered(document).data)
    page = pdf[0]
    width, height = styles.SHEETS[size]
    left, low, right, high = page.get_bbox()
    boxes = [each.get_bounds() for each in page.get_objects()]
    pdf.close()
    assert (left, low) == (0, 0)
    assert (right, high) == pytest.approx((width, height))
    for box in boxes:
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= width
        assert box[3] <= height


def ink_of(drawn: Strokes) -> Sequence[Ink]:
    block = SignatureBlock("Treating dentist", "Ada Samplemann", "DDS", "now", drawn=drawn)
    strips = strips_of((block,), Sheetwork(Typesetter(FONTS), 400))
    return [mark for strip in strips for mark in strip.marks if isinstance(mark, Ink)]


def test_a_drawn_signature_stands_above_the_name_as_lines() -> None:
    block = SignatureBlock("Treating dentist", "Ada Samplemann", "DDS", "now", drawn=WAVE)
    pdf = pypdfium2.PdfDocument(printed(block).data)
    page = pdf[0]
    texts, paths = page.get_textpage(), list(page.get_objects(filter=(2,)))
    name = texts.search("Ada Samplemann").get_next()
    assert name is not None
    top = texts.get_charbox(name[0])[3]
    drawn = [each.get_bounds() for each in paths if each.get_bounds()[1] > top]
    pdf.close()
    assert len(drawn) >= len(WAVE)


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 4000)), max_size=5).map(tuple),
        max_size=4,
    ).map(tuple)
)
def test_any_drawing_keeps_to_its_place(drawn: Strokes) -> None:
    for ink in ink_of(drawn):
        for x, y in (point for stroke in ink.strokes for point in stroke):
            assert 0 <= x * ink.scale <= 190.5
            assert 0 <= y * ink.scale <= 46.5


def test_without_a_drawing_there_is_no_ink() -> None:
    assert ink_of(()) == []
    assert ink_of(((),)) == []


def test_the_key_stands_under_the_name() -> None:
    block = SignatureBlock("Treating dentist", "Ada", "", "now", key="Signing key 0123 4567")
    (text,) = page_texts(printed(block))
    assert text.index("Treating dentist") < text.index("Signing key 0123 4567")
