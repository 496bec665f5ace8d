"""Tells whether a file is what was sent or printed, and from which version of which note.

The window asks with the practice's own record; `chartproof verify` also by the manifest that lies
beside a file, or by the data a chart note carries inside. What was saved and proves nothing by
itself, the practice's history knows by its bytes.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from app.domain.packs.pack import Pack
from app.domain.reading.dates import show_date
from app.services.ports.light_table import LightTable
from app.services.ports.store import Store
from app.services.printing.printing import Printer
from app.services.seals.file_verdict import Fault, Verdict
from app.services.signing.chart_note_files import ChartNoteFiles
from app.services.signing.saved_files import saved_file


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


_UNSIGNED = (
    "Nobody signs a manifest: only the practice’s record can tell whether both were changed."
)
_NOT_OURS = "This practice’s record tells of no such file."


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
    """Judges files; `store` is None where no practice is open. Days are told in `zone`."""

    def __init__(
        self,
        table: LightTable,
        printer: Printer,
        store: Store | None = None,
        zone: dt.tzinfo = dt.UTC,
    ) -> None:
        self._chart_notes = ChartNoteFiles(table, printer, store)
        self._store = store
        self._zone = zone

    def judge(self, content: bytes, name: str = "", manifest: Manifest | None = None) -> Verdict:
        """What a file is: by our record first, then by its manifest, then by what it carries.

        Last by our history, where it carries nothing that holds. Call on a worker.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        if found := self._by_record(sha256):
            return found
        listed = _by_manifest(sha256, name, manifest) if manifest is not None else None
        if listed is None:
            return self._by_itself(content, sha256)
        if self._store is None or not listed.holds:
            return listed
        own = self._by_itself(content, sha256)
        if own.standing != "unknown":
            return own
        return Verdict("unknown", f"{listed.text} {_NOT_OURS}")

    def _by_itself(self, content: bytes, sha256: str) -> Verdict:
        own = self._chart_notes.judge(content)
        if self._store is None or own.standing == "differs":
            return own
        with self._store.reading() as found:
            saved = saved_file(found, sha256, self._zone)
        if saved is not None and own.holds:  # of a copy of records only the notes are signed
            return replace(own, text=f"{own.text} {saved.text}")
        return saved or own

    def _by_record(self, sha256: str) -> Verdict | None:
        if self._store is None:
            return None
        with self._store.reading() as found:
            packs = found.packs.with_file(sha256)
        sent = next((pack for pack in packs if pack.sent), None)
        if sent is not None and sent.sent is not None:
            how, at = sent.sent.by_way_of, sent.sent.at
            reference = f", reference {sent.sent.reference}" if sent.sent.reference else ""
            day = show_date(at.astimezone(self._zone).date())
            text = f"This is what was sent by {how} on {day}{reference}: {self._source(sent)}."
            return Verdict("sent", text, sent.note)
        if packs:
            text = f"This was made, but not recorded as sent: {self._source(packs[0])}."
            return Verdict("made", text, packs[0].note)
        return None

    def _source(self, pack: Pack) -> str:
        number = f"attachment {pack.control_number}, " if pack.control_number else ""
        day = show_date(pack.made_at.astimezone(self._zone).date())
        return (
            f"{number}made {day} for {pack.channel_title} from {pack.code} note {pack.note[:8]},"
            f" version {pack.note_version}"
        )


def _by_manifest(sha256: str, name: str, manifest: Manifest) -> Verdict | None:
    """By name first: two pages that changed places are no longer what was made."""
    named: Mapping[str, ListedFile] = {file.name: file for file in manifest.files}
    if name in named and named[name].sha256 != sha256:
        return Verdict(
            "differs",
            f"The manifest lists a file of this name with other bytes: {manifest.source}."
            " Do not rely on it; write the pack’s files again.",
            fault=Fault.FILE,
        )
    if any(file.sha256 == sha256 for file in manifest.files):
        text = f"The manifest lists exactly this file: {manifest.source}. {_UNSIGNED}"
        return Verdict("listed", text)
    return None
