"""A program that makes and writes packs without end, to be killed; `test_pack_kill` starts it."""

from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from app.crypto import Secret
from app.domain.packs.pack import Sending
from app.services.packs.pack_making import PackTrial
from app.services.packs.packing import PackRoom
from app.storage.folder import EmbeddedFolder
from tests.packing_desk import NOON, PORTAL, PackingDesk

KEY = Secret(bytes(range(32)))
SENT = Sending(by_way_of="fax", at=NOON, recorded_by="Finn", recorded_at=NOON)


def trials(desk: PackingDesk) -> Iterator[PackTrial]:
    """The sample's pack, again and again, each under a number that is free then."""
    packs = desk.office.packs
    note = desk.note()
    channel = desk.office.channels.get(PORTAL.id)
    assert channel is not None
    first = packs.lay_out(
        packs.material(note.id), channel, packs.usual(packs.material(note.id), channel)
    )
    count = 0
    while True:
        count += 1
        number = packs.material(note.id).number
        changes = {"id": f"k{count}x{number.lower()}", "control_number": number}
        yield replace(first, pack=first.pack.model_copy(update=changes))


def make_until_killed(folder: Path, target: Path, made: Connection) -> None:
    """Make, write, record as sent; say so each time after it is done."""
    store = EmbeddedFolder(folder).open(KEY)
    desk = PackingDesk.reopened(store)
    packs: PackRoom = desk.office.packs
    for trial in trials(desk):
        pack = packs.make(trial)
        packs.write(pack, target)
        packs.record_sending(pack, SENT)
        made.send(pack.id)
