"""On the page of packs: documents taken in, finished packs printed and recorded beside others."""

import datetime as dt
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from app.domain.packs.pack import Sending
from app.ui.dialogs.sending_dialog import SendingDialog
from tests.office_desk import OfficeDesk
from tests.ui.window.pack_acts import laid_out, open_packs, packs_of, stored_note

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_a_document_taken_in_on_the_page_goes_with_the_pack(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    scan = tmp_path / "letter.png"
    QImage(600, 800, QImage.Format.Format_RGB32).save(str(scan))
    page.plan.choice.intake.take([scan])
    desk.until(lambda: bool(page.plan.choice.documents.chosen))
    (record,) = desk.office.documents.of_patient("p1")
    assert page.plan.choice.documents.chosen == (record.id,)
    assert [each.document for each in laid_out(desk, page).pack.enclosed] == [record.id]


def test_what_is_refused_is_said_below_the_documents(desk: OfficeDesk, tmp_path: Path) -> None:
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    text = tmp_path / "letter.txt"
    text.write_text("no picture")
    page.plan.choice.intake.take([text])
    desk.until(page.plan.choice.said.isVisible)
    assert page.plan.choice.said.text()
    assert desk.office.documents.of_patient("p1") == ()


def test_a_second_pack_under_one_number_is_asked_about(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    packs = desk.office.packs
    page = open_packs(desk, note_id)
    trial = laid_out(desk, page)
    channel = next(each for each in packs.channels() if each.id == trial.pack.channel)
    again = packs.lay_out(packs.material(note_id), channel, trial.pack.wish)
    first, second = packs.make(trial), packs.make(again)
    assert first.control_number == second.control_number
    sent = Sending(by_way_of="fax", at=NOON, recorded_by="Ada Samplemann", recorded_at=NOON)
    packs.record_sending(first, sent)
    page.desk.gather()
    desk.until(lambda: page.tabs.count() == 3)
    page.show_pack(second.id)
    page.proof.record.click()
    (dialog,) = page.findChildren(SendingDialog)
    assert "is recorded already: sent by fax on" in dialog.warning.text()
    assert dialog.warning.isVisible()
    desk.press(dialog.reference, Qt.Key.Key_Return)
    desk.until(lambda: page.notice.text == "Recorded as sent.")
    assert all(pack.sent for pack in packs_of(desk, note_id))


def test_a_finished_pack_prints_through_the_systems_dialog(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    pack = desk.office.packs.make(laid_out(desk, page))
    page.desk.gather()
    desk.until(lambda: page.tabs.count() == 2)
    page.show_pack(pack.id)
    page.proof.print.click()
    desk.until(lambda: bool(page.findChildren(QPrintDialog)))
    (dialog,) = page.findChildren(QPrintDialog)
    printer = dialog.printer()
    assert printer.docName() == f"Pack {pack.control_number or pack.code}"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    dialog.done(QDialog.DialogCode.Accepted)
    desk.until(lambda: page.notice.text == "Sent to the printer.")
    pages = len(PdfReader(tmp_path / "paper.pdf").pages)
    assert pages == sum(file.pages for file in pack.on_paper)
