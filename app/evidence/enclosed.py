"""The pages of one foreign file as they go into a pack: pixels taken over as they are, or drawn.

Used by `compose`, in the child. Taken over are pages of a PDF that are nothing but pictures, and
JPEG files, unless something on them is blacked out or the pack is to be smaller; see decision 076.
"""

import io
from dataclasses import dataclass

from pikepdf import Matrix, Pdf, Stream
from PIL import ExifTags, Image

from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import Composition, Enclosure
from app.evidence.bitmap import Pages, finished, open_pages
from app.evidence.images import encoded, has_color, jpeg_stream
from app.evidence.jpeg import PlainJpeg, plain_jpeg
from app.evidence.kinds import media_type
from app.evidence.pdf_file import open_pdf
from app.evidence.scans import Piece, scan_of
from app.evidence.sheets import Place, Size, turned
from app.evidence.taken_over import taken_over

FULL_DPI = 200
"""An order for fewer asks for a smaller pack: pictures are then made coarser, too."""

_INCH = 72  # points
_COARSEST_PHOTO = 100
"""Dots to the inch of paper down to which a picture is enlarged to fill its sheet."""
_SLACK = 1.1
"""A page this much larger than its place keeps all its dots, so that faxes stay sharp."""
_OWN_DOTS = 9600.0
"""More than any file has: a picture is never enlarged, so it comes with those it has."""

_UPRIGHT = {
    2: Matrix(-1, 0, 0, 1, 1, 0),
    3: Matrix(-1, 0, 0, -1, 1, 1),
    4: Matrix(1, 0, 0, -1, 0, 1),
    5: Matrix(0, -1, -1, 0, 1, 1),
    6: Matrix(0, -1, 1, 0, 0, 1),
    7: Matrix(0, 1, 1, 0, 0, 0),
    8: Matrix(0, 1, -1, 0, 1, 0),
}
"""From the stored picture to the one seen, by EXIF orientation (Exif 2.32, 4.6.4)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the pack, and where its unit square stands."""

    image: Stream
    at: Matrix


@dataclass(frozen=True, slots=True)
class EnclosedPage:
    """A page as it is sent: its size, what stands on it, how much it may be enlarged.

    `drawn` says that what had been text or lines is now a picture.
    """

    size: Size
    figures: tuple[Figure, ...]
    largest: float = 1.0
    drawn: bool = False


class EnclosedFile:
    """An open foreign file. `place` is where its pages will stand.

    Raises `app.evidence.refusal.Refusal` where it cannot be read.
    """

    def __init__(self, enclosure: Enclosure, pack: Pdf, order: Composition, place: Place) -> None:
        self._enclosure = enclosure
        self._pack = pack
        self._order = order
        self._place = place
        self._media = media_type(enclosure.content)
        self._pages: Pages | None = None
        self._pdf: Pdf | None = None
        if self._media == "pdf":
            self._pdf = open_pdf(enclosure.content, enclosure.password)

    def close(self) -> None:
        """Let go of it; the pack keeps what it took over."""
        if self._pages is not None:
            self._pages.close()
        if self._pdf is not None:
            self._pdf.close()

    def page(self, choice: PageChoice) -> EnclosedPage:
        """One page, turned, with what is blacked out black."""
        if self._pdf is not None:
            kept = None if choice.boxes else self._kept_scan(self._pdf, choice)
            return kept or self._drawn_page(choice)
        kept = None if choice.boxes else self._kept_photo(choice)
        return kept or self._drawn_picture(choice)

    def _kept_scan(self, pdf: Pdf, choice: PageChoice) -> EnclosedPage | None:
        scan = scan_of(pdf.pages[choice.number - 1])
        if scan is None:
            return None
        shown, size = turned(scan.visible, scan.degrees + choice.turn)
        figures = []
        for piece in scan.pieces:
            image = taken_over(piece.image, self._pack)
            if image is None or self._is_too_much(piece, image):
                return None
            figures.append(Figure(image, piece.at @ shown))
        return EnclosedPage(size, tuple(figures))

    def _is_too_much(self, piece: Piece, image: Stream) -> bool:
        """Whether a picture has more dots or colors than were asked for; black and white never."""
        if int(image.BitsPerComponent) == 1:
            return False
        coarser = self._order.dpi < FULL_DPI and piece.dpi > self._order.dpi * _SLACK
        return coarser or (self._order.gray and has_color(image))

    def _kept_photo(self, choice: PageChoice) -> EnclosedPage | None:
        content = self._enclosure.content
        jpeg = plain_jpeg(content) if self._media == "jpeg" else None
        if jpeg is None or self._order.dpi < FULL_DPI or (self._order.gray and jpeg.components > 1):
            return None
        with Image.open(io.BytesIO(content), formats=["JPEG", "MPO"]) as photo:
            orientation = photo.getexif().get(ExifTags.Base.Orientation, 1)
        upright = _UPRIGHT.get(orientation, Matrix())
        width, height = self._open().size(choice.number)
        shown, size = turned((0, 0, width, height), choice.turn)
        at = upright @ Matrix(width, 0, 0, height, 0, 0) @ shown
        figure = Figure(jpeg_stream(jpeg, self._pack), at)
        return EnclosedPage(size, (figure,), _largest(_upright_width(jpeg, orientation), width))

    def _drawn_page(self, choice: PageChoice) -> EnclosedPage:
        pages = self._open()
        width, height = pages.size(choice.number)
        scale = self._place.scale(_turned_size((width, height), choice), 1.0)
        picture = pages.image(choice.number, self._order.dpi * min(1.0, scale * _SLACK))
        return self._pictured(picture, (width, height), choice, 1.0, drawn=True)

    def _drawn_picture(self, choice: PageChoice) -> EnclosedPage:
        pages = self._open()
        size = pages.size(choice.number)
        scale = self._place.scale(_turned_size(size, choice), float("inf"))
        keeps_dots = _is_black_and_white(self._enclosure.content, choice.number)
        dpi = _OWN_DOTS if keeps_dots else self._order.dpi * scale
        picture = pages.image(choice.number, dpi)
        return self._pictured(picture, size, choice, _largest(picture.width, size[0]), drawn=False)

    def _pictured(
        self,
        picture: Image.Image,
        size: Size,
        choice: PageChoice,
        largest: float,
        *,
        drawn: bool,
    ) -> EnclosedPage:
        picture = finished(picture, choice)
        if self._order.gray and picture.mode == "RGB":
            picture = picture.convert("L")
        width, height = size = _turned_size(size, choice)
        figure = Figure(encoded(picture, self._pack), Matrix(width, 0, 0, height, 0, 0))
        return EnclosedPage(size, (figure,), largest, drawn)

    def _open(self) -> Pages:
        if self._pages is None:
            enclosure = self._enclosure
            self._pages = open_pages(enclosure.content, self._media, enclosure.password)
        return self._pages


def _turned_size(size: Size, choice: PageChoice) -> Size:
    return size[::-1] if choice.turn in (90, 270) else size


def _upright_width(jpeg: PlainJpeg, orientation: int) -> int:
    return jpeg.height if orientation in (5, 6, 7, 8) else jpeg.width


def _largest(dots: int, points: float) -> float:
    """How much a picture may be enlarged and still look like one."""
    return max(1.0, dots * _INCH / points / _COARSEST_PHOTO)


def _is_black_and_white(content: bytes, number: int) -> bool:
    with Image.open(io.BytesIO(content)) as file:
        file.seek(number - 1)
        return file.mode == "1"
