"""A channel: how an attachment travels, and the limits it sets, each with source and date.

Read from `resources/channels/*.yaml` or from the office's own copies; the pack is planned by it.
"""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.domain.practice.people import Border, Id, Line, Named

FileType = Literal["pdf", "jpeg", "png", "tiff", "gif", "txt"]

Transmission = Literal["AA", "BM", "EL", "EM", "FT", "FX"]
"""How a claim says the attachment comes (X12 PWK02): on request, mail, electronic, e-mail, file
transfer, fax."""

LEAST_BYTES = 10_000
"""No channel takes files so small that no page fits: such a limit is a slip of the pen."""

LEAST_NUMBER, MOST_NUMBER = 2, 50
"""Length of an attachment control number (PWK06): the base element takes 2 to 80, the guides 50."""


class ChannelSource(Border):
    """Where a limit comes from, and when it was checked; authority `practice` is the office."""

    title: Named
    authority: Line
    checked: dt.date
    where: Line = ""


class FileRules(Border):
    """Which files a channel takes; 1,000,000 bytes are a megabyte, None: no limit is known."""

    types: Annotated[tuple[FileType, ...], Field(min_length=1)]
    at_most: Annotated[int, Field(ge=1)] | None = None
    file_bytes: Annotated[int, Field(ge=LEAST_BYTES)] | None = None
    total_bytes: Annotated[int, Field(ge=LEAST_BYTES)] | None = None
    source: Line = ""

    @property
    def images_only(self) -> bool:
        """Whether a PDF is refused, so that every page travels as a picture."""
        return "pdf" not in self.types


class NarrativeRules(Border):
    """How the narrative travels: `at_most` characters (None: no limit is known).

    `number_counts` says that the attachment number stands in front of the text and counts.
    `as_image` says that the text must come with a picture of itself.
    """

    at_most: Annotated[int, Field(ge=40)] | None = None
    number_counts: bool = False
    as_image: bool = False
    source: Line = ""


class NumberRules(Border):
    """Whether the attachment bears a control number, and how the claim announces it (PWK02).

    `issued_by` service: the clearinghouse gives the number that the claim carries once it has the
    files; the office's own then stands on the pages only.
    """

    used: bool = True
    issued_by: Literal["office", "service"] = "office"
    at_most: Annotated[int, Field(ge=LEAST_NUMBER, le=MOST_NUMBER)] = MOST_NUMBER
    transmission: Transmission = "EL"
    source: Line = ""

    @model_validator(mode="after")
    def _no_number_on_request(self) -> Self:
        """What is sent on request only has no number yet; clearinghouses refuse one."""
        if self.used and self.transmission == "AA":
            raise ValueError("“used” must be false where the claim says “on request” (AA).")
        return self


class PageRules(Border):
    """How pages become pictures."""

    dpi: Annotated[int, Field(ge=72, le=600)] = 200
    gray: bool = False
    source: Line = ""


class Channel(Border):
    """One way an attachment travels."""

    id: Id
    title: Named
    version: Annotated[int, Field(ge=0)] = 0
    sources: dict[str, ChannelSource] = Field(default_factory=dict)
    files: FileRules
    narrative: NarrativeRules = NarrativeRules()
    number: NumberRules = NumberRules()
    pages: PageRules = PageRules()
    note: Annotated[str, Field(max_length=500)] = ""
    own: bool = False  # the office's copy
    retired: bool = False  # no longer offered; packs that went this way still name it
