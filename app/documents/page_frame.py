"""The frame of documents that no note makes: the practice, title, running header and foot.

Lists, reports, letters and copies of records are built in it; `notes.page_parts` frames a note's.
"""

from collections.abc import Iterable

from app.documents.blocks import Block, Document, Heading, Letterhead
from app.domain.practice.people import Practice


def letterhead(practice: Practice, *right: str) -> Letterhead:
    """The practice with its address at the top of the first page; `right` is set against it."""
    address = practice.address.one_line
    name = practice.name or "Practice not named"
    return Letterhead(name, (address,) if address else (), right)


def head(practice: Practice, title: str) -> tuple[Block, Block]:
    """The letterhead and the title below it."""
    return letterhead(practice, title), Heading(title, 1)


def framed(
    practice: Practice, title: str, blocks: Iterable[Block], *, left: str = "", foot: str = ""
) -> Document:
    """The document; `left` stands in its running header and never in its properties."""
    return Document(
        title=title,
        blocks=tuple(blocks),
        author=practice.name,
        page_size=practice.paper,
        header_left=(left,) if left else (),
        header_right=(title,),
        footer=foot,
    )
