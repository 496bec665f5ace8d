"""The documents of an open note on paper and in files."""

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from app.errors import DiskFull
from app.services.printing.printing import Paper
from app.ui.actions import Do
from app.ui.pages.parts.printer import paint
from tests.full_disk import full_disk_after
from tests.office_desk import OfficeDesk
from tests.ui.window.acts import new_note, type_condition


def test_every_page_asked_for_is_painted_on_the_printer(desk: OfficeDesk, tmp_path: Path) -> None:
    new_note(desk)
    type_condition(desk, "x")
    note = desk.page.note
    draft = desk.office.charting.new_note(note.patient_id, note.code)
    room = desk.office.print_room
    printed = room.render(note, draft.guide, draft.known, Paper.CHART_NOTE)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFullPage(True)
    printer.setFromTo(1, printed.pages)
    paint((printed.data,), printer)
    pages = PdfReader(tmp_path / "paper.pdf").pages
    assert len(pages) == printed.pages
    assert all(page.images for page in pages)


def test_a_full_disk_leaves_no_half_pdf_and_says_so(desk: OfficeDesk, tmp_path: Path) -> None:
    new_note(desk)
    folder = tmp_path / "out"
    folder.mkdir()
    with full_disk_after(0):
        desk.page.papers.save_to(folder / "note.pdf")
        desk.until(lambda: desk.page.notice.text == DiskFull.sentence)
    assert list(folder.iterdir()) == []


def test_the_name_offered_for_a_pdf_says_nothing_of_the_patient(desk: OfficeDesk) -> None:
    new_note(desk)
    desk.page.papers.ask_file()
    dialog = desk.page.findChild(QFileDialog)
    assert dialog
    name = Path(dialog.selectedFiles()[0]).name
    assert name == f"D9311-{desk.page.note.control_number}-chart-note.pdf"
    dialog.reject()


def test_a_preview_that_is_made_when_its_note_closes_is_given_up(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "x")
    desk.window.actions_by_name[Do.SHOW_PREVIEW].trigger()
    desk.window.show_notes()
    told: list[str] = []
    desk.program.runner.run(lambda _report: "after", told.append, lambda _error: None)
    desk.until(lambda: told == ["after"])
    desk.program.lock()
    desk.unlock()
    assert desk.window.notice.text == "", "nothing unexpected happened"
