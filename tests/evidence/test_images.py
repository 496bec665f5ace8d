"""Pixels packed for a pack: exact where they are drawn, close where they are photographed."""

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from app.evidence.images import encoded
from tests.evidence.packing import pattern


def unpacked(picture: Image.Image) -> tuple[str, int, Image.Image]:
    """Filter, bits a component, and what a reader sees."""
    with pikepdf.new() as pack:
        stream = encoded(picture, pack)
        seen = pikepdf.PdfImage(stream).as_pil_image().convert(picture.mode)
        return str(stream.Filter), int(stream.BitsPerComponent), seen


def letters(size: tuple[int, int]) -> Image.Image:
    """Letters with smooth edges, and a line."""
    picture = Image.new("L", (size[0] * 4, size[1] * 4), 255)
    pen = ImageDraw.Draw(picture)
    pen.line((0, 0, size[0] * 4, size[1] * 3), width=9)
    pen.text((40, 40), "Marisol Testwell", font_size=90)
    return picture.resize(size)


@settings(max_examples=40)
@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 2**32))
def test_black_and_white_stays_as_it_is(width: int, height: int, seed: int) -> None:
    noise = (seed * 2654435761).to_bytes(8) * (width * height)
    picture = Image.frombytes("1", (width, height), noise[: (width + 7) // 8 * height])
    kind, bits, seen = unpacked(picture)
    assert (kind, bits) == ("/CCITTFaxDecode", 1)
    assert ImageChops.difference(seen.convert("L"), picture.convert("L")).getbbox() is None


@pytest.mark.parametrize("size", [(300, 200), (301, 201), (1, 1)])
def test_letters_have_sixteen_grays(size: tuple[int, int]) -> None:
    picture = letters(size)
    kind, bits, seen = unpacked(picture)
    assert (kind, bits, seen.size) == ("/FlateDecode", 4, size)
    assert max(ImageChops.difference(seen, picture).tobytes()) <= 8


def test_a_page_with_a_tint_keeps_every_gray() -> None:
    picture = letters((300, 200))
    ImageDraw.Draw(picture).rectangle((100, 100, 200, 150), fill=243)
    kind, bits, seen = unpacked(picture)
    assert (kind, bits) == ("/FlateDecode", 8)
    assert seen.tobytes() == picture.tobytes()


def test_drawings_in_color_are_exact_and_photos_are_jpeg() -> None:
    kind, _, seen = unpacked(pattern())
    assert kind == "/FlateDecode"
    assert seen.tobytes() == pattern().tobytes()
    noise = [Image.effect_noise((200, 200), sigma) for sigma in (30, 20, 10)]
    photo = Image.merge("RGB", noise)
    assert unpacked(photo)[0] == unpacked(noise[2])[0] == "/DCTDecode"
