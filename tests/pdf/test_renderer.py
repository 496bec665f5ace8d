"""Whole files: the same bytes, sheets, properties, what stands on every page, what readers get."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from app import paths
from app.documents.blocks import (
    Column,
    Document,
    Grid,
    Heading,
    KeyValues,
    Letterhead,
    PageBreak,
    PageSize,
    Paragraph,
)
from app.pdf import styles
from app.pdf.fonts import ignorable
from app.pdf.renderer import Renderer
from app.pdf.typeset import clean
from tests.pdf import samples
from tests.pdf.reading import (
    MADE_AT,
    RENDERER,
    all_text,
    bookmarks,
    fonts,
    page_texts,
    printed,
    reader,
    rendered,
    shown,
    spelled,
    squeezed,
)

SHEETS: list[PageSize] = ["letter", "a4"]


@pytest.mark.parametrize("document", [samples.claim_attachment(), samples.specimen()])
def test_same_document_and_clock_give_the_same_bytes(document: Document) -> None:
    fresh = Renderer(paths.fonts_folder())
    busy = Renderer(paths.fonts_folder())
    busy.render_pdf(samples.specimen("a4"), made_at=MADE_AT + timedelta(days=1))
    first = fresh.render_pdf(document, made_at=MADE_AT)
    assert busy.render_pdf(document, made_at=MADE_AT) == first
    assert fresh.render_pdf(document, made_at=MADE_AT) == first


def test_another_clock_or_document_gives_another_file_and_id() -> None:
    document = samples.claim_attachment()
    first = reader(rendered(document))
    later = reader(RENDERER.render_pdf(document, made_at=MADE_AT + timedelta(seconds=1)))
    other = reader(rendered(samples.claim_attachment(draft=True)))
    ids = {str(file.trailer["/ID"]) for file in (first, later, other)}
    assert len(ids) == 3
    assert first.metadata is not None
    assert first.metadata.creation_date == MADE_AT


@pytest.mark.parametrize(("size", "box"), [("letter", (612, 792)), ("a4", (595.28, 841.89))])
def test_sheets_have_the_size_asked_for(size: PageSize, box: tuple[float, float]) -> None:
    for page in reader(rendered(samples.specimen(size))).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(box)


@pytest.mark.parametrize("size", SHEETS)
def test_nothing_is_printed_in_the_margins(size: PageSize, qapp: QApplication) -> None:
    assert qapp.platformName()  # PDFium's fonts need an application
    # PDFium measures the letters themselves, independently of our own widths.
    data = QByteArray(rendered(samples.specimen(size)).data)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    width, height = styles.SHEETS[size]
    for page in range(document.pageCount()):
        places = document.getAllText(page).boundingRectangle()
        assert places.left() >= styles.SIDE - 1
        assert places.right() <= width - styles.SIDE + 1
        assert places.top() >= 18
        assert places.bottom() <= height - 18
    document.close()


def test_properties_name_the_file_and_nothing_else() -> None:
    file = reader(rendered(samples.claim_attachment()))
    assert file.metadata is not None
    assert file.metadata.title == "Claim attachment D9311"
    assert file.metadata.subject == "Attachment to a dental claim"
    assert file.metadata.author == "Sampletown Family Dentistry"
    assert file.metadata.creator == "Chartproof"
    assert "Testwell" not in str(file.metadata)
    assert str(file.root_object["/Lang"]) == "en-US"


def test_headings_are_bookmarks_in_their_order() -> None:
    title, sections = bookmarks(rendered(samples.claim_attachment()))
    assert title == "Claim attachment"
    assert sections[:2] == ["Why it was necessary", "Medical history that matters here"]
    assert sections[-1] == "Enclosures"


def test_bookmarks_may_begin_at_any_level() -> None:
    result = printed(Heading("Section", 2), Heading("Title", 1), Heading("Title", 1))
    assert bookmarks(result) == ["Section", "Title", "Title"]


def test_only_the_glyphs_used_are_embedded_and_every_font_is() -> None:
    result = rendered(samples.specimen())
    for page in reader(result).pages:
        for font in fonts(page).values():
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert re.match(r"/[A-P]{6}\+", descriptor["/FontName"])
            assert descriptor["/FontFile2"].get_data()[:4] == b"\0\1\0\0"
    assert len(printed(Paragraph("欧阳娜娜")).data) < 20_000


@pytest.mark.parametrize("size", SHEETS)
def test_every_page_is_numbered_and_a_draft_says_so(size: PageSize) -> None:
    result = rendered(samples.specimen(size, draft=True))
    texts = page_texts(result)
    assert len(texts) == result.pages == 5
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of 5" in text
        assert text.count("DRAFT") == 1
        assert "Sampletown Family Dentistry, 312-555-0100" in text
    assert not any("DRAFT" in text for text in page_texts(rendered(samples.claim_attachment())))


def test_the_running_header_stands_from_the_second_page_on() -> None:
    first, second = page_texts(rendered(samples.claim_attachment()))
    assert "Attachment control number CP-000123" not in first
    assert "Attachment control number CP-000123" in second
    assert "Marisol Testwell, born 02/14/1961" in second


def test_long_headers_and_footers_leave_room_for_the_text() -> None:
    word = "Long-named practice of many locations "
    document = Document(
        "Test",
        (Paragraph("first"), PageBreak(), Paragraph("second")),
        header_left=(word * 40,),
        header_right=(word * 40,),
        footer=word * 40,
    )
    result = rendered(document)
    assert result.pages == 2
    for page, text in zip(reader(result).pages, ("first", "second"), strict=True):
        assert [piece for piece in shown(page) if piece.text == text and piece.y > 600]
        assert min(piece.y for piece in shown(page)) > 18


def test_an_empty_document_is_one_page() -> None:
    result = printed()
    assert result.pages == 1
    assert "Page 1 of 1" in page_texts(result)[0]


@pytest.mark.parametrize(
    "language",
    [
        *("Spanish", "Vietnamese", "Greek", "Ukrainian", "Arabic", "Hebrew", "Chinese"),
        *("Korean", "Japanese", "Armenian", "Amharic", "Polish"),
    ],
)
def test_names_read_back_in_plain_readers(language: str) -> None:
    name = samples.NAMES[language]
    result = printed(Paragraph(name), KeyValues((("Patient", name),)))
    assert result.unprintable == ()
    assert all_text(result).count(squeezed(name)) == 2


@pytest.mark.parametrize("language", ["Hindi", "Thai", "Punjabi", "Khmer"])
def test_names_in_stacked_scripts_read_back_as_the_standard_says(language: str) -> None:
    name = samples.NAMES[language]
    result = printed(Paragraph(name))
    assert result.unprintable == ()
    assert squeezed(name) in squeezed(spelled(result))


def test_what_no_font_has_is_printed_as_its_number_and_reported_once() -> None:
    result = printed(Paragraph("ok 😀 and \U000f0000 and 😀 \x07"), Heading("\udc80"))
    assert result.unprintable == ("😀", "\U000f0000", "\x07", "\udc80")
    assert "ok [U+1F600] and [U+F0000] and [U+1F600] [U+0007]" in page_texts(result)[0]
    assert "[U+DC80]" in page_texts(result)[0]


def test_properties_take_any_text() -> None:
    document = Document("\udc80 😀", (Paragraph("x"),), author="نور", subject="\0(")
    metadata = reader(rendered(document)).metadata
    assert metadata is not None
    assert metadata.title == "? 😀"
    assert metadata.author == "نور"


ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
SCRIPTS = st.sampled_from(
    "aé ß1.Łộ Жж Ωά-/ نبلا ש בּ अक्षि กำที่ 王。 か 김 ሀ ਸਿੰ ខ្មែរ\u200d\u0301\u05b0 (،)\n≥☑"
)


@given(st.one_of(ANY_TEXT, st.text(SCRIPTS, max_size=40)))
@settings(max_examples=120, deadline=None)
def test_any_text_is_printed_or_reported(text: str) -> None:
    result = printed(
        Paragraph(text, lead=text[:5]),
        Heading(text, 1),
        KeyValues(((text, text),)),
        Grid((Column("A"), Column("B", 2, "right")), ((text, text),)),
        Letterhead(text, (text,), (text,)),
    )
    expected = clean(text)
    for char in result.unprintable:
        expected = expected.replace(char, f"[U+{ord(char):04X}]")
    found = spelled(result)
    for char in set(expected):
        if not char.isspace() and not ignorable(char):
            assert found.count(char) >= 7 * expected.count(char)


LETTERS = st.characters(
    codec="utf-8",
    max_codepoint=0x52F,
    categories=("L", "N", "P", "S", "Zs"),
    exclude_characters="\xa0",
)


@given(st.text(LETTERS, max_size=3000))
@settings(max_examples=40, deadline=None)
def test_texts_in_latin_greek_and_cyrillic_read_back_in_order(text: str) -> None:
    result = printed(Paragraph(text))
    expected = squeezed(text)
    for char in result.unprintable:
        expected = expected.replace(char, f"[U+{ord(char):04X}]")
    assert squeezed(spelled(result)).startswith(expected)
