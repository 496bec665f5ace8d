"""What somebody left unfinished: text on a page that is not saved, the place where they were.

`services.notes.unfinished` keeps it in the practice; pages and the unlocked window ask for it.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass

from app.domain.notes.note import Content
from app.domain.notes.plain import UNREADABLE, canonical, content_of, plain_content

PLACE = "place"
"""What a kept place is kept under."""

FOLDERS = "folders"
"""What the folders of files are kept under; every other name is that of a record."""

NOT_TYPED = frozenset({PLACE, FOLDERS})
"""What is kept without anybody having typed it."""


@dataclass(frozen=True, slots=True)
class LeftWork:
    """Something unfinished as it is stored: whose (a staff id), what, and when it was kept."""

    who: str
    what: str
    at: dt.datetime
    body: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was in a note: section, answer path, and what the caret stands behind.

    `caret` counts characters from the beginning of the field, `scroll` the logical pixels that the
    section was scrolled down. `patient`, `code` and `guide_version` tell whether it is still that
    note. `path` is empty when no field had the focus.
    """

    note: str
    patient: str
    code: str
    guide_version: int
    section: str
    path: str = ""
    caret: int = 0
    scroll: int = 0
    is_dentists: bool = False


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where somebody was on a page beside the notes; `name` is what is left on it is kept under.

    `title` and `label` say it in words: the page's and the field's. The field is the `number`th
    that is known by `field`; the caret stands behind `caret` characters of it, or in a `row` and
    `column` of a table. `scroll` is as in `Place`. `under` is the note that was open below.
    """

    name: str
    title: str
    label: str = ""
    field: str = ""
    number: int = 0
    caret: int = 0
    row: int = 0
    column: int = 0
    scroll: int = 0
    under: str = ""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was typed on a page over version `version` of a record (0: a new one), and when."""

    content: Content
    version: int
    at: dt.datetime


def record_name(kind: str, record_id: str, owner: str = "") -> str:
    """What the unsaved text of a record is kept under; `owner` is the patient of a check."""
    return ":".join(part for part in (kind, record_id, owner) if part)


def place_text(place: Place | PagePlace) -> str:
    """A place as it is stored."""
    return canonical(asdict(place))


def place_of(text: str) -> Place | PagePlace | None:
    """The place that was stored; None for anything else."""
    try:
        told = json.loads(text)
        return Place(**told) if "note" in told else PagePlace(**told)
    except UNREADABLE:
        return None


def unsaved_text(content: Content, version: int) -> str:
    """Unsaved content as it is stored."""
    return canonical({"version": version, "content": plain_content(content)})


def unsaved_of(kept: LeftWork) -> Unsaved | None:
    """The unsaved content that was stored; None for anything else."""
    try:
        read = json.loads(kept.body)
        return Unsaved(content_of(read["content"]), int(read["version"]), kept.at)
    except UNREADABLE:
        return None
