"""What somebody offers to be taken in: a file by its path, or something pasted.

The fields and pages hand it on, the service of documents takes it in.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pasted:
    """A picture or file that came through the clipboard, with the title it gets."""

    title: str
    content: bytes


Offer = Path | Pasted


def name_of(offer: Offer) -> str:
    """What to call it while it is taken in: the file's name, or the title."""
    return offer.name if isinstance(offer, Path) else offer.title
