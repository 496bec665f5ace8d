"""The pages of a PDF as pictures, drawn by PDFium: annotations and filled fields as in print.

Made by `app.evidence.bitmap`. No script runs: this PDFium is built without any.
"""

import pypdfium2
from PIL import Image, ImageChops

from app.evidence.limits import PIXELS, SIDE_PIXELS
from app.evidence.pdf_file import open_pdf, readable
from app.evidence.refusal import DAMAGED_PDF, Refusal

_INCH = 72  # points
_NO_AREA = (
    "Page {page} of this PDF shows nothing: it is cropped to a place outside of its paper."
    " Open it and print it to a new PDF, then attach that."
)


class PdfPages:
    """An open PDF. Raises Refusal where it cannot be opened, or a page not be drawn."""

    def __init__(self, content: bytes, password: str = "") -> None:
        plain = readable(content, password)
        with open_pdf(plain) as pdf:
            # PDFium draws a page in user units; how large one is stands beside the page.
            self._units = [_unit(page.obj.get("/UserUnit")) for page in pdf.pages]
        try:
            self._drawn = pypdfium2.PdfDocument(plain)
            self._drawn.init_forms()
        except pypdfium2.PdfiumError:
            raise Refusal(DAMAGED_PDF) from None
        if len(self._drawn) != len(self._units):
            self.close()
            raise Refusal(DAMAGED_PDF)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._units)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points, cropped and turned as it is shown."""
        unit = self._units[number - 1]
        width, height = self._drawn.get_page_size(number - 1)
        return width * unit, height * unit

    def image(self, number: int, dpi: float) -> Image.Image:
        """The page on white: L where it is gray all over, else RGB. Huge pages come out coarser."""
        unit = self._units[number - 1]
        width, height = self._drawn.get_page_size(number - 1)
        if not min(width, height) > 0:
            raise Refusal(_NO_AREA.format(page=number))
        scale = min(
            dpi / _INCH * unit,
            SIDE_PIXELS / max(width, height),
            (PIXELS / (width * height)) ** 0.5 * 0.999,  # sides are rounded up
        )
        try:
            page = self._drawn[number - 1]
            try:
                bitmap = page.render(scale=scale, rev_byteorder=True, limit_image_cache=True)
                drawn = bitmap.to_pil().convert("RGB")
                bitmap.close()
            finally:
                page.close()
        except pypdfium2.PdfiumError:
            raise Refusal(DAMAGED_PDF) from None
        return _gray_where_gray(drawn)

    def close(self) -> None:
        """Let go of it."""
        self._drawn.close()


def _unit(said: object) -> float:
    try:
        unit = float(said)  # type: ignore[arg-type] # whatever stands there: it is caught
    except (TypeError, ValueError):
        return 1.0
    return unit if 0.01 <= unit <= 1000 else 1.0


def _gray_where_gray(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    for other in (green, blue):
        if ImageChops.difference(red, other).getbbox() is not None:
            return image
    return red
