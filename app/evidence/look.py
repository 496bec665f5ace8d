"""The job `look`: what a foreign file holds, or why it is not taken.

Every page is drawn once, small: what gets in can be shown and sent.
"""

import datetime as dt

from PIL import ExifTags

from app.domain.evidence.evidence import MediaType
from app.domain.evidence.light_table import Looked, Progress, Refused
from app.evidence import said
from app.evidence.bitmap import Pages
from app.evidence.jobs import LookOrder
from app.evidence.kinds import media_type
from app.evidence.look_pdf import look_at_pdf
from app.evidence.picture_pages import PicturePages
from app.evidence.refusal import Refusal

_SMALL_DPI = 24

_MOVES = "This picture moves. Its first picture is taken."


def run(order: LookOrder, progress: Progress) -> Looked | Refused:
    """Look at it, page by page."""
    try:
        media = media_type(order.content)
        looked, pages = (
            look_at_pdf(order.content, order.password)
            if media == "pdf"
            else _look_at_picture(order.content, media)
        )
        _draw_all(pages, progress)
        return looked
    except Refusal as refusal:
        return refusal.refused


def _draw_all(pages: Pages, progress: Progress) -> None:
    for number in range(1, pages.count + 1):
        pages.image(number, _SMALL_DPI)
        progress(number, pages.count)
    pages.close()


def _look_at_picture(content: bytes, media: MediaType) -> tuple[Looked, Pages]:
    pages = PicturePages(content, media)
    tags = pages.tags
    today = dt.datetime.now(dt.UTC).date()
    return Looked(
        media=media,
        pages=tuple(pages.size(number) for number in range(1, pages.count + 1)),
        notices=(_MOVES,) if pages.moves else (),
        title=said.as_title(tags.get(ExifTags.Base.ImageDescription, "")),
        author=said.as_author(tags.get(ExifTags.Base.Artist, "")),
        dated=said.as_date(tags.get(ExifTags.Base.DateTime, ""), today),
    ), pages
