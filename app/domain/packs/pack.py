"""The pack: what an attachment is made of, as files with a manifest, and the proof of its sending.

`app.services.packs.packing` makes packs, the store keeps them, the pack page and `verify` show
them.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from app.domain.evidence.evidence import EvidenceKind, PageChoice
from app.domain.practice.people import Border, Id, Line

FileRole = Literal["pack", "page", "narrative", "narrative_image", "cover", "manifest"]
"""The composed PDF, one page picture, the narrative as text or picture, cover sheet, manifest."""

UPLOADED: frozenset[FileRole] = frozenset({"pack", "page", "narrative_image"})
"""What a channel counts; the other files are for pasting and for the office."""

LETTER = "appeal-letter"
"""Among a wish's papers, the letter of an appeal: no paper of the note, it is handed in."""

BY_MAIL = "mail"
"""The channel to begin with where nothing names another one: every payer takes paper."""

SentBy = Literal["portal", "clearinghouse", "email", "fax", "mail", "hand", "other"]


class PackedFile(Border):
    """One file of a pack. `sources` are the SHA-256 of the originals whose pages it shows."""

    name: Line
    role: FileRole
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    pages: Annotated[int, Field(ge=0)] = 0
    sources: tuple[str, ...] = ()


class PackWish(Border):
    """What somebody wants a pack to be: our papers, the documents in order, and in which form.

    `papers` are values of `services.printing.printing.Paper`, and LETTER; `documents` are ids.
    Where a PDF would be too large for the channel it is split into `parts`. `dpi` and `gray` are
    for pages as pictures.
    """

    papers: tuple[Line, ...] = ("attachment",)
    documents: tuple[Id, ...] = ()
    as_pdf: bool = True
    as_images: bool = False
    image_type: Literal["jpeg", "png", "tiff"] = "jpeg"
    dpi: Annotated[int, Field(ge=72, le=600)] = 200
    gray: bool = False
    parts: Annotated[int, Field(ge=1, le=20)] = 1


class Enclosed(Border):
    """A document as it went into a pack: which pages, how turned and blacked out."""

    document: Id
    sha256: str
    title: Line
    kind: EvidenceKind
    pages: tuple[PageChoice, ...]


class LeftOut(Border):
    """A document that stays behind, and why in one sentence (minimum necessary)."""

    title: Line
    why: str
    document: str = ""


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
    the note's saves, `note_entries` what was added after it was signed. `control_number` is empty
    where the channel uses none. `files` are kept byte for byte under their SHA-256. `program` is
    the version that made it; the same version makes the same bytes again from the same note,
    documents, channel and `made_at`. `appeal` is the id of the appeal whose letter is in it.
    """

    id: Id
    note: Id
    patient: Id
    code: Line
    note_version: int
    note_digest: str = ""
    note_entries: int = 0
    appeal: Line = ""
    channel: Id
    channel_version: int
    channel_title: Line
    control_number: Line = ""
    made_at: dt.datetime
    made_by: Line
    program: Line
    wish: PackWish
    enclosed: tuple[Enclosed, ...] = ()
    files: tuple[PackedFile, ...]
    left_out: tuple[LeftOut, ...] = ()
    notices: tuple[str, ...] = ()
    sent: Sending | None = None
    version: int = 0

    @property
    def on_paper(self) -> tuple[PackedFile, ...]:
        """The files that are the pack on paper: its PDF, its pages where it has none."""
        whole = tuple(file for file in self.files if file.role == "pack")
        return whole or tuple(file for file in self.files if file.role == "page")

    def sent_before(self, packs: Iterable["Pack"]) -> "Pack | None":
        """Another one of its note's packs that was sent under its number: one for the payer."""
        others = (each for each in packs if each.sent and each.id != self.id)
        number = self.control_number
        return next((each for each in others if number and each.control_number == number), None)
