"""The texts of a pack's own files: their names, the manifest, the lines of the cover sheet.

`pack_making` calls it. No file name says who the patient is. The manifest names
documents by their titles, which may; it stays in the office.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.documents.packs.cover_sheet import CoverFile
from app.domain.evidence.light_table import ImageType
from app.domain.packs.pack import FileRole, Pack, PackedFile

MANIFEST = "manifest.json"
COVER = "cover-sheet.pdf"
NARRATIVE = "narrative.txt"
FORMAT = 1
"""The version of the manifest's form."""

_ENDINGS: dict[ImageType, str] = {"jpeg": "jpg", "png": "png", "tiff": "tif"}

_WHAT: dict[FileRole, str] = {
    "pack": "Attachment",
    "page": "Page as picture",
    "narrative": "Narrative as text",
    "narrative_image": "Narrative as picture",
    "cover": "Cover sheet",
    "manifest": "Manifest",
}


def part_name(stem: str, part: int, parts: int) -> str:
    """The name of a composed PDF."""
    return f"{stem}.pdf" if parts == 1 else f"{stem}-part{part}.pdf"


def page_name(stem: str, number: int, image: ImageType) -> str:
    """The name of a page's picture; names sort as the pages do."""
    return f"{stem}-p{number:03d}.{_ENDINGS[image]}"


def narrative_image_name(stem: str, number: int, image: ImageType) -> str:
    """The name of a picture of the narrative."""
    return f"{stem}-narrative{number if number > 1 else ''}.{_ENDINGS[image]}"


def cover_lines(files: Iterable[PackedFile]) -> tuple[CoverFile, ...]:
    """The files as the cover sheet lists them."""
    return tuple(CoverFile(f.name, _WHAT[f.role], f.pages, f.sha256) for f in files)


def manifest(pack: Pack, signed_at: str) -> bytes:
    """The manifest: what the pack was made of, and every other file with its SHA-256."""
    titles = {each.sha256: each.title for each in pack.enclosed}
    content: dict[str, Any] = {
        "format": FORMAT,
        "program": f"Chartproof {pack.program}",
        "pack": pack.id,
        "made_at": pack.made_at.isoformat(),
        "made_by": pack.made_by,
        "control_number": pack.control_number,
        "channel": {
            "id": pack.channel,
            "title": pack.channel_title,
            "version": pack.channel_version,
        },
        "note": {
            "id": pack.note,
            "code": pack.code,
            "version": pack.note_version,
            "signature": pack.note_digest,
            "later_entries": pack.note_entries,
            "signed_at": signed_at,
        },
        "files": [_plain(file, titles) for file in pack.files],
    }
    if pack.appeal:
        content["appeal"] = pack.appeal
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _plain(file: PackedFile, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": file.name,
        "what": file.role,
        "sha256": file.sha256,
        "bytes": file.size,
        "pages": file.pages,
        "sources": [{"title": titles.get(each, ""), "sha256": each} for each in file.sources],
    }
