"""Lays a pack out in memory: every file of it, what does not fit, what stays behind.

The packing service and the command line call it, on a worker; nothing is written here. The same
material, channel and wish give the same bytes within one version of the program.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app import __version__
from app.documents.narrative.narrative import Fitted, Limit, fit
from app.documents.notes.since_signing import told_for
from app.documents.packs import cover_sheet, narrative_sheet
from app.documents.packs.cover_sheet import Cover
from app.domain.evidence.light_table import Progress, Stop, never, quietly
from app.domain.ids import NewId, new_id
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Enclosed, LeftOut, Pack, PackedFile, PackWish
from app.services.packs import pack_paper
from app.services.packs.pack_limits import Misfit, misfits
from app.services.packs.pack_material import Attached, PackMaterial
from app.services.packs.pack_sheets import Laid, Sheets, sent_pages
from app.services.ports.light_table import LightTable
from app.services.printing.printing import Printer


@dataclass(frozen=True, slots=True)
class PackTrial:
    """A pack as it would be: its record, its bytes by file name, and what has to be mended."""

    pack: Pack
    contents: Mapping[str, bytes]
    misfits: tuple[Misfit, ...]
    narrative: Fitted

    @property
    def may_be_made(self) -> bool:
        """Whether nothing blocks it."""
        return not any(misfit.blocks for misfit in self.misfits)


class PackMaker:
    """Makes packs with a printer and a light table."""

    def __init__(self, printer: Printer, table: LightTable, fresh_id: NewId = new_id) -> None:
        self._printer = printer
        self._table = table
        self._fresh_id = fresh_id

    def lay_out(
        self,
        material: PackMaterial,
        channel: Channel,
        wish: PackWish,
        progress: Progress = quietly,
        stop: Stop = never,
        pack_id: str = "",
    ) -> PackTrial:
        """The pack as it would be. Raises Stopped, LightTableFailed, MissingDocument.

        `pack_id` is that of a pack which is made once more.
        """
        number = material.number if channel.number.used else ""
        material = _for_pack(material, wish, number)
        told = narrative_for(material, channel, number)
        chosen = _chosen(material, wish)
        sheets = Sheets(self._printer, self._table, material, wish, chosen, number, progress, stop)
        files = list(sheets.files())
        if channel.narrative.as_image:
            page = narrative_sheet.build(material.view, told.text, number)
            files += sheets.pictures(page)
        if told.text:
            files.append(Laid(pack_paper.NARRATIVE, "narrative", told.text.encode()))
        found = misfits(material, channel, wish, number, [_record(each) for each in files])
        pack = _pack(material, channel, wish, number).model_copy(
            update={
                "id": pack_id or self._fresh_id(),
                "enclosed": tuple(_enclosed(each) for each in chosen),
            }
        )
        files.append(_cover(sheets, pack, files))
        pack = pack.model_copy(update={"files": tuple(map(_record, files))})
        signed = material.view.note.signature
        listed = pack_paper.manifest(pack, signed.at.isoformat() if signed else "")
        files.append(Laid(pack_paper.MANIFEST, "manifest", listed))
        pack = pack.model_copy(
            update={"files": tuple(map(_record, files)), "notices": tuple(sheets.notices)}
        )
        return PackTrial(pack, {each.name: each.content for each in files}, found, told)


def narrative_for(material: PackMaterial, channel: Channel, number: str) -> Fitted:
    """The narrative as this channel takes it, our number in front where it counts.

    A number that the service gives comes later: whoever sends puts it there.
    """
    rules = channel.narrative
    limit = Limit("channel", channel.title, rules.at_most)
    view = material.view
    leads = rules.number_counts and channel.number.issued_by == "office"
    return fit(told_for(view), limit, number if leads else "")


def _for_pack(material: PackMaterial, wish: PackWish, number: str) -> PackMaterial:
    """The note as this pack's papers speak of it: under its number, with what goes along."""
    note = replace(material.view.note, control_number=number)
    enclosed = tuple(each.title for each in _chosen(material, wish))
    return replace(material, view=replace(material.view, note=note, enclosed=enclosed))


def _pack(material: PackMaterial, channel: Channel, wish: PackWish, number: str) -> Pack:
    """The pack's record before it has files, under the note's id until it gets its own."""
    note = material.view.note
    return Pack(
        id=note.id,
        note=note.id,
        patient=note.patient_id,
        code=note.code,
        note_version=note.version,
        note_digest=note.signature.digest if note.signature else "",
        note_entries=len(material.view.later),
        appeal=material.appeal,
        channel=channel.id,
        channel_version=channel.version,
        channel_title=channel.title,
        control_number=number,
        made_at=material.made_at,
        made_by=material.made_by,
        program=__version__,
        wish=wish,
        files=(),
        left_out=tuple(_left_out(material, wish)),
    )


def _cover(sheets: Sheets, pack: Pack, files: Sequence[Laid]) -> Laid:
    cover = Cover(
        channel=pack.channel_title,
        number=pack.control_number,
        made_by=pack.made_by,
        made_at=pack.made_at,
        program=pack.program,
        files=pack_paper.cover_lines(map(_record, files)),
    )
    printed = sheets.print(cover_sheet.build(sheets.material.view, cover))
    return Laid(pack_paper.COVER, "cover", printed.data, printed.pages)


def _record(laid: Laid) -> PackedFile:
    return PackedFile(
        name=laid.name,
        role=laid.role,
        sha256=hashlib.sha256(laid.content).hexdigest(),
        size=len(laid.content),
        pages=laid.pages,
        sources=laid.sources,
    )


def _chosen(material: PackMaterial, wish: PackWish) -> tuple[Attached, ...]:
    by_id = {each.id: each for each in material.attached if each.record}
    return tuple(by_id[each] for each in dict.fromkeys(wish.documents) if each in by_id)


def _enclosed(attached: Attached) -> Enclosed:
    record = attached.record
    assert record is not None  # only documents with a record are chosen
    return Enclosed(
        document=record.id,
        sha256=record.sha256,
        title=record.title,
        kind=record.kind,
        pages=record.sent_pages,
    )


def _left_out(material: PackMaterial, wish: PackWish) -> Iterator[LeftOut]:
    """The documents that stay behind, and the pages left out of those that go."""
    for each in material.attached:
        if each.id not in wish.documents or each.record is None:
            yield LeftOut(title=each.title, why=_why_left_out(each), document=each.id)
        elif count := len(each.record.pages) - len(sent_pages(each)):
            pages = "1 page" if count == 1 else f"{count} pages"
            yield LeftOut(title=each.title, why=f"{pages} left out.", document=each.id)


def _why_left_out(each: Attached) -> str:
    if each.why:
        return each.why
    if each.sensitive:
        return "Sensitive: stays here unless this payer needs it."
    return "Left out by you." if each.field else "Not part of this note."
