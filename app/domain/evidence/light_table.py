"""What passes between the services and `app.evidence`: orders, what was seen, what was made.

The services fill in an order and read the result; `app.evidence` works it off in a child process.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.domain.evidence.evidence import MediaType, PageChoice

Stop = Callable[[], bool]
Progress = Callable[[int, int], None]
"""Pages done, pages in all."""

MOST_BYTES = 64 * 1024 * 1024
"""Of one foreign file; scanners and portals make pages a hundredth of it."""

ImageType = Literal["jpeg", "png", "tiff"]


def never() -> bool:
    """For who does not want to stop."""
    return False


def quietly(done: int, total: int) -> None:
    """For who does not want to know how far it is."""
    del done, total


class Stopped(Exception):  # noqa: N818 - what the user asked for is no error
    """The user stopped the work; nothing was made."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken. `why` is one sentence for the user, with what to do next.

    `needs_password` says that the right password would open it.
    """

    why: str
    needs_password: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds. `pages` are width and height of each page as shown, in points.

    `notices` are sentences: what was mended, what will not travel along. `repaired` says that it
    was damaged and could be mended. `title`, `author` and `dated` are what the file says of itself.
    """

    media: MediaType
    pages: tuple[tuple[float, float], ...]
    notices: tuple[str, ...] = ()
    repaired: bool = False
    signed: bool = False
    title: str = ""
    author: str = ""
    dated: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """What a PDF says of itself: whether Chartproof made it, what it is called.

    `fits` tells whether its pages are those of the checksum inside; None where there is none.
    Whoever changes a file can change what it says: nothing of this proves anything.
    """

    ours: bool
    title: str = ""
    fits: bool | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A foreign file whose pages go into a pack, in the order given."""

    content: bytes
    pages: tuple[PageChoice, ...]
    password: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Composition:
    """A PDF/A-2b to be composed: our own pages first, then the enclosures, each on a sheet.

    `own` are PDFs of `app.pdf`. `footers` is one more of them: a sheet of paper size with nothing
    but its footer for each enclosed page, in order. Pages are fitted into the sheet above the
    footer's zone of `footer_height` points. `title` goes into the file's properties, `made_at`
    (UTC) is its date. `dpi` is for pages that have to be rasterised; `gray` drops their color.
    With `embedded` (JSON), a file attached inside, it is a PDF/A-3b.
    """

    own: tuple[bytes, ...]
    enclosures: tuple[Enclosure, ...]
    footers: bytes
    footer_height: float
    title: str
    made_at: dt.datetime
    dpi: int = 200
    gray: bool = False
    embedded: bytes = b""


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed PDF. `notices` are sentences about pages that had to be rasterised."""

    data: bytes
    pages: int
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageOrder:
    """How the pages of a PDF become pictures; a TIFF holds one page like the others."""

    type: ImageType = "jpeg"
    dpi: int = 200
    gray: bool = False
    quality: int = 85
