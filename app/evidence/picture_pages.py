"""The pages of a picture file, upright and plain: JPEG, PNG, TIFF, WebP, BMP, GIF.

Made by `app.evidence.bitmap`. A TIFF has as many pages as it has pictures; of what moves or comes
in layers the first picture is the page.
"""

import io
import math
from dataclasses import dataclass

from PIL import (
    ExifTags,
    Image,
    ImageFile,
    ImageOps,
    MpoImagePlugin,  # noqa: F401 - a decoder is imported now or, in the child, never
    TiffImagePlugin,  # noqa: F401
    WebPImagePlugin,  # noqa: F401
)

from app.domain.evidence.evidence import MediaType
from app.evidence.limits import PAGES, PIXELS, SIDE_PIXELS
from app.evidence.refusal import DAMAGED_PICTURE, TOO_MANY_PAGES, TOO_MANY_PIXELS, Refusal

_INCH = 72  # points
_FORMATS = {"jpeg": ("JPEG", "MPO")}  # a phone's JPEG with a second picture behind the first
_TRUSTED_DPI = (75, 2400)  # 72 is what a camera writes that does not know
_LARGEST, _SMALLEST = 17 * _INCH, 0.3 * _INCH  # a side of a sheet that an office has
_FRAME = (7.5 * _INCH, 10 * _INCH)  # what prints on a letter sheet
_SCREEN_DPI = 96  # of a picture that does not say
_LYING = {5, 6, 7, 8}  # EXIF orientations that swap width and height


@dataclass(frozen=True, slots=True)
class _Frame:
    """One page: pixels as stored, size in points as shown, whether it is stored lying."""

    pixels: tuple[int, int]
    points: tuple[float, float]
    lying: bool


class PicturePages:
    """An open picture file. Raises Refusal where it, or a page of it, cannot be read."""

    def __init__(self, content: bytes, media: MediaType) -> None:
        self._content = content
        self._media = media
        try:
            self._file = self._opened()
            self._frames = self._measured()
        except Refusal:
            raise
        except Image.DecompressionBombError:
            raise _too_many_pixels(1) from None
        except Exception:  # noqa: BLE001 - over a damaged file a decoder may raise anything
            raise Refusal(DAMAGED_PICTURE) from None

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._frames)

    @property
    def moves(self) -> bool:
        """Whether there are pictures behind the first that are no pages."""
        try:
            return self._media in ("gif", "png", "webp") and bool(
                getattr(self._file, "is_animated", False)
            )
        except Exception:  # noqa: BLE001 - as above; the first picture is all that counts
            return False

    @property
    def tags(self) -> dict[int, str]:
        """What the camera or scanner wrote about the first page, by EXIF tag; texts only."""
        try:
            self._file.seek(0)
            exif = self._file.getexif()
            texts = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
            taken = texts.get(ExifTags.Base.DateTimeOriginal)
            if isinstance(taken, str):
                texts[ExifTags.Base.DateTime] = taken  # when the shutter opened, not the last edit
            return {tag: text for tag, text in texts.items() if isinstance(text, str)}
        except Exception:  # noqa: BLE001 - as below; the picture may be good all the same
            return {}

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points, upright."""
        return self._frames[number - 1].points

    def image(self, number: int, dpi: float) -> Image.Image:
        """The page as RGB, L or 1, upright, on white; never with more pixels than it came with."""
        frame = self._frames[number - 1]
        try:
            file = self._file if self.count > 1 else self._opened()  # once unpacked, it stays so
            file.seek(number - 1)
            target = _pixels_at(frame, dpi)
            file.draft(None, target[::-1] if frame.lying else target)  # a JPEG unpacks smaller
            plain = _plain(ImageOps.exif_transpose(file.copy()))
        except Exception:  # noqa: BLE001 - as above
            raise Refusal(DAMAGED_PICTURE) from None
        if plain.size != target:
            if plain.mode == "1":
                plain = plain.convert("L")
            plain = plain.resize(target, Image.Resampling.LANCZOS, reducing_gap=3)
        return plain

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def _opened(self) -> ImageFile.ImageFile:
        formats = _FORMATS.get(self._media, (self._media.upper(),))
        return Image.open(io.BytesIO(self._content), formats=formats)

    def _measured(self) -> list[_Frame]:
        """The size of each page, nothing unpacked. Raises Refusal where there is too much."""
        frames: list[_Frame] = []
        while True:
            width, height = pixels = self._file.size
            if width * height > PIXELS or max(pixels) > SIDE_PIXELS:
                raise _too_many_pixels(len(frames) + 1)
            lying = self._file.getexif().get(ExifTags.Base.Orientation) in _LYING
            if self._media == "tiff":
                lying = False  # Pillow stands a TIFF upright itself, and says its size so
            frames.append(_Frame(pixels, _points(pixels, self._file.info.get("dpi"), lying), lying))
            if self._media != "tiff":
                return frames
            try:
                self._file.seek(len(frames))
            except EOFError:
                return frames
            if len(frames) == PAGES:
                raise Refusal(TOO_MANY_PAGES.format(most=PAGES))


def _too_many_pixels(page: int) -> Refusal:
    return Refusal(TOO_MANY_PIXELS.format(page=page, most=PIXELS // 1_000_000))


def _pixels_at(frame: _Frame, dpi: float) -> tuple[int, int]:
    """Width and height in pixels at a resolution, or at the picture's own where that is lower."""
    width, height = frame.pixels[::-1] if frame.lying else frame.pixels
    own = max(width * _INCH / frame.points[0], height * _INCH / frame.points[1])
    if dpi >= own and math.isclose(width * frame.points[1], height * frame.points[0], rel_tol=0.01):
        return width, height
    scale = min(dpi, own) / _INCH
    across, down = (max(1, round(points * scale)) for points in frame.points)
    return across, down


def _points(pixels: tuple[int, int], said: object, lying: bool) -> tuple[float, float]:
    """The size on paper: what the file says of itself if that can be, else what fits a sheet.

    A fax is finer across than down; its page comes out in its true shape.
    """
    points = [side * _INCH / dpi for side, dpi in zip(pixels, _dpi(said), strict=True)]
    if not all(_SMALLEST <= each <= _LARGEST for each in points):
        points = [side * _INCH / _SCREEN_DPI for side in pixels]
    width, height = points[::-1] if lying else points
    if max(width, height) > _LARGEST:
        frame = _FRAME if height >= width else _FRAME[::-1]
        shrink = min(frame[0] / width, frame[1] / height)
        width, height = width * shrink, height * shrink
    return max(width, 1.0), max(height, 1.0)


def _dpi(said: object) -> tuple[float, float]:
    """Across and down, or that of a screen when the file says nothing that can be."""
    try:
        across, down = (float(each) for each in said)  # type: ignore[attr-defined] # is caught
    except (TypeError, ValueError, ZeroDivisionError):
        return _SCREEN_DPI, _SCREEN_DPI
    least, most = _TRUSTED_DPI
    if least <= across <= most and least <= down <= most and 0.3 <= across / down <= 3.5:
        return across, down
    return _SCREEN_DPI, _SCREEN_DPI


def _plain(image: Image.Image) -> Image.Image:
    """The picture as RGB, L or 1, on white, with nothing but pixels."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in ("I", "F"):
        image = _stretched(image)
    elif image.has_transparency_data or image.mode in ("LA", "La", "PA", "RGBA", "RGBa"):
        layer = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(layer, mask=layer.getchannel("A"))
    elif image.mode not in ("1", "L", "RGB"):
        image = image.convert("RGB")
    image.info = {}
    return image


def _stretched(image: Image.Image) -> Image.Image:
    """A picture of 32 bits a pixel in 256 grays, from its darkest to its lightest."""
    low, high = image.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    scale = 255 / (high - low) if high > low else 0
    return image.point(lambda value: value * scale + (-low * scale)).convert("L")
