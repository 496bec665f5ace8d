"""Pages as pictures and as text: size, color, no metadata; the same in the child as here."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops, ImageStat

from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import ImageOrder, ImageType, Refused, quietly
from app.evidence import compose, page_images, text
from app.evidence.jobs import PageImagesOrder, PageTexts, TextOrder
from app.evidence.table import SafeLightTable
from tests.evidence.packing import composed, drawn, enclosed, file_of, order_of, pattern
from tests.pdf import samples
from tests.pdf.reading import rendered

PACK = composed(enclosed(file_of(pattern(), "PDF", resolution=40))).data
KINDS: list[ImageType] = ["jpeg", "png", "tiff"]


@pytest.fixture(scope="module")
def table() -> Iterator[SafeLightTable]:
    table = SafeLightTable()
    yield table
    table.close()


def images(order: ImageOrder, pdf: bytes = PACK) -> list[Image.Image]:
    made = page_images.run(PageImagesOrder(pdf, order), quietly).images
    return [Image.open(io.BytesIO(content)) for content in made]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("gray", [False, True])
def test_each_page_is_a_picture_at_the_resolution_asked_for(kind: ImageType, gray: bool) -> None:
    found = images(ImageOrder(kind, dpi=100, gray=gray))
    assert [image.size for image in found] == [(850, 1100)] * 2
    for number, image in enumerate(found):
        assert image.format == kind.upper()
        assert image.mode == ("L" if gray else "RGB")
        assert [round(each) for each in image.info["dpi"]] == [100, 100]
        seen = drawn(PACK, number, 100).convert(image.mode)
        assert max(ImageStat.Stat(ImageChops.difference(seen, image)).mean) < 1.5


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_says_nothing_but_its_resolution(kind: ImageType) -> None:
    for image in images(ImageOrder(kind, dpi=60)):
        known = {"dpi", "jfif", "jfif_version", "jfif_unit", "jfif_density", "compression"}
        assert set(image.info) <= known | {"resolution"}
        assert b"Testwell" not in image.tobytes()


def test_lower_quality_makes_smaller_pictures() -> None:
    sizes = [
        sum(map(len, page_images.run(PageImagesOrder(PACK, order), quietly).images))
        for order in (ImageOrder(quality=90), ImageOrder(quality=40))
    ]
    assert sizes[0] > 1.2 * sizes[1]


def test_every_page_is_reported() -> None:
    seen: list[tuple[int, int]] = []
    order = PageImagesOrder(PACK, ImageOrder(dpi=50))
    page_images.run(order, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_the_child_makes_the_same(table: SafeLightTable) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    order = order_of(
        enclosed(rendered(samples.specimen()).data),
        enclosed(file_of(pattern(), "JPEG", exif=exif)),
        enclosed(file_of(pattern(), "JPEG", exif=exif), PageChoice(number=1, turn=90)),
        enclosed(file_of(pattern(mode="1"), "TIFF", compression="group4")),
        enclosed(file_of(pattern().convert("RGBA"), "WEBP")),
        enclosed(file_of(pattern().convert("P"), "GIF")),
        enclosed(file_of(pattern().convert("CMYK"), "PDF")),
        enclosed(file_of(pattern(), "BMP")),
    )
    pack = table.compose(order)
    assert pack == compose.run(order, quietly)
    for kind in KINDS:
        pictures = ImageOrder(kind, dpi=50)
        here = page_images.run(PageImagesOrder(pack.data, pictures), quietly)
        assert tuple(table.page_images(pack.data, pictures)) == here.images
    letter = rendered(samples.specimen()).data
    texts = table.text(letter)
    assert not isinstance(texts, Refused)
    assert PageTexts(texts) == text.run(TextOrder(letter), quietly)


def test_text_is_read_page_by_page() -> None:
    result = text.run(TextOrder(rendered(samples.claim_attachment()).data), quietly)
    assert isinstance(result, PageTexts)
    first, second = result.texts
    assert "Why it was necessary" in first
    assert "Page 2 of 2" in second


@pytest.mark.parametrize("content", [b"", b"no PDF", PACK[:200]])
def test_what_is_no_pdf_has_no_text_but_a_reason(content: bytes) -> None:
    result = text.run(TextOrder(content), quietly)
    assert isinstance(result, Refused)
    assert result.why
