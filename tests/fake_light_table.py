"""A light table that looks at the first bytes only, for tests that are not about foreign files."""

import io
from collections.abc import Sequence

from PIL import Image

from app.domain.evidence.evidence import MediaType, PageChoice
from app.domain.evidence.light_table import (
    Composed,
    Composition,
    Declared,
    ImageOrder,
    Looked,
    Progress,
    Refused,
    Stop,
    Stopped,
    never,
    quietly,
)
from app.errors import LightTableFailed

_MEDIA: dict[bytes, MediaType] = {b"%PDF": "pdf", b"PNG ": "png", b"\x89PNG": "png"}


class FakeLightTable:
    """A PDF here is `%PDF` and as many pages as the text says `page`; `bomb` kills the child."""

    def __init__(self) -> None:
        self.looks = 0
        self.pictures: list[PageChoice] = []

    def look(self, content: bytes, password: str = "", stop: Stop = never) -> Looked | Refused:
        """What the first bytes say."""
        self.looks += 1
        if stop():
            raise Stopped
        if b"bomb" in content:
            raise LightTableFailed
        media = _MEDIA.get(content[:4])
        if media is None:
            return Refused("This is neither a PDF nor a picture. Print it to PDF, then add that.")
        if b"locked" in content and password != "opensesame":
            why = "That is not its password." if password else "This PDF needs its password."
            return Refused(why, needs_password=True)
        pages = max(1, content.count(b"page"))
        notices = ("It was damaged and has been repaired.",) if b"damaged" in content else ()
        return Looked(media, ((612.0, 792.0),) * pages, notices)

    def picture(
        self, content: bytes, page: PageChoice, width: int, password: str = "", stop: Stop = never
    ) -> bytes:
        """A gray sheet, on its side when it is turned."""
        del content, password
        if stop():
            raise Stopped
        self.pictures.append(page)
        size = (width, width * 11 // 8) if page.turn % 180 == 0 else (width, width * 8 // 11)
        kept = io.BytesIO()
        Image.new("L", size, 200).save(kept, "BMP")
        return kept.getvalue()

    def compose(
        self, order: Composition, progress: Progress = quietly, stop: Stop = never
    ) -> Composed:
        """Not what these tests are about."""
        raise NotImplementedError

    def page_images(
        self, pdf: bytes, order: ImageOrder, progress: Progress = quietly, stop: Stop = never
    ) -> Sequence[bytes]:
        """Not what these tests are about."""
        raise NotImplementedError

    def archive(self, pdf: bytes, embedded: bytes = b"") -> bytes:
        """Not what these tests are about."""
        raise NotImplementedError

    def embedded(self, pdf: bytes) -> bytes | None:
        """Not what these tests are about."""
        raise NotImplementedError

    def declared(self, pdf: bytes) -> Declared | Refused:
        """Not what these tests are about."""
        raise NotImplementedError

    def page_digests(self, pdf: bytes) -> tuple[str, ...] | Refused:
        """Not what these tests are about."""
        raise NotImplementedError

    def text(self, pdf: bytes, stop: Stop = never) -> tuple[str, ...] | Refused:
        """Not what these tests are about."""
        raise NotImplementedError

    def close(self) -> None:
        """Nothing is open."""
