"""What is blacked out is gone: from the text, from the file's bytes, from every picture in it."""

import io
import math
from collections.abc import Callable
from functools import cache

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from app.documents.blocks import FOOTER_HEIGHT
from app.domain.evidence.evidence import Box, PageChoice, Turn
from app.evidence.sheets import place_on
from tests.evidence.packing import (
    SHEET,
    composed,
    drawn,
    enclosed,
    file_of,
    image_of,
    joined,
    pdf_page,
    raw,
    saved,
    texts,
)

SECRET = "Zacharias-Testwell"
BOX = Box(left=0.25, top=0.25, width=0.5, height=0.25)
TURNS: list[Turn] = [0, 90, 180, 270]


def written(rotate: int) -> bytes:
    """Text under the box, on a page that is turned: in the page's own coordinates, all over it."""
    lines = b" ".join(b"(%s %s) Tj T*" % (SECRET.encode(), SECRET.encode()) for _ in range(60))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    draw = b"BT /F 20 Tf 13 TL 4 780 Td %s ET" % lines
    return pdf_page(draw, Resources=resources, Rotate=rotate)


@cache
def scanned(rotate: int) -> bytes:
    """A scan in which the secret stands all over, with the text that was read in it beneath."""
    pdf = pikepdf.new()
    image = image_of(pdf, secret_picture("RGB"))
    draw = f"q 612 0 0 792 0 0 cm /I Do Q BT 3 Tr 100 400 Td ({SECRET}) Tj ET".encode()
    return pdf_page(draw, {"/I": image}, pdf, Rotate=rotate)


@cache
def secret_picture(mode: str) -> Image.Image:
    picture = Image.new("RGB", (850, 1100), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(0, 1100, 12):
        pen.text((0, line), SECRET * 8, fill="blue", font_size=13)
    return picture.convert(mode)


def under(box: Box, size: tuple[float, float], turn: Turn) -> tuple[float, float, float, float]:
    """Where a box stands on its sheet (left, top, right, bottom in points); `size` is as shown."""
    width, height = size
    left, top, right, bottom = box.left, box.top, box.left + box.width, box.top + box.height
    left, top, right, bottom = {
        0: (left, top, right, bottom),
        90: (1 - bottom, left, 1 - top, right),
        180: (1 - right, 1 - bottom, 1 - left, 1 - top),
        270: (top, 1 - right, bottom, 1 - left),
    }[turn]
    turned = size[::-1] if turn in (90, 270) else size
    place = place_on(SHEET, FOOTER_HEIGHT)
    scale = place.scale(turned, 1.0)
    fit = place.fitted(turned, scale)
    width, height = turned[0] * scale, turned[1] * scale
    above = SHEET[1] - fit.f - height
    return (
        fit.e + left * width,
        above + top * height,
        fit.e + right * width,
        above + bottom * height,
    )


def black_at(pack: bytes, box: tuple[float, float, float, float], edge: float = 7) -> bool:
    """Whether a place on the enclosed sheet is black all over, but for `edge` points.

    Along its edges JPEG smears what is outside: blocks of 16 by 16 dots.
    """
    sheet = drawn(pack, 1, 100).convert("L")
    left, top, right, bottom = (round(each * 100 / 72) for each in box)
    inset = round(edge * 100 / 72)
    inner = (left + inset, top + inset, right - inset, bottom - inset)
    return not any(sheet.crop(inner).tobytes())


@pytest.mark.parametrize(
    ("make", "rotate", "turn"),
    [
        *((written, rotate, turn) for rotate in TURNS for turn in TURNS),
        *((scanned, turn, 0) for turn in TURNS),
        (scanned, 90, 270),
    ],
)
def test_under_a_box_there_is_nothing(
    make: Callable[[int], bytes], turn: Turn, rotate: int
) -> None:
    original = make(rotate)
    before = bytes(original)
    choice = PageChoice(number=1, turn=turn, boxes=(BOX,))
    pack = composed(enclosed(original, choice)).data
    size = (792.0, 612.0) if rotate in (90, 270) else (612.0, 792.0)
    assert black_at(pack, under(BOX, size, turn))
    assert SECRET not in joined(texts(pack))
    pages = pypdf.PdfReader(io.BytesIO(pack)).pages
    assert SECRET not in joined(page.extract_text() for page in pages)
    assert SECRET.encode() not in raw(pack)
    assert original == before


@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG"])
def test_pictures_are_black_under_a_box(kind: str, mode: str) -> None:
    if (kind, mode) == ("JPEG", "1"):
        mode = "L"
    original = file_of(secret_picture(mode), kind, dpi=(100, 100))
    pack = composed(enclosed(original, PageChoice(number=1, boxes=(BOX,)))).data
    assert black_at(pack, under(BOX, (612, 792), 0), edge=17)
    assert_black_in_every_picture(pack, BOX)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_box_stands_where_it_was_drawn_on_a_photo(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = secret_picture("RGB")
    if orientation >= 5:  # it is seen upright
        stored = stored.transpose(Image.Transpose.ROTATE_90)
    original = file_of(stored, "JPEG", dpi=(100, 100), exif=exif)
    pack = composed(enclosed(original, PageChoice(number=1, boxes=(BOX,)))).data
    assert black_at(pack, under(BOX, (612, 792), 0), edge=17)
    assert_black_in_every_picture(pack, BOX)


def test_a_page_without_boxes_beside_one_with_boxes_has_none() -> None:
    with pikepdf.open(io.BytesIO(written(0))) as pdf:
        pdf.pages.append(pdf.pages[0])
        two = saved(pdf)
    pages = (PageChoice(number=1, boxes=(BOX,)), PageChoice(number=2))
    pack = composed(enclosed(two, *pages)).data
    assert black_at(pack, under(BOX, (612, 792), 0))
    assert 255 in drawn(pack, 2).convert("L").crop((200, 220, 400, 350)).tobytes()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.05, 1), st.floats(0.05, 1))
def test_any_box_is_black(left: float, top: float, width: float, height: float) -> None:
    box = Box(left=left, top=top, width=min(width, 1 - left), height=min(height, 1 - top))
    pack = composed(enclosed(scanned(0), PageChoice(number=1, boxes=(box,)))).data
    assert black_at(pack, under(box, (612, 792), 0))


@pytest.mark.parametrize(
    "box", [Box(left=0, top=0, width=0, height=0), Box(left=1, top=1, width=1, height=1)]
)
def test_a_box_without_area_hides_the_text_all_the_same(box: Box) -> None:
    pack = composed(enclosed(scanned(0), PageChoice(number=1, boxes=(box,)))).data
    assert SECRET not in joined(texts(pack))
    assert SECRET.encode() not in raw(pack)


def assert_black_in_every_picture(pack: bytes, box: Box) -> None:
    """The pictures themselves, taken out of the file, are black there."""
    with pikepdf.open(io.BytesIO(pack)) as opened:
        figures = list(opened.pages[1].obj.Resources.XObject.values())
        assert figures
        for figure in figures:
            assert isinstance(figure, pikepdf.Stream)
            picture = pikepdf.PdfImage(figure).as_pil_image().convert("L")
            width, height = picture.size
            left, top = math.ceil(box.left * width) + 8, math.ceil(box.top * height) + 8
            right, bottom = left + int(box.width * width) - 16, top + int(box.height * height) - 16
            assert max(picture.crop((left, top, right, bottom)).tobytes()) <= 6  # JPEG
