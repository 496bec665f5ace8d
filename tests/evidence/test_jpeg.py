"""JPEG files without their metadata: the same pixels, none of the words, refused when damaged."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.evidence.jpeg import plain_jpeg

CANARY = b"Marisol Testwell at 41.88, -87.62"
SHADES = Image.radial_gradient("L")
COLORS = Image.merge("RGB", (SHADES, SHADES.rotate(90), SHADES.resize((256, 256))))


def jpeg(picture: Image.Image, **options: object) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif, comment=CANARY, dpi=(300, 300), **options)
    return written.getvalue()


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.tobytes()


@pytest.mark.parametrize("picture", [SHADES, COLORS])
@pytest.mark.parametrize(
    "options",
    [{}, {"progressive": True}, {"restart_marker_blocks": 3}, {"subsampling": 0}, {"keep_rgb": 1}],
)
def test_the_same_pixels_and_nothing_else(picture: Image.Image, options: dict[str, object]) -> None:
    original = jpeg(picture, **options)
    assert CANARY in original
    plain = plain_jpeg(original + CANARY)
    assert plain is not None
    assert (plain.width, plain.height) == picture.size
    assert plain.components == len(picture.getbands())
    assert CANARY not in plain.content
    assert b"Exif" not in plain.content
    assert pixels(plain.content) == pixels(original)


def test_four_inks_are_not_plain() -> None:
    assert plain_jpeg(jpeg(COLORS.convert("CMYK"))) is None


@pytest.mark.parametrize("end", [0, 1, 2, 20, 400, -2])
def test_a_file_cut_short_is_not_plain(end: int) -> None:
    assert plain_jpeg(jpeg(COLORS)[:end]) is None


@given(st.binary(max_size=300), st.integers(0, 700))
def test_whatever_stands_in_a_file_never_raises(noise: bytes, place: int) -> None:
    original = jpeg(SHADES)
    plain_jpeg(noise)
    plain_jpeg(original[:place] + noise + original[place + len(noise) :])
