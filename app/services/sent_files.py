"""Tells whether a file is what was sent or printed, and from which version of which note.

The window asks with the practice's own record; `chartproof verify` also by the manifest that lies
beside a file, or by the data a chart note carries inside.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from app import __version__
from app.domain.light_table import Refused
from app.domain.pack import Pack
from app.errors import LightTableFailed
from app.services.embedded_note import read_embedded
from app.services.light_table import LightTable
from app.services.ports import Store
from app.services.printing import Printer

Standing = Literal["sent", "made", "listed", "matches", "differs", "unknown"]
"""Sent by our record; made, not sent; as the manifest says; text and data agree; changed; nothing
known of it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file turned out to be, in one or two sentences; `note` is the id of a note here."""

    standing: Standing
    text: str
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the file is as it was made."""
        return self.standing in ("sent", "made", "listed", "matches")


def _on_one_line(text: str) -> str:
    """What a verdict quotes must not write a line of its own, or turn the reading direction."""
    if not text.isprintable():
        raise ValueError("holds signs that cannot be shown")
    return text


def _without_folder(name: str) -> str:
    if "/" in name or "\\" in name or name in (".", ".."):
        raise ValueError("names a file of another folder")
    return name


_Quoted = Annotated[str, Field(max_length=200), AfterValidator(_on_one_line)]
_FileName = Annotated[
    str,
    Field(min_length=1, max_length=300),
    AfterValidator(_on_one_line),
    AfterValidator(_without_folder),
]


class _Loose(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class ListedFile(_Loose):
    """A file as a manifest lists it."""

    name: _FileName
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    pages: int = 0


class ListedNote(_Loose):
    """The note behind a pack."""

    id: _Quoted
    code: _Quoted
    version: Annotated[int, Field(ge=0, le=10**9)]
    signature: str = ""


class Manifest(_Loose):
    """A manifest as `pack_paper` writes it: some files of its own folder, each listed once."""

    format: Literal[1]
    made_at: dt.datetime
    control_number: _Quoted = ""
    note: ListedNote
    files: Annotated[tuple[ListedFile, ...], Field(min_length=1, max_length=2000)]

    @field_validator("files")
    @classmethod
    def _once(cls, files: tuple[ListedFile, ...]) -> tuple[ListedFile, ...]:
        if len({file.name.casefold() for file in files}) < len(files):
            raise ValueError("lists a file twice")
        return files

    @property
    def source(self) -> str:
        """Which note it was made from, in words."""
        number = f"attachment {self.control_number}, " if self.control_number else ""
        note = f"{self.note.code} note {self.note.id[:8]}, version {self.note.version}"
        return f"{number}made {self.made_at:%m/%d/%Y} from {note}"


def read_manifest(content: bytes) -> Manifest | None:
    """The manifest in a file's bytes; None for anything else."""
    try:
        return Manifest.model_validate_json(content)
    except (ValidationError, RecursionError):
        return None


class SentFiles:
    """Judges files; `store` is None where no practice is open."""

    def __init__(self, table: LightTable, printer: Printer, store: Store | None = None) -> None:
        self._table = table
        self._printer = printer
        self._store = store

    def judge(self, content: bytes, name: str = "", manifest: Manifest | None = None) -> Verdict:
        """What a file is: by our record first, then by its manifest, then by what it carries.

        Call on a worker.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        if found := self._by_record(sha256):
            return found
        if manifest is not None and (found := _by_manifest(sha256, name, manifest)):
            return found
        return self._by_itself(content)

    def _by_record(self, sha256: str) -> Verdict | None:
        if self._store is None:
            return None
        with self._store.reading() as found:
            packs = found.packs.with_file(sha256)
        sent = next((pack for pack in packs if pack.sent), None)
        if sent is not None and sent.sent is not None:
            how, at = sent.sent.by_way_of, sent.sent.at
            reference = f", reference {sent.sent.reference}" if sent.sent.reference else ""
            text = f"This is what was sent by {how} on {at:%m/%d/%Y}{reference}: {_source(sent)}."
            return Verdict("sent", text, sent.note)
        if packs:
            text = f"This was made, but not recorded as sent: {_source(packs[0])}."
            return Verdict("made", text, packs[0].note)
        return None

    def _by_itself(self, content: bytes) -> Verdict:
        inside = self._embedded(content)
        carried = read_embedded(inside)
        if carried is None:
            return Verdict("unknown", "Nothing is known here about this file.")
        source = f"{carried.code} note {carried.note[:8]}, version {carried.version}"
        printed = self._printer.render_pdf(
            carried.document, made_at=carried.printed_at, embedded=inside
        )
        if printed.data == content:
            return Verdict(
                "matches", f"The pages say what the file's own data say: chart note of {source}."
            )
        shown, meant = self._words(content), self._words(printed.data)
        if shown is not None and shown == meant:
            text = (
                f"The words of this chart note of {source} are those of its data, but the file is"
                " not as this version prints it: something may be drawn over them. Compare it with"
                " a new print of the note."
            )
            return Verdict("unknown", text)
        if carried.program != __version__:
            text = (
                f"This chart note of {source} was printed by version {carried.program}, and this is"
                f" {__version__}: its pages cannot be compared with its data here."
            )
            return Verdict("unknown", text)
        text = f"The pages of this chart note of {source} do not say what its data say."
        return Verdict("differs", f"{text} Do not rely on it; print the note again.")

    def _embedded(self, content: bytes) -> bytes:
        """The data a chart note carries; empty for all other files."""
        if not content.startswith(b"%PDF"):
            return b""
        try:
            return self._table.embedded(content) or b""
        except LightTableFailed:
            return b""

    def _words(self, pdf: bytes) -> tuple[str, ...] | None:
        try:
            pages = self._table.text(pdf)
        except LightTableFailed:
            return None
        if isinstance(pages, Refused):
            return None
        return tuple(word for page in pages for word in page.split())


def _by_manifest(sha256: str, name: str, manifest: Manifest) -> Verdict | None:
    """By name first: two pages that changed places are no longer what was made."""
    named: Mapping[str, ListedFile] = {file.name: file for file in manifest.files}
    if name in named and named[name].sha256 != sha256:
        return Verdict(
            "differs",
            f"The manifest lists a file of this name with other bytes: {manifest.source}."
            " Do not rely on it; write the pack's files again.",
        )
    if any(file.sha256 == sha256 for file in manifest.files):
        return Verdict("listed", f"The manifest lists exactly this file: {manifest.source}.")
    return None


def _source(pack: Pack) -> str:
    number = f"attachment {pack.control_number}, " if pack.control_number else ""
    return (
        f"{number}made {pack.made_at:%m/%d/%Y} for {pack.channel_title} from {pack.code} note"
        f" {pack.note[:8]}, version {pack.note_version}"
    )
