"""Pictures as they come from phones, scanners and fax machines; made here, never shipped."""

import io
import struct
import zlib
from collections.abc import Sequence

from PIL import ExifTags, Image

from tests.evidence.foreign_pdfs import packed

CANARY = "Marisol Testwell, 555-0134"
CORNERS = {"left top": "red", "right top": "lime", "left bottom": "blue", "right bottom": "white"}

LIKE_A_CAMERA: dict[int, int] = {2: 0, 3: 180, 4: 0, 5: 0, 6: 270, 7: 0, 8: 90}
"""EXIF orientation -> how a camera was turned (degrees counterclockwise); 0: mirrored ones."""


def cornered(width: int = 60, height: int = 40) -> Image.Image:
    """A picture whose four quarters can be told apart."""
    image = Image.new("RGB", (width, height))
    for place, color in CORNERS.items():
        across, down = place.split()
        left, top = (width // 2) * (across == "right"), (height // 2) * (down == "bottom")
        image.paste(color, (left, top, left + width // 2, top + height // 2))
    return image


def encoded(image: Image.Image, form: str, **how: object) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **how)
    return written.getvalue()


def with_tags(image: Image.Image, form: str, orientation: int = 1) -> bytes:
    """A photo that says who and where it was taken."""
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Artist] = CANARY
    tags[ExifTags.Base.ImageDescription] = "Referral letter"
    tags[ExifTags.Base.DateTime] = "2026:03:01 10:11:12"
    gps = tags.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitude] = (42.0, 21.0, 36.0)
    gps[ExifTags.GPS.GPSAreaInformation] = CANARY
    how: dict[str, object] = {"quality": 95} if form == "JPEG" else {}
    return encoded(image, form, exif=tags, **how)


def tiff(pages: Sequence[Image.Image], **how: object) -> bytes:
    return encoded(pages[0], "TIFF", save_all=True, append_images=list(pages[1:]), **how)


def fax(pages: int = 1) -> bytes:
    """Standard resolution: 204 dots an inch across, 98 down; CCITT group 4."""
    sheet = Image.new("1", (1728, 1078), 1)
    sheet.paste(0, (100, 100, 400, 200))
    return tiff([sheet] * pages, compression="group4", dpi=(204, 98))


def png_of(width: int, height: int) -> bytes:
    """A white PNG of any size, made without holding it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = packed(b"\x00" + b"\xff" * ((width + 7) // 8), height)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
