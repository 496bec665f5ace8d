"""A note's packs, from the plan to the proof, and checking a file, for `screens.py`."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.evidence.evidence import EvidenceKind
from app.domain.evidence.offer import Pasted
from app.domain.finding.listing import NoteQuery
from app.services.documents.documents import Taken
from app.services.office.office import Office
from app.ui.pages.packs.pack_page import PackPage
from app.ui.pages.patients.check_file import CheckFile
from app.ui.window.main_window import MainWindow
from bench_office import scan

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]


def draw_packs(
    window: MainWindow,
    office: Office,
    scratch: Path,
    draw: Draw,
    draw_dialog: DrawDialog,
    until: Until,
) -> None:
    """The signed consultation with three documents, by two channels."""
    with office.store.reading() as found:
        rows = found.notes.page(NoteQuery(code="D9311", status="signed")).rows
    note_id, patient = rows[0].id, office.charting.stored(rows[0].id).patient_id
    _take(office, scratch, patient, "Letter of the cardiologist", 2, kind=EvidenceKind.LETTER)
    _take(office, scratch, patient, "EOB of Example Mutual", 1, kind=EvidenceKind.EOB)
    _take(office, scratch, patient, "Older progress notes", 3, sensitive=True)
    window.open_note(note_id)
    window.show_pack()
    page = window.packs.page
    assert page is not None, "shown just now"
    until(lambda: page.plan.trial is not None)
    draw(window, "pack, planned")
    _check_all(page)
    draw(window, "pack, laid out anew")
    until(lambda: page.plan.trial is not None)
    channels = page.plan.choice.channels
    channels.setCurrentIndex(channels.findData("example-portal"))
    until(lambda: page.plan.trial is not None)
    draw(window, "pack, much to mend")
    page.plan.choice.verticalScrollBar().setValue(10_000)
    page.plan.outcome.verticalScrollBar().setValue(10_000)
    draw(window, "pack, scrolled down")
    channels.setCurrentIndex(channels.findData("mail"))
    page.plan.outcome.mended.emit(page.plan.choice.wish.model_copy(update={"documents": ()}))
    until(lambda: page.plan.trial is not None)
    _make_and_send(window, page, scratch, draw, draw_dialog, until)


def _make_and_send(
    window: MainWindow,
    page: PackPage,
    scratch: Path,
    draw: Draw,
    draw_dialog: DrawDialog,
    until: Until,
) -> None:
    target = scratch / "to send"
    target.mkdir()
    assert page.plan.trial is not None, "waited for"
    page.make_into(page.plan.trial, target)
    until(lambda: "files written" in page.notice.text)
    draw(window, "pack, made")
    page.proof.record.click()
    draw_dialog(window, "pack, record as sent")
    window.packs.check_file()
    dialog = next(each for each in window.findChildren(CheckFile) if each.isVisible())
    dialog.check(next(target.glob("*/*.pdf")))
    until(lambda: not dialog.verdict.texts[0].startswith("Looking"))
    draw_dialog(window, "check a file")


def _check_all(page: PackPage) -> None:
    documents = page.plan.choice.documents
    for row in range(documents.count()):
        item = documents.item(row)
        if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            item.setCheckState(Qt.CheckState.Checked)


def _take(
    office: Office, scratch: Path, patient: str, title: str, pages: int, **changes: object
) -> None:
    content = scan(scratch / "scan.pdf", pages).read_bytes()
    taken = office.documents.take_in(Pasted(title, content), patient, office.charting.user)
    assert isinstance(taken, Taken), "our own scan"
    office.documents.save(taken.record.model_copy(update={"title": title, **changes}))
