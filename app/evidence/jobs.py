"""The jobs the child can do: each an order, what comes of it, and the function that does it.

The table names a job, the child finds its function here. A job's function is `run(order, progress)`
and is typed by its order and result; `progress(done, total)` is also its sign of life, to be
given at least once a page. Its module imports at its head whatever it will ever need: in the child
no file can be opened once work begins. Whatever it raises ends the job, and the child with it.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import (
    Composed,
    Composition,
    Declared,
    ImageOrder,
    Looked,
    Progress,
    Refused,
)

Run = Callable[[Any, Progress], object]


@dataclass(frozen=True, slots=True)
class LookOrder:
    """Look at a file."""

    content: bytes
    password: str = ""


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """Draw one page as it would be sent, `width` pixels wide."""

    content: bytes
    page: PageChoice
    width: int
    password: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A BMP."""

    bitmap: bytes


@dataclass(frozen=True, slots=True)
class PageImagesOrder:
    """Draw every page of a PDF."""

    pdf: bytes
    order: ImageOrder


@dataclass(frozen=True, slots=True)
class PageImages:
    """One picture a page."""

    images: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class TextOrder:
    """Read the text of every page of a PDF."""

    pdf: bytes


@dataclass(frozen=True, slots=True)
class PageTexts:
    """One text a page."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """The data that a PDF of ours carries; None for other files."""

    content: bytes | None


@dataclass(frozen=True, slots=True)
class DigestsOrder:
    """Digest the pages of a PDF."""

    pdf: bytes


@dataclass(frozen=True, slots=True)
class PageDigests:
    """One SHA-256 a page."""

    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeclaredOrder:
    """Read what a PDF says of itself."""

    pdf: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. `where` is `module:function`; only the child imports it."""

    where: str
    order: TypeAdapter[Any]
    result: TypeAdapter[Any]

    def function(self) -> Run:
        """What does it."""
        module, _, name = self.where.partition(":")
        run: Run = getattr(importlib.import_module(module), name)
        return run


JOBS = {
    "look": Job("app.evidence.look:run", TypeAdapter(LookOrder), TypeAdapter(Looked | Refused)),
    "picture": Job("app.evidence.picture:run", TypeAdapter(PictureOrder), TypeAdapter(Picture)),
    "compose": Job("app.evidence.compose:run", TypeAdapter(Composition), TypeAdapter(Composed)),
    "page_images": Job(
        "app.evidence.page_images:run", TypeAdapter(PageImagesOrder), TypeAdapter(PageImages)
    ),
    "text": Job("app.evidence.text:run", TypeAdapter(TextOrder), TypeAdapter(PageTexts | Refused)),
    "digests": Job(
        "app.evidence.declared:run_digests",
        TypeAdapter(DigestsOrder),
        TypeAdapter(PageDigests | Refused),
    ),
    "declared": Job(
        "app.evidence.declared:run", TypeAdapter(DeclaredOrder), TypeAdapter(Declared | Refused)
    ),
    "carried": Job("app.evidence.text:run_carried", TypeAdapter(TextOrder), TypeAdapter(Carried)),
}
