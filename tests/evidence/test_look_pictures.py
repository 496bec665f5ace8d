"""Pictures are taken upright and plain, or refused; what moves gives its first picture."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from app.domain.evidence.evidence import MediaType
from app.domain.evidence.light_table import Looked, Refused
from app.evidence.table import SafeLightTable
from tests.evidence.foreign_pictures import (
    cornered,
    encoded,
    fax,
    png_of,
    tiff,
    with_tags,
)


@pytest.fixture(scope="module")
def table() -> Iterator[SafeLightTable]:
    table = SafeLightTable()
    yield table
    table.close()


def looked(table: SafeLightTable, content: bytes) -> Looked:
    seen = table.look(content)
    assert isinstance(seen, Looked), seen
    return seen


def why_not(table: SafeLightTable, content: bytes) -> str:
    seen = table.look(content)
    assert isinstance(seen, Refused), seen
    return seen.why


@pytest.mark.parametrize("media", ["jpeg", "png", "tiff", "webp", "bmp", "gif"])
def test_every_kind_of_picture_is_taken(table: SafeLightTable, media: MediaType) -> None:
    seen = looked(table, encoded(cornered(300, 200), media.upper()))
    assert seen == replace(Looked(media, ()), pages=seen.pages)
    assert seen.pages[0] == pytest.approx((225, 150), rel=0.001)


@pytest.mark.parametrize("pages", [1, 3, 200])
def test_a_tiff_has_many_pages(table: SafeLightTable, pages: int) -> None:
    assert len(looked(table, tiff([cornered(100, 100)] * pages)).pages) == pages


def test_a_tiff_has_not_too_many_pages(table: SafeLightTable) -> None:
    assert "more than 200 pages" in why_not(table, tiff([cornered(100, 100)] * 201))


def test_a_fax_has_its_true_shape(table: SafeLightTable) -> None:
    seen = looked(table, fax(2))
    assert len(seen.pages) == 2
    width, height = seen.pages[0]
    assert width == pytest.approx(1728 / 204 * 72)
    assert height == pytest.approx(1078 / 98 * 72)


def test_a_photo_says_what_it_is_and_when_it_was_taken(table: SafeLightTable) -> None:
    seen = looked(table, with_tags(cornered(), "JPEG"))
    assert (seen.title, seen.dated) == ("Referral letter", dt.date(2026, 3, 1))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_taken_lying_is_measured_upright(table: SafeLightTable, form: str) -> None:
    (size,) = looked(table, with_tags(cornered(300, 200), form, orientation=6)).pages
    assert size == (150, 225)


def test_a_size_that_no_sheet_has_is_not_believed(table: SafeLightTable) -> None:
    (size,) = looked(table, encoded(cornered(4000, 3000), "JPEG", dpi=(72, 72))).pages
    assert size == pytest.approx((720, 540))
    (tiny,) = looked(table, encoded(cornered(300, 200), "PNG", dpi=(2400, 2400))).pages
    assert tiny == (225, 150)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_of_what_moves_the_first_picture_is_taken(table: SafeLightTable, form: str) -> None:
    moving = encoded(
        cornered(), form, save_all=True, append_images=[Image.new("RGB", (60, 40), "navy")]
    )
    seen = looked(table, moving)
    assert len(seen.pages) == 1
    assert seen.notices == ("This picture moves. Its first picture is taken.",)


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (20_001, 10), (9_000, 9_000)])
def test_too_many_pixels_are_refused_unopened(
    table: SafeLightTable, width: int, height: int
) -> None:
    assert "larger than 70 million pixels" in why_not(table, png_of(width, height))


def test_a_large_picture_is_taken(table: SafeLightTable) -> None:
    assert looked(table, png_of(7_000, 9_900)).media == "png"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF"])
def test_a_picture_cut_off_is_refused(table: SafeLightTable, form: str) -> None:
    noise = Image.effect_noise((200, 200), 60).convert("RGB")
    content = encoded(noise, form)
    looked(table, content)
    assert "cut off" in why_not(table, content[: len(content) * 2 // 3])


def test_a_renamed_file_is_what_it_holds(table: SafeLightTable) -> None:
    assert "text file" in why_not(table, b"this.jpg is no picture at all")
    assert "damaged" in why_not(table, b"\xff\xd8\xff\xe0 this only begins like one")
