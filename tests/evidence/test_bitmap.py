"""A page is shown and sent upright, on white, blacked out where asked, and says nothing else."""

import io
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Pdf
from PIL import Image

from app.domain.evidence.evidence import Box, PageChoice, Turn
from app.evidence.bitmap import finished, open_pages
from app.evidence.refusal import Refusal
from app.evidence.table import SafeLightTable
from tests.evidence import foreign_pdfs
from tests.evidence.foreign_pictures import CANARY, cornered, encoded, fax, tiff, with_tags

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
QUARTERS = ("left top", "right top", "right bottom", "left bottom")  # clockwise


@pytest.fixture(scope="module")
def table() -> Iterator[SafeLightTable]:
    table = SafeLightTable()
    yield table
    table.close()


def colors(image: Image.Image) -> list[str]:
    """The colors of the four quarters, clockwise from the left top."""
    image = image.convert("RGB")
    found = []
    for place in QUARTERS:
        across, down = place.split()
        x = image.width // 4 + (image.width // 2) * (across == "right")
        y = image.height // 4 + (image.height // 2) * (down == "bottom")
        red, green, blue = (each > 127 for each in image.getpixel((x, y)))  # type: ignore[union-attr]
        found.append(" ".join(n for n, on in (("r", red), ("g", green), ("b", blue)) if on))
    return found


UPRIGHT = ["r", "g", "r g b", "b"]


def stored_as(orientation: int) -> Image.Image:
    """The quarters as a camera stores them that says it was turned so (EXIF 2.32, 4.6.4)."""
    turns = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    turn = turns[orientation]
    return cornered() if turn is None else cornered().transpose(turn)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_every_orientation_stands_upright(form: str, orientation: int) -> None:
    content = with_tags(stored_as(orientation), form, orientation)
    pages = open_pages(content, form.lower())  # type: ignore[arg-type] # MediaType
    for dpi in (300, 48):
        image = pages.image(1, dpi)
        assert colors(image) == UPRIGHT
        assert image.width > image.height
    pages.close()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_users_turn_is_clockwise(turn: Turn) -> None:
    steps = turn // 90
    turned = colors(finished(cornered(), PageChoice(number=1, turn=turn)))
    assert turned == UPRIGHT[-steps:] + UPRIGHT[:-steps] if steps else UPRIGHT


def plain_cases() -> Iterator[tuple[str, bytes, str, tuple[int, int, int]]]:
    """Name, file, mode and color in its middle."""
    orange = Image.new("RGB", (40, 40), (200, 100, 0))
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    yield "rgb", encoded(orange, "PNG"), "RGB", (200, 100, 0)
    yield "palette", encoded(orange.convert("P"), "PNG"), "RGB", (204, 102, 0)
    yield "clear", encoded(clear, "PNG"), "RGB", WHITE
    yield "clear palette", encoded(clear, "GIF"), "RGB", WHITE
    yield "gray and alpha", encoded(Image.new("LA", (40, 40), (90, 255)), "PNG"), "RGB", (90,) * 3
    yield "bilevel", encoded(Image.new("1", (40, 40), 1), "PNG"), "1", WHITE
    yield "16 bit", encoded(Image.new("I;16", (40, 40), 0x8000), "PNG"), "L", (128,) * 3
    yield "32 bit", encoded(Image.new("I", (40, 40), 70_000), "TIFF"), "L", BLACK
    yield "float", encoded(Image.new("F", (40, 40), 0.5), "TIFF"), "L", BLACK
    yield "cmyk", encoded(Image.new("CMYK", (40, 40), (0, 0, 0, 0)), "JPEG"), "RGB", WHITE
    yield "cmyk tiff", encoded(Image.new("CMYK", (40, 40), (0, 0, 0, 255)), "TIFF"), "RGB", BLACK
    yield "lab", encoded(Image.new("YCbCr", (40, 40), (255, 128, 128)), "TIFF"), "RGB", WHITE


@pytest.mark.parametrize(("name", "content", "mode", "color"), list(plain_cases()))
def test_every_sort_of_pixel_becomes_plain(
    name: str, content: bytes, mode: str, color: tuple[int, int, int]
) -> None:
    media = "png" if content.startswith(b"\x89PNG") else "tiff"
    media = "jpeg" if content.startswith(b"\xff\xd8") else media
    media = "gif" if content.startswith(b"GIF") else media
    image = open_pages(content, media).image(1, 300)  # type: ignore[arg-type] # MediaType
    assert image.mode == mode, name
    assert image.convert("RGB").getpixel((20, 20)) == color
    assert image.info == {}


def test_a_picture_is_never_enlarged_and_is_reduced_to_what_is_asked() -> None:
    pages = open_pages(encoded(cornered(600, 400), "PNG", dpi=(200, 200)), "png")
    assert pages.image(1, 600).size == (600, 400)
    assert pages.image(1, 100).size == (300, 200)


def test_a_fax_is_drawn_in_its_true_shape() -> None:
    image = open_pages(fax(), "tiff").image(1, 204)
    assert image.size == (1728, 2244)


def test_pages_of_a_tiff_can_be_asked_for_in_any_order() -> None:
    shades = [Image.new("L", (50, 50), shade) for shade in (10, 120, 240)]
    pages = open_pages(tiff(shades), "tiff")
    assert [pages.image(number, 96).getpixel((9, 9)) for number in (3, 1, 2, 1)] == [
        240,
        10,
        120,
        10,
    ]


def test_a_pdf_page_is_drawn_as_it_is_shown() -> None:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(b"1 0 0 rg 0 692 100 100 re f")  # the left top corner
        page.Rotate = 90

    pages = open_pages(foreign_pdfs.made(change), "pdf")
    image = pages.image(1, 72)
    assert image.size == (792, 612)
    assert image.getpixel((780, 10)) == (255, 0, 0)
    assert image.getpixel((10, 10)) == WHITE


def test_a_gray_pdf_page_is_drawn_gray_and_a_huge_one_coarser() -> None:
    assert open_pages(foreign_pdfs.made(), "pdf").image(1, 50).mode == "L"

    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.MediaBox = [0, 0, 90_000, 60_000]

    image = open_pages(foreign_pdfs.made(change), "pdf").image(1, 72)
    assert image.width * image.height <= 70_000_000
    assert image.width <= 20_000
    assert image.width / image.height == pytest.approx(1.5, rel=0.01)


def test_a_pdf_that_is_locked_or_damaged_is_drawn_from_its_mended_form() -> None:
    assert open_pages(foreign_pdfs.locked("secret"), "pdf", "secret").count == 1
    assert open_pages(foreign_pdfs.made(pages=3)[:-150], "pdf").count == 3
    with pytest.raises(Refusal):
        open_pages(foreign_pdfs.locked("secret"), "pdf", "guess")


shares = st.floats(0, 1)


@given(shares, shares, shares, shares, st.sampled_from(["RGB", "L", "1"]))
def test_what_a_box_covers_is_black_and_nothing_else_changes(
    left: float, top: float, width: float, height: float, mode: str
) -> None:
    image = Image.new(mode, (37, 53), 255 if mode != "RGB" else WHITE)
    box = Box(left=left, top=top, width=width, height=height)
    drawn = finished(image, PageChoice(number=1, boxes=(box,))).convert("L")
    for x in range(37):
        for y in range(53):
            covered = (
                left * 37 < x + 1
                and x < (left + width) * 37
                and top * 53 < y + 1
                and y < (top + height) * 53
            )
            if covered and width and height:
                assert drawn.getpixel((x, y)) == 0
            beside = x < left * 37 - 1 or x > (left + width) * 37 + 1
            if beside or y < top * 53 - 1 or y > (top + height) * 53 + 1:
                assert drawn.getpixel((x, y)) == 255
    assert image.convert("L").getextrema() == (255, 255)


def test_a_box_belongs_to_the_page_before_the_users_turn() -> None:
    box = Box(left=0, top=0, width=0.5, height=0.5)  # over the red quarter
    turned = finished(cornered(), PageChoice(number=1, turn=90, boxes=(box,)))
    assert colors(turned) == ["b", "", "g", "r g b"]


@pytest.mark.parametrize("width", [50, 333])
@pytest.mark.parametrize(
    "make",
    [
        lambda: with_tags(cornered(900, 600), "JPEG", 6),
        lambda: with_tags(cornered(900, 600), "PNG", 6),
        foreign_pdfs.scan,
        fax,
    ],
)
def test_the_picture_of_a_page_says_nothing_of_its_maker(
    table: SafeLightTable, make: Callable[[], bytes], width: int
) -> None:
    bitmap = table.picture(make(), PageChoice(number=1, turn=270), width)
    assert CANARY.encode() not in bitmap
    with Image.open(io.BytesIO(bitmap)) as picture:
        assert picture.width == width
        assert picture.format == "BMP"
        row = -(-picture.width * len(picture.getbands()) // 4) * 4
        start = int.from_bytes(bitmap[10:14], "little")
        # A head, perhaps a palette of 256 colors, the pixels, and nothing else.
        assert start in (54, 54 + 4 * 256)
        assert len(bitmap) == start + row * picture.height


def test_the_same_page_gives_the_same_picture(table: SafeLightTable) -> None:
    page = PageChoice(number=1, boxes=(Box(left=0.1, top=0.1, width=0.2, height=0.2),))
    content = foreign_pdfs.made()
    first = table.picture(content, page, 400)
    other = SafeLightTable()
    try:
        assert other.picture(content, page, 400) == first
    finally:
        other.close()
