"""What a file turned out to be; whoever judges files answers with it, the window and the verb say
it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Standing = Literal["sent", "made", "listed", "signed", "unproven", "differs", "unknown"]
"""Sent by our record; made, not sent; as the manifest says; its signatures fit; it agrees with
itself, but nobody signed it with a key; changed; nothing known of it."""


class Fault(StrEnum):
    """What is wrong with a file that differs from what was made."""

    FILE = "other bytes than the manifest lists"
    PAGES = "the pages do not show what was signed"
    TEXT = "the signed text was changed"
    SIGNATURE = "a signature does not fit"
    ENTRY = "an entry is missing or moved"
    OTHER_NOTE = "a signature belongs to another note"
    BROKEN = "printed as not matching"
    RECORD = "the practice’s record says otherwise"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file turned out to be, in some sentences; `note` is the id of a note here.

    `fault` is given where it differs.
    """

    standing: Standing
    text: str
    note: str = ""
    fault: Fault | None = None

    @property
    def holds(self) -> bool:
        """Whether the file is as it was made."""
        return self.standing in ("sent", "made", "listed", "signed")
