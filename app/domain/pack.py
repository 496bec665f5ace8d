"""The pack: what an attachment is made of, as files with a manifest, and the proof of its sending.

`app.services.packing` makes packs, the store keeps them, the pack page and `verify` show them.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from app.domain.people import Border, Id, Line

FileRole = Literal["pack", "page", "narrative", "narrative_image", "cover", "manifest"]
"""The composed PDF, one page picture, the narrative as text or picture, cover sheet, manifest."""

SentBy = Literal["portal", "clearinghouse", "email", "fax", "mail", "hand", "other"]


class PackedFile(Border):
    """One file of a pack. `sources` are the SHA-256 of the originals whose pages it shows."""

    name: Line
    role: FileRole
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    pages: Annotated[int, Field(ge=0)] = 0
    sources: tuple[str, ...] = ()


class LeftOut(Border):
    """A document that stays behind, and why in one sentence (minimum necessary)."""

    sha256: str
    title: Line
    why: str


class Sending(Border):
    """That a pack left the office: how, when (UTC), recorded by whom, under which reference."""

    by_way_of: SentBy
    at: dt.datetime
    recorded_by: Line
    recorded_at: dt.datetime
    reference: Line = ""
    remark: Line = ""


class Pack(Border):
    """One pack that was made of one note.

    `note_digest` is the digest of the note's signature, empty for a draft; `note_version` counts
    the note's saves. `control_number` is empty where the channel uses none. `files` are kept byte
    for byte under their SHA-256. `program` is the version that made it; the same version makes the
    same bytes again from the same note, documents, channel and `made_at`.
    """

    id: Id
    note: Id
    patient: Id
    code: Line
    note_version: int
    note_digest: str = ""
    channel: Id
    channel_version: int
    channel_title: Line
    control_number: Line = ""
    made_at: dt.datetime
    made_by: Line
    program: Line
    files: tuple[PackedFile, ...]
    left_out: tuple[LeftOut, ...] = ()
    notices: tuple[str, ...] = ()
    sent: Sending | None = None
    version: int = 0
