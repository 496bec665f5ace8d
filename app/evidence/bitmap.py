"""Pages of foreign files as pictures: opened, measured, drawn, blacked out.

Runs in the child, for `picture`, `compose` and `look`. What a picture shows is all there is in it:
no metadata, no transparency, nothing under a box.
"""

from typing import Protocol

from PIL import Image, ImageDraw

from app.domain.evidence.evidence import MediaType, PageChoice
from app.evidence.pdf_pages import PdfPages
from app.evidence.picture_pages import PicturePages

_TURNS = {
    90: Image.Transpose.ROTATE_270,  # Pillow counts the other way round
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class Pages(Protocol):
    """The pages of an open file, numbered from 1."""

    @property
    def count(self) -> int:
        """How many there are."""
        ...

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points, as the page is shown."""
        ...

    def image(self, number: int, dpi: float) -> Image.Image:
        """The page as RGB, L or 1, as it is shown, without metadata.

        A picture is never enlarged: it has at most the pixels it came with.
        """
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def open_pages(content: bytes, media: MediaType, password: str = "") -> Pages:
    """Open a file that was looked at. Raises `app.evidence.refusal.Refusal` when it cannot be."""
    return PdfPages(content, password) if media == "pdf" else PicturePages(content, media)


def finished(image: Image.Image, page: PageChoice) -> Image.Image:
    """The page as it is sent: boxes burnt in, in solid black, then the user's turn."""
    if page.boxes:
        image = image.copy()
        pen = ImageDraw.Draw(image)
        for box in page.boxes:
            left, top = box.left * image.width, box.top * image.height
            right, bottom = left + box.width * image.width, top + box.height * image.height
            # Outwards to whole pixels, so that no edge of a letter shows.
            pen.rectangle((int(left), int(top), -int(-right // 1), -int(-bottom // 1)), fill=0)
    return image.transpose(_TURNS[page.turn]) if page.turn else image
