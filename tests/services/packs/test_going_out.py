"""What goes out under one number, and what of a pack goes on paper."""

from collections.abc import Iterator

import pytest

from app.domain.audit import AuditQuery
from app.domain.notes.note import Note
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Pack, Sending
from app.errors import NumberSent
from tests.packing_desk import NOON, PICTURES, PORTAL, PackingDesk
from tests.storage.fakes import MemoryStore

SENT = Sending(by_way_of="portal", at=NOON, recorded_by="Finn", recorded_at=NOON)


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    opened = PackingDesk.over(MemoryStore())
    yield opened
    opened.office.close()


@pytest.fixture
def note(desk: PackingDesk) -> Note:
    return desk.attach()


def made(desk: PackingDesk, note: Note, channel: Channel = PORTAL) -> Pack:
    """A finished pack of the note."""
    packs = desk.office.packs
    material = packs.material(note.id)
    kept = next(each for each in packs.channels() if each.id == channel.id)
    return packs.make(packs.lay_out(material, kept, packs.usual(material, kept)))


def test_a_second_pack_of_one_number_is_recorded_as_sent_only_knowingly(
    desk: PackingDesk, note: Note
) -> None:
    packs = desk.office.packs
    first, second = made(desk, note), made(desk, note, PICTURES)
    sent = packs.record_sending(first, SENT, alone=True)
    with pytest.raises(NumberSent):
        packs.record_sending(second, SENT, alone=True)
    with pytest.raises(NumberSent):
        packs.going_out(second)
    assert second.sent_before(packs.of_note(note.id)) == sent
    assert packs.record_sending(second, SENT).sent == SENT


def test_paper_shows_the_pdf_or_the_pages_and_nothing_that_stays_in_the_office(
    desk: PackingDesk, note: Note
) -> None:
    packs = desk.office.packs
    as_pdf, pictures = made(desk, note), made(desk, note, PICTURES)
    assert {file.role for file in as_pdf.on_paper} == {"pack"}
    assert {file.role for file in pictures.on_paper} == {"page"}
    packs.tell_printed(pictures)
    with desk.office.store.reading() as found:
        row = found.audit.page(AuditQuery(about=pictures.id, limit=1)).rows[0]
    assert (row.deed, row.told["pages"]) == ("printed", len(pictures.on_paper))
