"""What the services need of `app.evidence`, as a Protocol: the light table.

Every call hands foreign bytes to a child process with limits and waits for it; call on a worker.
`stop` is asked several times a second: true ends the child and raises `Stopped`.
"""

from collections.abc import Sequence
from typing import Protocol

from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import (
    Composed,
    Composition,
    Declared,
    ImageOrder,
    Looked,
    Progress,
    Refused,
    Stop,
    never,
    quietly,
)


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
        """One page as it would be sent, turned and blacked out, as BMP `width` pixels wide."""
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

    def declared(self, pdf: bytes) -> Declared | Refused:
        """What a PDF says of itself; one that cannot be read is refused."""
        ...

    def page_digests(self, pdf: bytes) -> tuple[str, ...] | Refused:
        """A SHA-256 of what each page draws, for comparing."""
        ...

    def text(self, pdf: bytes, stop: Stop = never) -> tuple[str, ...] | Refused:
        """The text of each page, for comparing."""
        ...

    def close(self) -> None:
        """End the child processes; what is being worked on raises LightTableFailed."""
        ...
