"""The page of a document: by keyboard alone, undone, saved by itself, and the original kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.evidence.evidence import EvidenceKind, EvidenceRecord
from app.domain.evidence.offer import Pasted
from app.errors import DiskFull
from app.services.documents.documents import DocumentDrawer, Taken
from app.ui.pages.documents.document_page import DocumentPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.records.record_session import Standing
from tests.storage import samples
from tests.ui.pages.record_desk import RecordDesk

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
CONTENT = b"%PDF page page page"


def taken(desk: RecordDesk, title: str = "reply.pdf") -> EvidenceRecord:
    with desk.store.writing() as found:
        if found.patients.get("p1") is None:
            found.patients.save(samples.patient())
    answer = desk.drawer.take_in(Pasted(title, CONTENT + title.encode()), "p1", "s1")
    assert isinstance(answer, Taken)
    return answer.record


def shown(desk: RecordDesk, record: EvidenceRecord) -> DocumentPage:
    page = DocumentPage(
        record, desk.drawer, desk.support, desk.records.unfinished, desk.tools, lambda _record: None
    )
    desk.show(page)
    page.take_focus()
    return page


@pytest.fixture
def page(desk: RecordDesk) -> DocumentPage:
    return shown(desk, taken(desk))


def numbers(page: DocumentPage) -> list[int]:
    return [each.number for each in page.session.record.pages]


def stored(desk: RecordDesk, page: DocumentPage) -> EvidenceRecord:
    desk.until(lambda: page.session.standing is Standing.SAVED)
    record = desk.drawer.get(page.session.record.id)
    assert record is not None
    return record


def test_pages_are_moved_turned_and_left_out_by_keys(desk: RecordDesk, page: DocumentPage) -> None:
    desk.press(Qt.Key.Key_Down, ALT)
    assert numbers(page) == [2, 1, 3]
    assert page.strip.current == 1
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_R, SHIFT)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)
    record = stored(desk, page)
    assert [(p.number, p.turn, p.included) for p in record.pages] == [
        (2, 0, True),
        (1, 90, True),
        (3, 0, False),
    ]
    assert desk.drawer.original(record) == CONTENT + b"reply.pdf"


def test_every_edit_is_undone_and_done_again(desk: RecordDesk, page: DocumentPage) -> None:
    before = page.session.record
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert page.session.record == before
    desk.press(Qt.Key.Key_Y, CONTROL)
    assert stored(desk, page).pages[0].turn == 90


def test_parts_are_blacked_out_by_keys(desk: RecordDesk, page: DocumentPage) -> None:
    page.view.black_out.click()
    desk.press(Qt.Key.Key_N)
    (box,) = page.session.record.pages[0].boxes
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Down, SHIFT)
    (nudged,) = page.session.record.pages[0].boxes
    assert nudged.left == pytest.approx(box.left + 0.01)
    assert nudged.height == pytest.approx(box.height + 0.01)
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_B)
    desk.press(Qt.Key.Key_Delete)
    assert len(page.session.record.pages[0].boxes) == 1
    desk.press(Qt.Key.Key_Escape)
    assert not page.view.is_blacking
    assert page.strip.hasFocus()
    assert stored(desk, page).is_redacted


def test_a_box_is_drawn_on_a_turned_page(desk: RecordDesk, page: DocumentPage) -> None:
    desk.press(Qt.Key.Key_R)
    page.view.black_out.click()
    desk.until(lambda: page.view.is_settled)
    canvas = page.view.canvas
    start, end = QPoint(1, 1), QPoint(canvas.width() // 2, canvas.height() // 4)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    (box,) = page.session.record.pages[0].boxes
    # The top left of the page as shown is the bottom left of the page before its quarter turn.
    assert box.left == pytest.approx(0, abs=0.02)
    assert box.top == pytest.approx(0.5, abs=0.02)
    assert box.width == pytest.approx(0.25, abs=0.02)
    assert box.height == pytest.approx(0.5, abs=0.02)


def test_the_picture_shown_is_the_one_that_is_sent(desk: RecordDesk, page: DocumentPage) -> None:
    page.view.black_out.click()
    desk.press(Qt.Key.Key_N)
    desk.until(lambda: page.view.is_settled)
    page.view.black_out.click()
    desk.until(lambda: page.view.is_settled)
    assert page.session.record.pages[0] in desk.table.pictures


def test_what_is_known_is_typed_and_kept(desk: RecordDesk, page: DocumentPage) -> None:
    page.fields.editors["title"].focus_widget().setFocus()
    desk.type("Reply of the cardiologist")
    page.fields.editors["dated"].focus_widget().setFocus()
    desk.type("11/19/2026")
    page.fields.editors["sensitive"].focus_widget().setFocus()
    desk.press(Qt.Key.Key_Y)
    record = stored(desk, page)
    assert (record.title, str(record.dated)) == ("Reply of the cardiologist", "2026-11-19")
    assert record.sensitive
    page.take_focus()
    for _ in range(3):  # one step for each field, however many letters
        desk.press(Qt.Key.Key_Z, CONTROL)
    assert page.session.record.title == "reply"
    assert page.session.record.dated is None


def test_a_title_is_never_empty(desk: RecordDesk, page: DocumentPage) -> None:
    editor = page.fields.editors["title"]
    editor.focus_widget().setFocus()
    desk.type(" ")
    page.take_focus()
    assert page.session.record.title == "reply"
    assert editor.focus_widget().property("text") == "reply"


def test_blacked_out_without_a_box_is_said(desk: RecordDesk, page: DocumentPage) -> None:
    record = page.session.record
    page.session.edit(record.model_copy(update={"other_patients": "redacted"}))
    assert page.notice.text.startswith("“Blacked out” is chosen, but nothing is blacked out")
    page.view.black_out.click()
    desk.press(Qt.Key.Key_N)
    assert page.notice.text == ""


def test_others_have_to_be_answered_for_a_list(page: DocumentPage) -> None:
    record = page.session.record
    page.session.edit(record.model_copy(update={"kind": EvidenceKind.EOB}))
    assert page.session.record.must_ask_others
    editor = page.fields.editors["other_patients"]
    assert "Answer whether other patients are visible" in (
        editor.focus_widget().accessibleDescription()
    )


def test_an_edit_elsewhere_is_said_and_shown(desk: RecordDesk, page: DocumentPage) -> None:
    elsewhere = page.session.record.model_copy(update={"title": "Changed elsewhere"})
    desk.drawer.save(elsewhere)
    desk.press(Qt.Key.Key_R)
    desk.until(lambda: page.session.standing is Standing.STALE)
    assert "changed elsewhere" in page.notice.text
    assert not page.leave()
    show = next(b for b in page.notice.findChildren(QPushButton) if "stored" in b.text())
    show.click()
    assert page.session.record.title == "Changed elsewhere"
    assert page.session.record.pages[0].turn == 0
    assert page.leave()


def test_a_full_disk_keeps_the_edits_here(
    desk: RecordDesk, page: DocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_drawer: DocumentDrawer, _record: EvidenceRecord, _by: str) -> EvidenceRecord:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(DocumentDrawer, "save", full)
        desk.press(Qt.Key.Key_R)
        assert not page.leave()
        assert "disk is full" in page.notice.text
    assert page.leave()
    assert stored(desk, page).pages[0].turn == 90


def test_leaving_saves(desk: RecordDesk, page: DocumentPage, qtbot: QtBot) -> None:
    desk.press(Qt.Key.Key_R)
    with qtbot.waitSignal(page.closed):
        desk.press(Qt.Key.Key_Escape)
    assert stored(desk, page).pages[0].turn == 90


def test_a_page_that_cannot_be_shown_says_so(desk: RecordDesk) -> None:
    record = taken(desk)
    with desk.store.writing() as found:
        # The store has no way to lose bytes, but a record may name others.
        found.documents.save(record.model_copy(update={"sha256": "0" * 64}))
    page = shown(desk, desk.drawer.of_patient("p1")[0])
    first = page.session.record.pages[0]
    desk.until(lambda: page.pictures.has_failed(page.session.record, first, 92))
    assert page.isVisible()


def test_everything_is_reached_by_tab(page: DocumentPage) -> None:
    reached = set()
    for _ in range(40):
        widget = QApplication.focusWidget()
        assert widget
        reached.add(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    wanted = {page.strip, page.view.black_out, page.view.leave_out, page.move_away}
    wanted |= {page.fields.editors[name].focus_widget() for name in ("kind", "title", "sensitive")}
    assert wanted <= reached
    assert all(widget.accessibleName() or widget.property("text") for widget in wanted)


class TestPatientPage:
    """The documents on a patient's page."""

    def test_files_are_taken_in_and_listed(self, desk: RecordDesk, tmp_path: Path) -> None:
        taken(desk)
        page = desk.patient_page("p1")
        desk.show(page)
        desk.until(lambda: len(page.documents.records) == 1)
        file = tmp_path / "EOB.pdf"
        file.write_bytes(b"%PDF page")
        page.documents.intake.take([file, tmp_path / "gone.pdf"])
        desk.until(lambda: len(page.documents.intake.rows) == 2)
        desk.until(lambda: "gone.pdf is not a file" in _said(page))
        assert {r.title for r in page.documents.records} == {"reply", "EOB"}

    def test_a_new_patient_has_to_be_saved_first(self, desk: RecordDesk, tmp_path: Path) -> None:
        file = tmp_path / "EOB.pdf"
        file.write_bytes(b"%PDF page")
        page = desk.patient_page("")
        desk.show(page)
        page.documents.intake.take([file])
        desk.until(lambda: _said(page) == "Save the patient first, then add documents.")


def _said(page: PatientPage) -> str:
    return page.documents._said.text()
