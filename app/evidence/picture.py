"""The job `picture`: one page as it would be sent, for thumbnails and the preview."""

import io

from app.domain.evidence.light_table import Progress
from app.evidence.bitmap import finished, open_pages
from app.evidence.jobs import Picture, PictureOrder
from app.evidence.kinds import media_type

_INCH = 72  # points


def run(order: PictureOrder, progress: Progress) -> Picture:
    """Draw it. Raises Refusal where the file cannot be read."""
    pages = open_pages(order.content, media_type(order.content), order.password)
    page = order.page
    width, height = pages.size(page.number)
    shown_width = height if page.turn in (90, 270) else width
    drawn = finished(pages.image(page.number, order.width * _INCH / shown_width), page)
    progress(1, 1)
    high = max(1, round(drawn.height * order.width / drawn.width))
    if drawn.size != (order.width, high):
        drawn = drawn.convert("L" if drawn.mode == "1" else drawn.mode).resize((order.width, high))
    bitmap = io.BytesIO()
    # As it stands: the window would hold up everything else while it unpacked a PNG.
    drawn.convert("L" if drawn.mode == "1" else drawn.mode).save(bitmap, "BMP")
    pages.close()
    return Picture(bitmap.getvalue())
