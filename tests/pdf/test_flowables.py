"""Each kind of block on paper: its text complete and in order, and what keeps together."""

import pytest

from app.documents.blocks import (
    Block,
    Bullets,
    Column,
    Grid,
    Heading,
    KeepTogether,
    KeyValues,
    Letterhead,
    Notice,
    Numbered,
    PageBreak,
    Paragraph,
    SignatureBlock,
    TickBoxes,
)
from app.pdf.flowables import Sheetwork, strips_of
from app.pdf.strips import Box, Rule
from app.pdf.typeset import Typesetter
from tests.pdf import samples
from tests.pdf.reading import (
    FONTS,
    all_text,
    page_texts,
    printed,
    reader,
    rendered,
    shown,
    squeezed,
)

FILLER = tuple(Paragraph(f"Filling line {i}.") for i in range(35))


@pytest.mark.parametrize(
    ("block", "texts"),
    [
        (
            Letterhead("Practice", ("Street", "Phone"), ("Date", "Code")),
            "Practice Date Street Code Phone",
        ),
        (Heading("Title", 1), "Title"),
        (Heading("Part", 3), "Part"),
        (Paragraph("Two\nlines", "Lead:"), "Lead: Two lines"),
        (Paragraph("text", "A very long lead " * 5), "A very long lead " * 5 + "text"),
        (KeyValues((("A", "1"), ("B", "2"), ("C", "3")), 2), "A 1 B 2 C 3"),
        (KeyValues((("A", "1"), ("B", ""), ("", "3"))), "A 1 B 3"),
        (Grid((Column("X"), Column("Y")), (("1", "2"), ("3", "4"))), "X Y 1 2 3 4"),
        (Grid((Column("X"),), ()), "X"),
        (Notice("warn", "Text", "Title"), "Title Text"),
        (Notice("info", ""), ""),
        (Bullets(("one", "two")), "• one • two"),
        (Numbered(("one", "two"), start=9), "9. one 10. two"),
        (TickBoxes(("Yes", "No"), "Tick one.", 2, 2, "Why:"), "Tick one. Yes No Why:"),
        (KeepTogether((Heading("H"), Paragraph("p"))), "H p"),
        (KeepTogether(()), ""),
    ],
)
def test_each_block_prints_its_text_in_order(block: Block, texts: str) -> None:
    assert squeezed(texts) in all_text(printed(block))


def test_a_real_document_is_complete_and_in_order() -> None:
    document = samples.claim_attachment()
    found = all_text(rendered(document))
    place = 0
    for block in document.blocks:
        for text in _texts(block):
            place = found.find(squeezed(text), place)
            assert place >= 0, text


def _texts(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Bullets() | Numbered():
            return list(block.items)
        case Grid():
            return [cell for row in block.rows for cell in row]
        case Notice():
            return [block.title, block.text]
        case _:
            return []


@pytest.mark.parametrize("text", ["<b>bold</b> &amp; &lt;", r"\( ) % ]]> {x}", "<img src='x'/>"])
def test_what_looks_like_markup_is_printed_as_typed(text: str) -> None:
    blocks = (Heading(text), Paragraph(text, lead=text), Grid((Column(text),), ((text,),)))
    assert all_text(printed(*blocks)).count(squeezed(text)) == 5


def test_sixty_rows_repeat_the_column_titles_on_every_page() -> None:
    rows = tuple((str(i), f"Row number {i}") for i in range(60))
    result = printed(Paragraph("Before."), Grid((Column("No."), Column("What was done", 5)), rows))
    texts = page_texts(result)
    assert len(texts) >= 2
    assert all(text.count("What was done") == 1 for text in texts)
    found = "".join(texts)
    assert [f"Row number {i}\n" in found for i in range(60)] == [True] * 60


def test_a_cell_longer_than_a_page_goes_on_under_the_titles() -> None:
    words = " ".join(f"word{i}" for i in range(3000))
    result = printed(Grid((Column("When"), Column("What", 3)), (("today", words),)))
    texts = page_texts(result)
    assert len(texts) >= 3
    assert all("When" in text for text in texts)
    assert squeezed(words) in all_text(result).replace("WhenWhat", "")


def test_titles_too_tall_to_repeat_are_printed_once() -> None:
    title = "Title words " * 400
    result = printed(Grid((Column(title),), tuple((f"Row {i}",) for i in range(60))))
    found = all_text(result)
    assert found.count(squeezed(title)) == 1
    assert "Row59" in found


def test_cells_hold_to_the_side_of_their_column() -> None:
    rows = (("7", "7"), ("1234", "1234"))
    page = reader(printed(Grid((Column("L"), Column("R", 1, "right")), rows))).pages[0]
    lefts = [piece.x for piece in shown(page) if piece.text in ("7", "1234")]
    assert lefts[0] == lefts[2]
    assert lefts[1] > lefts[3]


def test_a_heading_is_never_left_at_the_foot_of_a_page() -> None:
    for count in range(30, 45):
        fill = tuple(Paragraph(f"Line {i}.") for i in range(count))
        texts = page_texts(printed(*fill, Heading("Section"), Paragraph("Its text.")))
        assert [t for t in texts if "Section" in t] == [t for t in texts if "Its text." in t]


def test_what_is_kept_together_moves_to_the_next_page_as_one() -> None:
    group = KeepTogether(tuple(Paragraph(f"Kept {i}.") for i in range(8)))
    first, second = page_texts(printed(*FILLER, group))
    assert "Kept" not in first
    assert "Kept 0." in second
    assert "Kept 7." in second


def test_a_group_longer_than_a_page_is_printed_whole() -> None:
    group = KeepTogether(tuple(Paragraph(f"Kept {i}.") for i in range(90)))
    found = all_text(printed(group))
    assert all(f"Kept{i}." in found for i in range(90))


def test_page_breaks_make_no_empty_pages() -> None:
    brk = PageBreak()
    result = printed(brk, Paragraph("one"), brk, brk, KeepTogether((brk, Paragraph("two"))), brk)
    first, second = page_texts(result)
    assert "one" in first
    assert "two" in second


def test_a_signed_block_names_signer_and_time() -> None:
    signed = SignatureBlock("Treating dentist", "Ada Samplemann", "DDS", "May 4, 2026", "I agree.")
    found = all_text(printed(signed))
    assert squeezed("I agree. Ada Samplemann, DDS May 4, 2026 Treating dentist") in found
    assert "signature" not in found


def test_an_unsigned_block_asks_for_signature_name_and_date() -> None:
    found = all_text(printed(SignatureBlock("Medical professional")))
    assert squeezed("Medical professional: signature Date and time") in found
    assert squeezed("Name and credential") in found


def test_reply_areas_have_a_box_for_each_choice_and_lines_to_write_on() -> None:
    sheet = Sheetwork(Typesetter(FONTS), 400)
    block = TickBoxes(("Yes", "No", "Ask"), "Tick one.", columns=2, lines=3, lines_label="Details:")
    marks = [mark for strip in strips_of((block,), sheet) for mark in strip.marks]
    boxes = [mark for mark in marks if isinstance(mark, Box)]
    rules = [mark for mark in marks if isinstance(mark, Rule)]
    assert len(boxes) == 3
    assert all(box.fill is None and box.weight > 0 for box in boxes)
    assert boxes[0].x == boxes[2].x < boxes[1].x
    assert [rule.x + rule.length for rule in rules] == pytest.approx([400] * 3)
    assert rules[0].x > rules[1].x == 0
