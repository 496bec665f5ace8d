"""Packs in the whole program, with the real light table: planned, made, written, recorded."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.domain.evidence.evidence import EvidenceKind
from app.errors import DiskFull, FailingDisk, MissingFolder, StalePack
from app.ui.dialogs.sending_dialog import SendingDialog
from app.ui.dialogs.sign_dialog import SignDialog
from app.ui.pages.packs.pack_page import PackPage
from app.ui.pages.patients.check_file import CheckFile
from tests.full_disk import full_disk_after
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.pack_acts import (
    check_document,
    choose_channel,
    choose_folder,
    laid_out,
    open_packs,
    packs_of,
    stored_note,
    taken_in,
)

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder for files that are to be sent."""
    folder = tmp_path / "to send"
    folder.mkdir()
    return folder


def test_a_pack_is_made_written_and_recorded_as_sent(desk: OfficeDesk, target: Path) -> None:
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    assert laid_out(desk, page).may_be_made
    desk.shortcut(Qt.Key.Key_Return, CONTROL)
    choose_folder(desk, page, target)
    assert page.notice.text.startswith("4 files written to ")
    (pack,) = packs_of(desk, note_id)
    (folder,) = target.iterdir()
    assert "Testwell" not in folder.name
    on_disk = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert on_disk == desk.office.packs.contents(pack)
    assert {f.name: f.sha256 for f in pack.files} == {
        name: hashlib.sha256(content).hexdigest() for name, content in on_disk.items()
    }
    page.proof.record.click()
    dialog = page.findChildren(SendingDialog)[0]
    desk.type(dialog.reference, "R-4711")
    desk.press(dialog.reference, Qt.Key.Key_Return)
    desk.until(lambda: page.notice.text == "Recorded as sent.")
    (sent,) = packs_of(desk, note_id)
    assert sent.sent is not None
    assert (sent.sent.by_way_of, sent.sent.reference) == ("mail", "R-4711")
    assert sent.sent.recorded_by == "Ada Samplemann"
    assert page.proof.record.isHidden()
    assert page.proof.sending.text.startswith("Sent by mail on ")
    desk.press(page, Qt.Key.Key_Escape)
    assert desk.window.pages.currentWidget() is desk.page
    words = [label.text() for label in desk.page.header.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("Sent ") and text.endswith(" by mail") for text in words)


def test_two_clicks_make_one_pack(desk: OfficeDesk, target: Path) -> None:
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    trial = laid_out(desk, page)
    page.make_into(trial, target)
    page.make_into(trial, target)
    page.plan.footer.make.click()
    desk.until(lambda: "written" in page.notice.text and bool(list(target.iterdir())))
    assert len(packs_of(desk, note_id)) == 1
    assert len(list(target.iterdir())) == 1


def test_a_draft_is_planned_and_led_to_signing(desk: OfficeDesk) -> None:
    page = open_packs(desk, stored_note(desk, signed=False))
    assert not laid_out(desk, page).may_be_made
    assert not page.plan.footer.make.isEnabled()
    box = page.plan.outcome.misfits.boxes[0]
    assert box.text == "The note is not signed. Sign it, then make the pack."
    box.buttons[0].click()
    assert desk.page.findChildren(SignDialog)[0].isVisible()


def test_a_chart_only_note_says_that_nothing_is_sent(desk: OfficeDesk) -> None:
    page = open_packs(desk, stored_note(desk, billing="chart_only"))
    desk.until(page.empty.isVisible)
    assert page.empty.step == "Open the note"
    assert page.plan.trial is None


def test_a_mend_is_laid_out_at_once(desk: OfficeDesk) -> None:
    taken_in(desk, "Another plan's EOB", kind=EvidenceKind.EOB)
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    check_document(page, "Another plan's EOB")
    assert page.plan.trial is None
    assert not page.plan.footer.make.isEnabled()
    assert not laid_out(desk, page).may_be_made
    ways = {b.text(): b for b in page.plan.outcome.misfits.boxes[0].buttons}
    assert list(ways) == ["Open the document", "Leave it out"]
    ways["Leave it out"].click()
    trial = laid_out(desk, page)
    assert trial.may_be_made
    assert trial.pack.wish.documents == ()
    assert "Not part of this note." in page.plan.outcome.stays.lines


def test_documents_are_put_in_order_by_keyboard(desk: OfficeDesk) -> None:
    first, second = taken_in(desk, "Letter", 2), taken_in(desk, "Answer", 3)
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    documents = page.plan.choice.documents
    documents.setFocus()
    for row in range(2):
        documents.setCurrentRow(row)
        desk.press(documents, Qt.Key.Key_Space)
    documents.setCurrentRow(1)
    desk.press(documents, Qt.Key.Key_Up, ALT)
    trial = laid_out(desk, page)
    assert trial.pack.wish.documents == (second.id, first.id)
    assert [each.title for each in trial.pack.enclosed] == ["Answer", "Letter"]


def test_laying_out_is_stopped_and_begun_again(desk: OfficeDesk) -> None:
    taken_in(desk, "Long fax", 60)
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    check_document(page, "Long fax")
    choose_channel(page, "claimconnect")
    desk.until(lambda: page.plan.footer.text.startswith("Laying the pack out… page"))
    page.plan.footer.stop.click()
    desk.until(lambda: page.plan.footer.text == "Laying out was stopped.")
    assert page.plan.trial is None
    assert not page.plan.footer.make.isEnabled()
    choose_channel(page, "mail")
    check_document(page, "Long fax", checked=False)
    page.plan.footer.again.click()
    assert laid_out(desk, page).pack.wish.documents == ()


def test_only_the_last_of_many_wishes_is_shown(desk: OfficeDesk) -> None:
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    seen = []
    page.desk.laid.connect(lambda trial: seen.append(trial.pack.channel))
    for channel in ("fax", "stedi-275", "claimconnect", "payer-portal"):
        choose_channel(page, channel)
    assert laid_out(desk, page).pack.channel == "payer-portal"
    assert seen == ["payer-portal"]


def test_a_channel_that_takes_no_pdf_offers_none(desk: OfficeDesk) -> None:
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    choose_channel(page, "claimconnect")
    trial = laid_out(desk, page)
    form = page.plan.choice.form
    assert not form.pdf.isEnabled()
    assert form.why == "DentalXChange ClaimConnect takes no PDF: every page travels as a picture."
    assert {file.role for file in trial.pack.files if file.name.endswith(".jpg")} == {"page"}
    page.plan.outcome.files.setCurrentRow(0)
    desk.until(lambda: not page.plan.preview.picture.pixmap().isNull())


def test_a_folder_that_is_gone_keeps_the_pack(desk: OfficeDesk, target: Path) -> None:
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    trial = laid_out(desk, page)
    gone = target / "stick"
    page.make_into(trial, gone)
    desk.until(lambda: MissingFolder.sentence in page.notice.text)
    assert page.notice.text.startswith("The pack is kept, but its files were not written.")
    (pack,) = packs_of(desk, note_id)
    page.notice.buttons[0].click()
    choose_folder(desk, page, target)
    desk.until(lambda: "files written" in page.notice.text)
    (folder,) = target.iterdir()
    assert {path.name for path in folder.iterdir()} == {file.name for file in pack.files}


def test_a_full_disk_while_writing_leaves_no_half_folder(desk: OfficeDesk, target: Path) -> None:
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    trial = laid_out(desk, page)
    page.make_into(trial, target)
    desk.until(lambda: "files written" in page.notice.text)
    (pack,) = packs_of(desk, note_id)
    with full_disk_after(0):
        page.write_into(pack, target)
        desk.until(lambda: DiskFull.sentence in page.notice.text)
    assert len(list(target.iterdir())) == 1


def test_a_full_disk_while_keeping_uses_up_no_number(desk: OfficeDesk, target: Path) -> None:
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    trial = laid_out(desk, page)
    with full_disk_after(0):
        page.make_into(trial, target)
        desk.until(lambda: page.notice.text == FailingDisk.sentence)
    assert packs_of(desk, note_id) == ()
    assert list(target.iterdir()) == []
    assert page.plan.footer.make.isEnabled()
    page.make_into(trial, target)
    desk.until(lambda: "files written" in page.notice.text)
    assert len(packs_of(desk, note_id)) == 1


def test_a_channel_changed_meanwhile_is_laid_out_again(desk: OfficeDesk, target: Path) -> None:
    shelf, store = desk.office.channels, desk.office.store
    mail = shelf.get("mail")
    assert mail is not None
    with store.writing() as found:
        own = found.channels.save(shelf.copy(mail, desk.office.clock.local().date()))
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    laid_out(desk, page)
    choose_channel(page, own.id)
    trial = laid_out(desk, page)
    with store.writing() as found:
        found.channels.save(own.model_copy(update={"title": "Mail room"}))
    page.make_into(trial, target)
    desk.until(lambda: page.notice.text == StalePack.sentence)
    assert packs_of(desk, note_id) == ()
    desk.until(
        lambda: page.plan.trial is not None and page.plan.trial.pack.channel_title == "Mail room"
    )
    page.make_into(laid_out(desk, page), target)
    desk.until(lambda: "files written" in page.notice.text)


def test_a_document_changed_meanwhile_does_not_go_as_it_was(desk: OfficeDesk, target: Path) -> None:
    record = taken_in(desk, "Letter", 2)
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    laid_out(desk, page)
    check_document(page, "Letter")
    trial = laid_out(desk, page)
    kept = record.pages[0].model_copy(update={"included": False})
    desk.office.documents.save(record.model_copy(update={"pages": (kept, record.pages[1])}))
    page.make_into(trial, target)
    desk.until(lambda: page.notice.text == StalePack.sentence)
    again = laid_out(desk, page)
    assert [len(each.pages) for each in again.pack.enclosed] == [1]
    assert packs_of(desk, note_id) == ()


def _made(desk: OfficeDesk, target: Path) -> PackPage:
    page = open_packs(desk, stored_note(desk))
    page.make_into(laid_out(desk, page), target)
    desk.until(lambda: "files written" in page.notice.text)
    return page


def test_a_pack_is_made_again_byte_for_byte(desk: OfficeDesk, target: Path) -> None:
    page = _made(desk, target)
    page.proof.check.click()
    desk.until(lambda: page.notice.text.startswith("Made once more: every file is the same"))


def test_a_file_tells_what_it_is_and_leads_to_its_note(desk: OfficeDesk, target: Path) -> None:
    page = _made(desk, target)
    (pack,) = packs_of(desk, page.note_id)
    (folder,) = target.iterdir()
    desk.window.show_notes()
    desk.window.packs.check_file()
    dialog = desk.window.findChildren(CheckFile)[0]
    changed = folder / "narrative.txt"
    changed.write_text(changed.read_text("utf-8") + " And more.", "utf-8")
    dialog.check(changed)
    desk.until(lambda: "with other bytes" in dialog.verdict.texts[0])
    dialog.check(folder / pack.files[0].name)
    desk.until(lambda: "not recorded as sent" in dialog.verdict.texts[0])
    dialog.verdict.findChildren(QPushButton)[-1].click()
    assert desk.page.note.id == page.note_id


def test_the_patients_page_leads_to_a_pack(desk: OfficeDesk, target: Path) -> None:
    note_id = _made(desk, target).note_id
    desk.window.show_notes()
    desk.window.records.show_patient("p1")
    patient = desk.window.records.page
    (link,) = patient.packs.links  # type: ignore[union-attr] # the page shown is the patient's
    link.click()
    page = desk.window.packs.page
    assert page is not None
    desk.until(lambda: page.proof.isVisible() and page.proof.pack is not None)
    assert page.note_id == note_id
    desk.until(lambda: page.proof.preview.shown.endswith(".pdf"))


def test_locking_while_a_pack_is_laid_out_ends_it(desk: OfficeDesk) -> None:
    taken_in(desk, "Long fax", 60)
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    check_document(page, "Long fax")
    choose_channel(page, "claimconnect")
    desk.until(lambda: page.plan.footer.text.startswith("Laying the pack out… page"))
    desk.shortcut(Qt.Key.Key_L, CONTROL)
    desk.until(lambda: desk.program.door is not None)
    assert desk.program.window is None


def test_a_document_is_looked_at_and_answered_on_the_way(desk: OfficeDesk) -> None:
    record = taken_in(desk, "Fax", kind=EvidenceKind.FAX)
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    check_document(page, "Fax")
    assert not laid_out(desk, page).may_be_made
    page.plan.outcome.misfits.boxes[0].buttons[0].click()
    shown = desk.window.records.page
    assert desk.window.pages.currentWidget() is shown
    desk.office.documents.save(record.model_copy(update={"other_patients": "no"}))
    assert shown is not None
    shown.closed.emit()
    assert desk.window.pages.currentWidget() is page
    desk.until(lambda: page.plan.trial is not None and page.plan.trial.may_be_made)
    assert page.plan.choice.wish.documents == (record.id,)


def test_a_dragged_document_changes_the_order(desk: OfficeDesk) -> None:
    first, second = taken_in(desk, "Letter"), taken_in(desk, "Answer")
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    for title in ("Letter", "Answer"):
        check_document(page, title)
    documents = page.plan.choice.documents
    documents.model().moveRow(QModelIndex(), 1, QModelIndex(), 0)
    assert laid_out(desk, page).pack.wish.documents == (second.id, first.id)


def test_written_files_can_be_dragged_out(desk: OfficeDesk, target: Path) -> None:
    files = _made(desk, target).proof.files
    (folder,) = target.iterdir()
    dragged = files.mimeData([files.item(0)]).urls()
    assert [Path(url.toLocalFile()) for url in dragged] == [folder / files.chosen]


def test_a_huge_file_is_not_read(desk: OfficeDesk, tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(2_000_000_000)
    desk.window.packs.check_file()
    dialog = desk.window.findChildren(CheckFile)[0]
    dialog.check(huge)
    desk.until(lambda: dialog.verdict.texts[0].startswith("This file is larger than anything"))
    dialog.check(tmp_path / "nowhere.pdf")
    desk.until(lambda: dialog.verdict.texts[0].startswith("This file cannot be read."))


def test_a_taken_number_and_a_sent_pack_get_a_fresh_one(desk: OfficeDesk, target: Path) -> None:
    page = _made(desk, target)
    (first,) = packs_of(desk, page.note_id)
    page.proof.record.click()
    dialog = page.findChildren(SendingDialog)[0]
    desk.press(dialog.reference, Qt.Key.Key_Return)
    desk.until(lambda: page.notice.text == "Recorded as sent.")
    page.show_pack("")
    desk.until(
        lambda: (
            page.plan.trial is not None
            and page.plan.trial.pack.control_number != first.control_number
        )
    )
    page.make_into(laid_out(desk, page), target)
    desk.until(lambda: page.tabs.count() == 3)
    numbers = {pack.control_number for pack in packs_of(desk, page.note_id)}
    assert len(numbers) == 2


def test_escape_leads_from_the_packs_back_to_where_the_caret_was(desk: OfficeDesk) -> None:
    desk.window.open_note(stored_note(desk))
    desk.shortcut(Qt.Key.Key_PageDown, CONTROL)
    before = desk.window.focusWidget()
    desk.shortcut(Qt.Key.Key_E, CONTROL)
    assert desk.window.focusWidget() is not before
    desk.shortcut(Qt.Key.Key_Escape)
    assert desk.window.pages.currentWidget() is desk.page
    assert desk.window.focusWidget() is before
