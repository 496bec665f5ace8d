"""What a user does with packs, in the words of the tests."""

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.evidence.offer import Pasted
from app.domain.packs.pack import Pack
from app.services.documents.documents import Taken
from app.services.notes.charting import summary_of
from app.services.packs.pack_making import PackTrial
from app.ui.pages.packs.pack_page import PackPage
from tests.office_desk import CONTROL, OfficeDesk
from tests.signing_keys import key_for


def stored_note(desk: OfficeDesk, *, signed: bool = True, **answers: str) -> str:
    """A note of Marisol's on the disk; returns its id."""
    charting = desk.office.charting
    draft = charting.new_note("p1", "D9311")
    draft.set_answers({"condition": "Mechanical aortic valve", **answers})
    note = charting.save(draft.note, summary_of(draft.state))
    if signed:
        office = desk.office
        key = key_for(office.store, charting.user, office.clock.utc())
        charting.sign(charting.open(note.id), key)
    return note.id


def taken_in(desk: OfficeDesk, title: str, pages: int = 1, **changes: object) -> EvidenceRecord:
    """A scan among Marisol's documents; another title makes another file."""
    scan = io.BytesIO()
    shade = 50 + zlib.crc32(title.encode()) % 140
    sheets = [Image.new("L", (850, 1100), shade + number) for number in range(pages)]
    sheets[0].save(scan, "PDF", resolution=100, save_all=True, append_images=sheets[1:])
    offer = Pasted(f"{title}.pdf", scan.getvalue())
    taken = desk.office.documents.take_in(offer, "p1", desk.office.charting.user)
    assert isinstance(taken, Taken)
    record = taken.record.model_copy(update={"title": title, **changes})
    return desk.office.documents.save(record)


def open_packs(desk: OfficeDesk, note_id: str) -> PackPage:
    """The page of a note's packs, by its key."""
    desk.window.open_note(note_id)
    desk.shortcut(Qt.Key.Key_E, CONTROL)
    page = desk.window.packs.page
    assert page is not None
    return page


def laid_out(desk: OfficeDesk, page: PackPage) -> PackTrial:
    """What was laid out, once it is."""
    desk.until(lambda: page.plan.trial is not None)
    assert page.plan.trial is not None
    return page.plan.trial


def choose_channel(page: PackPage, channel_id: str) -> None:
    """Pick a channel, as the user would."""
    channels = page.plan.choice.channels
    channels.setCurrentIndex(channels.findData(channel_id))


def choose_folder(desk: OfficeDesk, page: PackPage, folder: Path) -> None:
    """Answer the question for a folder."""
    dialog = next(each for each in page.findChildren(QFileDialog) if each.isVisible())
    dialog.setDirectory(str(folder))
    dialog.fileSelected.emit(str(folder))
    dialog.done(0)
    desk.until(lambda: "being written" not in page.notice.text and bool(page.notice.text))


def check_document(page: PackPage, title: str, *, checked: bool = True) -> None:
    """Let a document go, or leave it out, by the space bar's act."""
    documents = page.plan.choice.documents
    item = documents.findItems(title, Qt.MatchFlag.MatchExactly)[0]
    item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)


def packs_of(desk: OfficeDesk, note_id: str) -> Sequence[Pack]:
    """The packs on the disk."""
    return desk.office.packs.of_note(note_id)
