"""The light table: foreign files are looked at, shown and composed here, in child processes.

Bootstrap makes one and hands it to the services, whose Protocol it fits by shape
(`app.services.ports.light_table`); closed with the program. Why one child for one set of files:
decisions/070.
"""

import hashlib
import math
import threading
from collections.abc import Sequence
from contextlib import suppress

from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import (
    MOST_BYTES,
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
from app.errors import LightTableFailed
from app.evidence.jobs import (
    Carried,
    DeclaredOrder,
    DigestsOrder,
    LookOrder,
    PageDigests,
    PageImages,
    PageImagesOrder,
    PageTexts,
    Picture,
    PictureOrder,
    TextOrder,
)
from app.evidence.limits import PAGES
from app.evidence.worker import EVIDENCE, Program, Worker

_MOST_SAID = 10_000
"""Characters of title, author and all notices; those of every notice are a thousand."""

_TOO_LARGE = (
    f"This file is larger than {MOST_BYTES // 2**20} MB."
    " Scan it again at 200 dpi, or split it, and attach the parts."
)


class SafeLightTable:
    """Gives each set of foreign files a child of its own. May be used from any thread.

    Between calls two children wait: the one that served last, for more of the same files, and one
    that has seen nothing, for others.
    """

    def __init__(self, program: Program = EVIDENCE) -> None:
        self._program = program
        self._turn = threading.Lock()
        self._busy: set[Worker] = set()
        self._served: tuple[bytes, Worker] | None = None
        self._fresh: Worker | None = None
        self._closed = False

    def look(self, content: bytes, password: str = "", stop: Stop = never) -> Looked | Refused:
        """What a file holds, or why it is refused. Raises LightTableFailed, Stopped."""
        if len(content) > MOST_BYTES:
            return Refused(_TOO_LARGE)
        result = self.work("look", LookOrder(content, password), [content], stop=stop)
        assert isinstance(result, Looked | Refused)
        if isinstance(result, Looked) and not _is_possible(result):
            raise LightTableFailed
        return result

    def picture(
        self, content: bytes, page: PageChoice, width: int, password: str = "", stop: Stop = never
    ) -> bytes:
        """One page as it would be sent, turned and blacked out, as BMP `width` pixels wide.

        Raises LightTableFailed, Stopped.
        """
        order = PictureOrder(content, page, width, password)
        result = self.work("picture", order, [content], stop=stop)
        assert isinstance(result, Picture)
        return result.bitmap

    def compose(
        self, order: Composition, progress: Progress = quietly, stop: Stop = never
    ) -> Composed:
        """A pack's PDF/A-2b. The same order gives the same bytes.

        Raises LightTableFailed, Stopped.
        """
        files = [*order.own, *(enclosure.content for enclosure in order.enclosures)]
        result = self.work("compose", order, files, progress, stop)
        assert isinstance(result, Composed)
        return result

    def page_images(
        self,
        pdf: bytes,
        order: ImageOrder,
        progress: Progress = quietly,
        stop: Stop = never,
    ) -> Sequence[bytes]:
        """Every page of one of our own or composed PDFs as a picture without metadata.

        Raises LightTableFailed, Stopped.
        """
        result = self.work("page_images", PageImagesOrder(pdf, order), [pdf], progress, stop)
        assert isinstance(result, PageImages)
        return result.images

    def text(self, pdf: bytes, stop: Stop = never) -> tuple[str, ...] | Refused:
        """The text of each page, for comparing. Raises LightTableFailed, Stopped."""
        result = self.work("text", TextOrder(pdf), [pdf], stop=stop)
        assert isinstance(result, PageTexts | Refused)
        return result if isinstance(result, Refused) else result.texts

    def archive(self, pdf: bytes, embedded: bytes = b"") -> bytes:
        """A PDF of `app.pdf` as PDF/A-2b; as PDF/A-3b with `embedded` (JSON) as a file inside."""
        from app.evidence.archive import archive  # brings pikepdf along, when first needed

        return archive(pdf, embedded)

    def embedded(self, pdf: bytes) -> bytes | None:
        """The JSON that `archive` embedded, or None. Raises LightTableFailed."""
        result = self.work("carried", TextOrder(pdf), [pdf])
        assert isinstance(result, Carried)
        return result.content

    def declared(self, pdf: bytes) -> Declared | Refused:
        """What a PDF says of itself; a damaged one is refused. Raises LightTableFailed."""
        result = self.work("declared", DeclaredOrder(pdf), [pdf])
        assert isinstance(result, Declared | Refused)
        return result

    def page_digests(self, pdf: bytes) -> tuple[str, ...] | Refused:
        """A SHA-256 of what each page draws, for comparing. Raises LightTableFailed."""
        result = self.work("digests", DigestsOrder(pdf), [pdf])
        assert isinstance(result, PageDigests | Refused)
        return result if isinstance(result, Refused) else result.digests

    def work(
        self,
        name: str,
        order: object,
        files: Sequence[bytes],
        progress: Progress = quietly,
        stop: Stop = never,
    ) -> object:
        """Do a job on a set of files. Raises LightTableFailed, Stopped; the table works on."""
        key = b"".join(hashlib.sha256(content).digest() for content in files)
        worker = self._take(key)
        try:
            return worker.work(name, order, progress, stop)
        finally:
            self._give_back(key, worker)

    def close(self) -> None:
        """End all children; a job that runs fails. What is asked for later fails too."""
        with self._turn:
            self._closed = True
            waiting = [self._fresh] if self._fresh else []
            waiting += [self._served[1]] if self._served else []
            self._fresh = self._served = None
            for worker in self._busy:
                worker.kill()
        for worker in waiting:
            worker.close()

    def _take(self, key: bytes) -> Worker:
        with self._turn:
            if self._closed:
                raise LightTableFailed
            if self._served is not None and self._served[0] == key:
                worker, self._served = self._served[1], None
            else:
                worker, self._fresh = self._fresh or Worker(self._program), None
                with suppress(LightTableFailed):  # the next one will be told
                    self._fresh = Worker(self._program)
            self._busy.add(worker)
            return worker

    def _give_back(self, key: bytes, worker: Worker) -> None:
        with self._turn:
            self._busy.discard(worker)
            unneeded: Worker | None = worker
            if worker.is_settled and not self._closed:
                unneeded = self._served[1] if self._served else None
                self._served = (key, worker)
        if unneeded is not None:
            unneeded.close()


def _is_possible(looked: Looked) -> bool:
    """Whether a file can be so: a child that foreign bytes took over may say anything."""
    texts = (looked.title, looked.author, *looked.notices)
    return (
        1 <= len(looked.pages) <= PAGES
        and all(0 < side < math.inf for size in looked.pages for side in size)
        and sum(map(len, texts)) <= _MOST_SAID
        and all(map(str.isprintable, texts))
    )
