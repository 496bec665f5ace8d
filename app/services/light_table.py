"""What the services need of `app.evidence`, as a Protocol and the values that pass: the light table.

Every call hands foreign bytes to a child process with limits and waits for it; call on a worker.
`stop` is asked several times a second: true ends the child and raises `Stopped`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.domain.evidence import MediaType, PageChoice

Stop = Callable[[], bool]
Progress = Callable[[int, int], None]
"""Pages done, pages in all."""

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
    """

    own: tuple[bytes, ...]
    enclosures: tuple[Enclosure, ...]
    footers: bytes
    footer_height: float
    title: str
    made_at: dt.datetime
    dpi: int = 200
    gray: bool = False


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


class LightTable(Protocol):
    """Looks at foreign files, derives pictures and packs from them. May be used from any thread.

    Raises `app.errors.LightTableFailed` where the child dies or runs out of time or memory: the
    file is then to be refused in words.
    """

    def look(self, content: bytes, password: str = "", stop: Stop = never) -> Looked | Refused:
        """What a file holds, or why it is refused."""
        ...

    def picture(
        self, content: bytes, page: PageChoice, width: int, password: str = "", stop: Stop = never
    ) -> bytes:
        """One page as it would be sent, turned and blacked out, as PNG `width` pixels wide."""
        ...

    def compose(
        self, order: Composition, progress: Progress = quietly, stop: Stop = never
    ) -> Composed:
        """A pack's PDF/A-2b. The same order gives the same bytes."""
        ...

    def page_images(
        self,
        pdf: bytes,
        order: ImageOrder,
        progress: Progress = quietly,
        stop: Stop = never,
    ) -> Sequence[bytes]:
        """Every page of one of our own or composed PDFs as a picture without metadata."""
        ...

    def archive(self, pdf: bytes, embedded: bytes = b"") -> bytes:
        """A PDF of `app.pdf` as PDF/A-2b; as PDF/A-3b with `embedded` (JSON) as an attached file.

        `embedded` is named note.json inside. Runs in this process: the file is our own.
        """
        ...

    def embedded(self, pdf: bytes) -> bytes | None:
        """The JSON that `archive` embedded, or None."""
        ...

    def text(self, pdf: bytes, stop: Stop = never) -> tuple[str, ...] | Refused:
        """The text of each page, for comparing."""
        ...
