"""`chartproof export --channel`: the pack of a note file for one channel; `app.cli` calls it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.verbs.console import DONE, NEEDED, UNREADABLE, complain
from app.verbs.evidence import attached
from app.verbs.opened_note import OpenedNote, view_of

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.domain.packs.channel import Channel
    from app.domain.packs.pack import PackWish
    from app.services.packs.pack_making import PackTrial
    from app.services.packs.pack_material import Attached, PackMaterial


def export_pack(opened: OpenedNote, chosen: argparse.Namespace) -> int:
    """Write the pack into a new folder, or say what does not fit and write nothing."""
    from app.bootstrap import make_printer
    from app.evidence.table import SafeLightTable
    from app.services.packs.pack_making import PackMaker

    channel = _channel(chosen.channel)
    if channel is None:
        return UNREADABLE
    table = SafeLightTable()
    try:
        files, problems = attached(
            chosen.evidence, table, chosen.password, nobody_else=chosen.nobody_else
        )
        for problem in problems:
            complain(problem)
        if problems:
            return UNREADABLE
        material = _material(opened, dict(files))
        wish = _wish(material, channel, chosen)
        trial = PackMaker(make_printer(table), table).lay_out(material, channel, wish)
    finally:
        table.close()
    return _written(trial, chosen.to)


def _written(trial: "PackTrial", folder: Path) -> int:
    from app.files import write_folder_whole
    from app.services.packs.packing import folder_name

    for misfit in trial.misfits:
        complain(misfit.text)
        for mend in misfit.mends:
            complain(f"  {mend.label}")
    if not trial.may_be_made:
        complain("Nothing was written.")
        return NEEDED
    for notice in trial.pack.notices:
        complain(notice)
    for left in trial.pack.left_out:
        complain(f"Left out: {left.title}. {left.why}")
    print(write_folder_whole(folder, folder_name(trial.pack), trial.contents))
    return DONE


def _channel(asked: str) -> "Channel | None":
    from app.guides.channels import load_channels
    from app.paths import resources_folder

    channels, problems = load_channels(resources_folder() / "channels")
    for problem in problems:
        complain(str(problem))
    if asked not in channels:
        complain(f"There is no channel {asked}; there are {', '.join(sorted(channels))}.")
        return None
    return channels[asked]


def _material(opened: OpenedNote, files: "dict[Attached, bytes]") -> "PackMaterial":
    from app.rules.engine import evaluate
    from app.services.packs.pack_material import PackMaterial
    from app.services.packs.packing import sending_blockers
    from app.services.printing.printing import known_of

    view = view_of(opened)
    note = view.note
    known = known_of(note, opened.reading.known, view.zone)
    state = evaluate(opened.guide, note.content.answers, known, note.content.reasons)
    contents = {each.sha256: content for each, content in files.items()}
    return PackMaterial(
        view=view,
        attached=tuple(files),
        read=contents.__getitem__,
        blockers=sending_blockers(state, note),
        number=note.control_number,
        made_by=view.person(note.author_id),
        made_at=view.made_at,
    )


def _wish(material: "PackMaterial", channel: "Channel", chosen: argparse.Namespace) -> "PackWish":
    from app.services.packs.pack_limits import picture_wish, usual_wish

    wish = usual_wish(material, channel)
    if chosen.images:
        wish = picture_wish(channel, wish)
    changes = {"dpi": chosen.dpi, "gray": chosen.gray or None}
    return wish.model_copy(update={name: value for name, value in changes.items() if value})
