"""Documents in the whole program: real files, the real light table, a practice on the disk."""

import io
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.evidence.light_table import Looked, Stop, Stopped
from app.domain.guides.answers import Evidence
from app.ui.dialogs.ask_dialog import AskDialog
from app.ui.dialogs.choose_scans import ChooseScans
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.fields.evidence_rows import ArrivingRow, LockedRow
from app.ui.pages.documents.document_page import DocumentPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.window.scan_banner import ScanBanner
from tests.office_desk import OfficeDesk
from tests.ui.fields.desk import shown_words
from tests.ui.window.acts import Sit, finder, new_note

CANARY = "Quibble-Canary"


def a_pdf(path: Path, pages: int = 2, password: str = "") -> Path:
    """A scan of some pages."""
    scan = io.BytesIO()
    sheets = [Image.new("L", (170, 220), 255 - number) for number in range(pages)]
    sheets[0].save(scan, "PDF", resolution=20, save_all=True, append_images=sheets[1:])
    with pikepdf.open(scan) as pdf:
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        pdf.save(path, encryption=locked)
    return path


def drop(widget: QWidget, paths: Sequence[Path]) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton)
    no_keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), *how, no_keys)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), *how, no_keys))


def control(desk: OfficeDesk) -> EvidenceControl:
    """The field for documents that is shown."""
    found = desk.page.form.findChildren(EvidenceControl)
    return next(each for each in found if each.isVisible())


def attached(desk: OfficeDesk) -> list[str]:
    """The titles that the open note names."""
    answers = desk.page.note.content.answers.values()
    return [item.title for each in answers if isinstance(each, Evidence) for item in each.items]


def documents(desk: OfficeDesk, patient: str = "p1") -> tuple[EvidenceRecord, ...]:
    return desk.office.documents.of_patient(patient)


def attach(desk: OfficeDesk, path: Path) -> EvidenceRecord:
    """Drop a file on the note and wait until it is attached."""
    before = len(attached(desk))
    drop(desk.page, [path])
    desk.until(lambda: len(attached(desk)) > before)
    return documents(desk)[-1]


def test_files_dropped_on_a_note_are_attached(desk: OfficeDesk, tmp_path: Path) -> None:
    new_note(desk, "D9997")
    words = tmp_path / "words.pdf"
    words.write_text(f"{CANARY}, no PDF at all", encoding="utf-8")
    drop(desk.page, [a_pdf(tmp_path / f"{CANARY} reply.pdf"), words])
    desk.until(lambda: not control(desk).intake.is_busy)
    assert attached(desk) == [f"{CANARY} reply"]
    assert "text" in shown_words(desk.page.form)  # why the other is refused
    (record,) = documents(desk)
    assert [page.number for page in record.pages] == [1, 2]
    original = (tmp_path / f"{CANARY} reply.pdf").read_bytes()
    assert desk.office.documents.original(record) == original
    desk.until(lambda: control(desk).intake.rows[0].thumbnail._picture is not None)
    logs = "".join(path.read_text("utf-8") for path in desk.logs.rglob("*") if path.is_file())
    assert CANARY not in logs


def test_a_locked_file_is_opened_by_its_password(desk: OfficeDesk, tmp_path: Path) -> None:
    new_note(desk, "D9997")
    drop(desk.page, [a_pdf(tmp_path / "portal.pdf", password="opensesame")])
    desk.until(lambda: bool(desk.page.findChildren(LockedRow)))
    line = desk.page.findChildren(LockedRow)[0].findChildren(QLineEdit)[0]
    desk.type(line, "opensesame")
    desk.press(line, Qt.Key.Key_Return)
    desk.until(lambda: attached(desk) == ["portal"])
    (record,) = documents(desk)
    assert desk.office.documents.picture(record, record.pages[0], 40).startswith(b"BM")


def test_a_document_is_opened_from_the_note_and_leads_back(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    new_note(desk, "D9997")
    record = attach(desk, a_pdf(tmp_path / "reply.pdf"))
    row = control(desk).intake.rows[0]
    row.title.click()
    page = desk.window.records.page
    assert isinstance(page, DocumentPage)
    desk.press(page.strip, Qt.Key.Key_Space)
    assert page.leave()
    assert desk.window.pages.currentWidget() is desk.page
    (kept,) = documents(desk)
    assert [each.included for each in kept.pages] == [False, True]
    assert kept.version > record.version
    desk.until(lambda: "1 of 2 pages" in shown_words(control(desk)))


def test_a_document_of_another_patient_is_moved_and_not_sent(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    new_note(desk, "D9997")
    attach(desk, a_pdf(tmp_path / "eob.pdf"))
    note = desk.page.note
    control(desk).intake.rows[0].title.click()
    page = desk.window.records.page
    assert isinstance(page, DocumentPage)
    page.move_away.click()
    desk.type(finder(desk).line, "Theo")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    dialog = next(iter(desk.window.findChildren(AskDialog)))
    desk.type(dialog.fields["reason"], "wrong chart")
    desk.press(dialog.fields["reason"], Qt.Key.Key_Return)
    desk.until(lambda: bool(documents(desk, "p2")))
    desk.until(lambda: "wrong chart" in page.fields.story)
    assert page.leave()
    desk.until(lambda: "Not sent" in shown_words(control(desk)))
    (joined,) = desk.office.documents.records_for(note)
    assert (joined.standing, joined.record) == ("moved", None)


def test_a_patients_document_opens_and_leads_back_to_the_patient(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    desk.window.records.add_documents("p1", [a_pdf(tmp_path / "consent.pdf")])
    first = desk.window.records.page
    assert isinstance(first, PatientPage)
    desk.until(lambda: bool(first.documents.intake.rows))
    row = first.documents.intake.rows[0]
    desk.until(row.title.isEnabled)
    row.title.click()
    page = desk.window.records.page
    assert isinstance(page, DocumentPage)
    desk.press(page, Qt.Key.Key_Escape)
    again = desk.window.records.page
    assert isinstance(again, PatientPage)
    assert desk.window.pages.currentWidget() is again
    assert again.documents.intake.add.hasFocus()


def test_a_refusal_on_the_patients_page_outlasts_the_files_that_came_with_it(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    words = tmp_path / "words.pdf"
    words.write_text("no PDF at all", encoding="utf-8")
    desk.window.records.add_documents("p1", [words, a_pdf(tmp_path / "consent.pdf")])
    page = desk.window.records.page
    assert isinstance(page, PatientPage)
    desk.until(lambda: bool(page.documents.intake.rows))
    assert "words.pdf: This is a text file." in shown_words(page)


def test_a_file_on_its_way_is_canceled(
    desk: OfficeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_note(desk, "D9997")
    file = a_pdf(tmp_path / "reply.pdf")
    asked: list[Stop] = []

    def hangs(_table: object, _content: bytes, _password: str, stop: Stop) -> Looked:
        asked.append(stop)
        while not stop():
            threading.Event().wait(0.01)  # as the real one asks
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(type(desk.office.light_table), "look", hangs)
        drop(desk.page, [file])
        desk.until(lambda: bool(asked))
        row = next(iter(desk.page.findChildren(ArrivingRow)))
        row.cancel.click()
    assert attached(desk) == []
    attach(desk, file)
    assert len(documents(desk)) == 1


def test_quitting_while_a_file_is_looked_at_leaves_nothing_half(
    desk: OfficeDesk, sit: Sit, tmp_path: Path
) -> None:
    new_note(desk, "D9997")
    drop(desk.page, [a_pdf(tmp_path / f"{number}.pdf", 40) for number in range(6)])
    desk.window.close()
    desk.program.close()
    again = sit(desk.data)
    again.unlock()
    for record in documents(again):
        assert len(again.office.documents.original(record)) == record.size


def banner(desk: OfficeDesk) -> ScanBanner:
    return next(iter(desk.window.findChildren(ScanBanner)))


def way(desk: OfficeDesk, words: str) -> QPushButton:
    return next(button for button in banner(desk).buttons if words in button.text())


@pytest.fixture
def scans(desk: OfficeDesk, tmp_path: Path) -> Path:
    """A scanner's folder that is watched."""
    folder = tmp_path / "scans"
    folder.mkdir()
    program = desk.program
    program.change_settings(replace(program.settings, scanner_folder=str(folder)))
    banner(desk).follow()
    return folder


def test_new_scans_are_attached_to_the_open_note(desk: OfficeDesk, scans: Path) -> None:
    new_note(desk, "D9997")
    first, second = a_pdf(scans / "scan1.pdf", 1), a_pdf(scans / "scan2.pdf", 2)
    desk.until(lambda: len(banner(desk).scans) == 2)
    desk.until(lambda: bool(banner(desk).buttons) and "note" in banner(desk).buttons[0].text())
    assert banner(desk).text == "2 new scans: scan1.pdf and scan2.pdf"
    way(desk, "Attach").click()
    dialog = next(iter(desk.window.findChildren(ChooseScans)))
    next(box for scan, box in dialog.boxes.items() if scan.path == first).click()
    dialog.act.click()
    desk.until(lambda: attached(desk) == ["scan2"])
    assert [scan.path for scan in banner(desk).scans] == [first]
    assert second.exists()
    way(desk, "Ignore").click()
    assert banner(desk).text == ""
    assert desk.program.settings.scans_since == max(f.stat().st_mtime_ns for f in (first, second))


def test_a_new_scan_is_added_to_a_patient(desk: OfficeDesk, scans: Path) -> None:
    a_pdf(scans / "scan1.pdf", 1)
    desk.until(lambda: bool(banner(desk).scans))
    assert not any("note" in button.text() for button in banner(desk).buttons)
    way(desk, "patient").click()
    desk.type(finder(desk).line, "Theo")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    desk.until(lambda: [each.title for each in documents(desk, "p2")] == ["scan1"])
    assert banner(desk).text == ""
    assert (scans / "scan1.pdf").exists()
