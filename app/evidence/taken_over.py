"""Pictures of a foreign PDF taken over into a pack with their pixels as they are packed.

Used by `enclosed`. Each gets a dictionary of its own with only what a picture needs (ISO 32000-1,
8.9.5), so nothing else of the original comes along. Colors are taken for sRGB, as the pack says.
"""

import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from app.evidence.fax import plain_fax
from app.evidence.images import image_stream, jpeg_stream
from app.evidence.jpeg import plain_jpeg
from app.evidence.limits import PIXELS, SIDE_PIXELS, STREAM_BYTES

_CHUNK = 2**20

_FAX_SETTINGS = (
    *("/K", "/Columns", "/Rows", "/BlackIs1", "/EncodedByteAlign", "/EndOfLine", "/EndOfBlock"),
    "/DamagedRowsBeforeError",
)
_ROW_SETTINGS = ("/Predictor", "/Colors", "/BitsPerComponent", "/Columns")
_PNG_ROWS = 10
"""Predictors from here on are PNG's: each row names its own (ISO 32000-1, table 8)."""


def taken_over(image: Object, pack: Pdf) -> Stream | None:
    """A picture of a foreign PDF with its pixels as they are packed; None where that cannot be.

    JPEG, fax (group 4) and unpacked or Flate packed pixels can, in black, gray, RGB or a palette of
    RGB.
    """
    try:
        return _taken_over(image, pack)
    except (pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None  # foreign: any entry may be missing or of another type
    except zlib.error:
        return None


def _taken_over(image: Any, pack: Pdf) -> Stream | None:  # noqa: ANN401 - foreign, of any type
    size = width, height = int(image.Width), int(image.Height)
    too_large = width * height > PIXELS or max(size) > SIDE_PIXELS or min(size) < 1
    if too_large or any(key in image for key in ("/SMask", "/Mask", "/SMaskInData")):
        return None
    kind, settings = _packing(image)
    content: bytes = image.read_raw_bytes()
    if kind == "/DCTDecode":
        jpeg = plain_jpeg(content)
        fits = jpeg is not None and (jpeg.width, jpeg.height) == size and not settings
        if jpeg is None or not fits or "/Decode" in image:
            return None
        return jpeg_stream(jpeg, pack)
    stencil = bool(image.get("/ImageMask", False))
    bits = 1 if stencil else int(image.BitsPerComponent)
    colors, components = (None, 1) if stencil else _colors(image.ColorSpace, pack)
    if components == 0 or bits not in (1, 2, 4, 8):
        return None
    if kind == "/CCITTFaxDecode":
        fits = bits == components == 1 and int(settings.get("/Columns", 1728)) == width
        cut = plain_fax(content) if fits and int(settings.get("/K", 0)) < 0 else None
        if cut is None:
            return None
        content = cut
        kept = _kept(settings, _FAX_SETTINGS)
    else:
        row = _row_bytes(settings, width, bits, components)
        if not row or not _is_exactly(content, kind, row * height):
            return None
        kept = _kept(settings, _ROW_SETTINGS)
    filter_name = Name(kind) if kind else None
    stream = image_stream(pack, content, size, bits, colors, filter_name, kept)
    return _with_polarity(stream, image, components, stencil)


def _packing(image: Any) -> tuple[str, Any]:  # noqa: ANN401 - as above
    """The filter and its settings. Raises ValueError for several filters and those not taken."""
    kinds = image.get("/Filter", Array())
    settings = image.get("/DecodeParms", Dictionary())
    kinds = list(kinds) if isinstance(kinds, Array) else [kinds]
    if isinstance(settings, Array):
        settings = settings[0] if len(settings) else Dictionary()
    names = [str(kind) for kind in kinds]
    if len(names) > 1 or names not in ([], ["/DCTDecode"], ["/CCITTFaxDecode"], ["/FlateDecode"]):
        raise ValueError
    return "".join(names), settings if isinstance(settings, Dictionary) else Dictionary()


def _colors(said: Any, pack: Pdf) -> tuple[Object | None, int]:  # noqa: ANN401 - as above
    """The color space in the pack's own terms, and components of a pixel; 0: not taken."""
    plain = _plain_colors(said)
    if plain is not None:
        return (Name.DeviceGray, 1) if plain == 1 else (Name.DeviceRGB, 3)
    if isinstance(said, Array) and said[0] in (Name.Indexed, Name.I):
        base = _plain_colors(said[1])
        if base is not None:
            palette = said[3]
            content = palette.read_bytes() if isinstance(palette, Stream) else bytes(palette)
            last = min(int(said[2]), 255, len(content) // base - 1)
            if last >= 0:
                name = Name.DeviceGray if base == 1 else Name.DeviceRGB
                lookup = pack.make_stream(content[: (last + 1) * base])
                return Array([Name.Indexed, name, last, lookup]), 1
    return None, 0


def _plain_colors(said: Any) -> int | None:  # noqa: ANN401 - as above
    """Components of a gray or RGB color space; None for any other."""
    if said in (Name.DeviceGray, Name.G):
        return 1
    if said in (Name.DeviceRGB, Name.RGB):
        return 3
    if isinstance(said, Array) and said[0] == Name.ICCBased and int(said[1].N) in (1, 3):
        return int(said[1].N)
    return None


def _with_polarity(
    stream: Stream,
    image: Any,  # noqa: ANN401 - as above
    components: int,
    stencil: bool,
) -> Stream | None:
    """The picture with black and white the way round they were."""
    if stencil:
        stream.ImageMask = True
    if "/Decode" in image:
        ends = [float(each) for each in image.Decode]
        if ends == [1, 0] and components == 1 and not isinstance(stream.get("/ColorSpace"), Array):
            stream.Decode = Array([1, 0])
        elif ends != [0, 1] * components:
            return None
    return stream


def _kept(settings: Any, names: tuple[str, ...]) -> Dictionary | None:  # noqa: ANN401 - as above
    """The settings of a filter that are known, as numbers and truth values."""
    kept = Dictionary()
    for name in names:
        value = settings.get(name)
        if isinstance(value, bool):
            kept[name] = value
        elif value is not None:
            kept[name] = int(value)
    return kept if len(kept.keys()) else None


def _row_bytes(settings: Any, width: int, bits: int, components: int) -> int:  # noqa: ANN401 - as above
    """Bytes of one row before packing; 0 where a predictor is not taken, or counts otherwise."""
    row = (width * bits * components + 7) // 8
    predictor = int(settings.get("/Predictor", 1))
    if predictor == 1:
        return row
    said = int(settings.get("/Columns", 1)) * int(settings.get("/Colors", 1))
    fits = said * int(settings.get("/BitsPerComponent", 8)) == width * bits * components
    return row + 1 if predictor >= _PNG_ROWS and fits else 0


def _is_exactly(content: bytes, kind: str, size: int) -> bool:
    """Whether packed pixels are as many bytes as they should be: nothing stands behind them."""
    if not kind:
        return len(content) == size
    if size > STREAM_BYTES:
        return False
    unpacker, length = zlib.decompressobj(), 0
    while content and not unpacker.eof and length <= size:
        length += len(unpacker.decompress(content, _CHUNK))
        content = unpacker.unconsumed_tail
    return unpacker.eof and length == size and not unpacker.unused_data.strip()
