"""Documents in a note, on the patient's page and on their own, for the pictures of `screens.py`."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPoint, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from app.domain.evidence.evidence import EvidenceKind
from app.domain.evidence.page_edits import box_between, left_out, turned, with_boxes
from app.ui.actions import Do
from app.ui.dialogs.choose_scans import ChooseScans
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.pages.documents.document_moving import ask_why
from app.ui.pages.documents.document_page import DocumentPage
from app.ui.pages.notes.note_page import NotePage
from app.ui.pages.patients.patient import PatientPage
from app.ui.window.application import Program
from app.ui.window.main_window import MainWindow
from app.ui.window.scan_banner import ScanBanner

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]

_LETTER = (
    "Sampleton Heart Clinic",
    "11/19/2026",
    "",
    "Dear Dr. Samplemann,",
    "thank you for asking about our patient Marisol Testwell.",
    "The mechanical valve needs antibiotic prophylaxis before",
    "treatment that touches the gingiva. Please continue warfarin.",
    "",
    "Lena Cardwell, MD",
)
_LIST = (
    "Example Mutual: explanation of benefits",
    "",
    "Testwell, Marisol    D9311    85.50    denied, see remark 12",
    "Mustermann, Erika    D1110    96.00    96.00",
    "Exampleton, Theo     D0120    52.00    52.00",
)


def draw_documents(
    window: MainWindow, scratch: Path, draw: Draw, draw_dialog: DrawDialog, until: Until
) -> None:
    """A reply, a list with other patients and a photo, from a note to their own pages."""
    row = window.notes_page.table.model().index(0, 0)
    window.new_note(row.data(Qt.ItemDataRole.UserRole).patient_id, "D9997")
    page = window.note_page
    assert page is not None, "opened just now"
    letter = _pdf(scratch / "Reply of the cardiologist.pdf", _LETTER, 3)
    eob = _pdf(scratch / "EOB Example Mutual.pdf", _LIST, 1)
    wrong = scratch / "notes.txt"
    wrong.write_text("no document", encoding="utf-8")
    control = _take(page, [letter, eob, wrong], until)
    draw(window, "documents, in the note")
    patient_id = page.note.patient_id
    control.intake.rows[0].title.click()
    shown = _shown(window, until)
    shown.view.zoom(0.6)
    draw(window, "documents, a letter")
    _edit(shown)
    _settle(shown, until)
    draw(window, "documents, pages edited")
    shown.leave()
    control.intake.rows[1].title.click()
    shown = _shown(window, until)
    _black_out(shown)
    _settle(shown, until)
    draw(window, "documents, blacking out")
    shown.view.black_out.setChecked(False)
    _settle(shown, until)
    draw(window, "documents, as it is sent")
    shown.leave()
    _patient(window, patient_id, draw, until)
    ask_why("EOB Example Mutual", "Testwell, Theo", lambda _reason: None, window, "d1")
    draw_dialog(window, "documents, move")


def draw_scans(
    program: Program, scratch: Path, draw: Draw, draw_dialog: DrawDialog, until: Until
) -> None:
    """The banner about new scans, over a note and over the settings."""
    window = program.window
    assert window is not None, "open"
    folder = scratch / "scans"
    folder.mkdir()
    program.change_settings(replace(program.settings, scanner_folder=str(folder)))
    banner = next(iter(window.findChildren(ScanBanner)))
    banner.follow()
    for number in (12, 13):
        _pdf(folder / f"scan00{number}.pdf", _LETTER, 1)
    until(lambda: len(banner.scans) > 1)
    window.show_notes()
    window.open_note(window.notes_page.table.model().index(0, 0).data(256).id)
    banner.follow()
    draw(window, "new scans over a note")
    dialog = ChooseScans(banner.scans, "Attach", window)
    dialog.open()
    draw_dialog(window, "which scans")
    window.actions_by_name[Do.SETTINGS].trigger()
    banner.follow()
    draw(window, "new scans over the settings")
    program.change_settings(replace(program.settings, scanner_folder=""))
    banner.follow()


def _patient(window: MainWindow, patient_id: str, draw: Draw, until: Until) -> None:
    window.records.show_patient(patient_id)
    page = window.records.page
    assert isinstance(page, PatientPage), "shown just now"
    until(lambda: len(page.documents.records) > 1)
    until(lambda: page.desk.pictures.is_idle)
    page.show_documents()
    draw(window, "documents of a patient")
    page.leave()


def _take(page: NotePage, files: list[Path], until: Until) -> EvidenceControl:
    path = next(p for p, f in page.bridge.guide.fields.items() if f.kind == "evidence")
    page.go_to(path)
    control = next(c for c in page.form.findChildren(EvidenceControl) if c.isVisible())
    control.take(files)
    until(lambda: len(control.intake.rows) > 1 and not control.intake.is_busy)
    until(lambda: page.support.desk.pictures.is_idle)
    page.go_to(path)
    return control


def _shown(window: MainWindow, until: Until) -> DocumentPage:
    page = window.records.page
    assert isinstance(page, DocumentPage), "opened just now"
    _settle(page, until)
    return page


def _settle(page: DocumentPage, until: Until) -> None:
    """Wait until every picture that is asked for is there."""
    page.grab()  # painting asks for them
    until(lambda: page.view.is_settled and page.pictures.is_idle)


def _edit(page: DocumentPage) -> None:
    record = turned(left_out(page.session.record, 1, out=True), 2, 90)
    page.session.edit(record.model_copy(update={"kind": EvidenceKind.LETTER}))
    page.strip.choose(1)


def _black_out(page: DocumentPage) -> None:
    box = box_between(0.07, 0.168, 0.75, 0.226)
    assert box is not None, "large enough"
    page.session.edit(with_boxes(page.session.record, 0, (box,)))
    page.view.black_out.setChecked(True)


def _pdf(path: Path, lines: tuple[str, ...], pages: int) -> Path:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    writer.setPageMargins(QMarginsF(20, 20, 20, 20))
    writer.setResolution(100)
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Sans", 12))
    for number in range(pages):
        if number:
            writer.newPage()
        for at, line in enumerate((*lines, "", f"Page {number + 1} of {pages}")):
            painter.drawText(QPoint(0, 40 + 30 * at), line)
    painter.end()
    return path
