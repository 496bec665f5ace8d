"""Pictures as they stand in a pack: pixels and JPEG files, packed as PDF has them.

Used by `enclosed` and `taken_over`. Colors are sRGB, as the pack says of itself. What
stands in a picture's dictionary: ISO 32000-1, 8.9.5.
"""

import io
import zlib
from collections.abc import Mapping
from typing import Any

from pikepdf import Dictionary, Name, Object, Pdf, Stream
from PIL import Image

from app.evidence.jpeg import PlainJpeg

_QUALITY = 85
_FEW_COLORS = 2000
"""A color picture with no more is drawn, not photographed: it stays as sharp as it is."""


def jpeg_stream(jpeg: PlainJpeg, pack: Pdf) -> Stream:
    """A JPEG file as a picture of the pack."""
    colors = Name.DeviceGray if jpeg.components == 1 else Name.DeviceRGB
    return image_stream(pack, jpeg.content, (jpeg.width, jpeg.height), 8, colors, Name.DCTDecode)


def encoded(picture: Image.Image, pack: Pdf) -> Stream:
    """Pixels (RGB, L or 1) as a picture: black and white as fax, letters and lines in 16 grays,
    other drawings exactly, photos as JPEG.
    """
    if picture.mode == "1":
        settings = Dictionary(K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=True)
        kind, content = Name.CCITTFaxDecode, _fax(picture)
        return image_stream(pack, content, picture.size, 1, Name.DeviceGray, kind, settings)
    colors = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    if picture.mode == "L" and _is_line_art(picture):
        lines = zlib.compress(_sixteen_grays(picture), 6)
        return image_stream(pack, lines, picture.size, 4, colors, Name.FlateDecode)
    jpeg = _jpeg(picture)
    if picture.mode == "L" or picture.getcolors(_FEW_COLORS) is not None:
        exact = zlib.compress(picture.tobytes(), 6)
        if len(exact) <= len(jpeg):
            return image_stream(pack, exact, picture.size, 8, colors, Name.FlateDecode)
    return image_stream(pack, jpeg, picture.size, 8, colors, Name.DCTDecode)


def has_color(image: Object) -> bool:
    """Whether a picture of the pack may show color."""
    return image.get("/ColorSpace", "") != Name.DeviceGray and "/ImageMask" not in image


def _is_line_art(picture: Image.Image) -> bool:
    """Whether a gray picture is black and white but for the smooth edges of letters and lines.

    Those are few dots wide; where a square of six by six is gray, something else is shown.
    """
    grays = picture.point([0] * 9 + [255] * 238 + [0] * 9)
    return 255 not in grays.reduce(6).tobytes()


def _sixteen_grays(picture: Image.Image) -> bytes:
    """Pixels of four bits, enough for smooth edges, a third of the size."""
    levels = picture.point([(shade + 8) // 17 for shade in range(256)])
    return Image.frombytes("P", picture.size, levels.tobytes()).tobytes("raw", "P;4")


def _fax(picture: Image.Image) -> bytes:
    """Black and white pixels in one strip of CCITT group 4 (ITU-T T.6), packed by libtiff."""
    tiff = io.BytesIO()
    picture.save(tiff, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: picture.height})
    with Image.open(tiff, formats=["TIFF"]) as written:
        tags: Mapping[int, Any] = getattr(written, "tag_v2")  # noqa: B009 - not in Pillow's types
        (start,), (length,) = tags[_STRIP_STARTS], tags[_STRIP_LENGTHS]
    return tiff.getvalue()[start : start + length]


_STRIP_STARTS, _ROWS_PER_STRIP, _STRIP_LENGTHS = 273, 278, 279


def _jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def image_stream(
    pack: Pdf,
    content: bytes,
    size: tuple[int, int],
    bits: int,
    colors: Object | None,
    kind: Object | None,
    settings: Dictionary | None = None,
) -> Stream:
    """Packed pixels as a picture: size in pixels, bits a component, filter and its settings."""
    stream = pack.make_stream(content)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = size
    stream.BitsPerComponent = bits
    if colors is not None:
        stream.ColorSpace = colors
    if kind is not None:
        stream.Filter = kind
    if settings is not None:
        stream.DecodeParms = settings
    return stream
