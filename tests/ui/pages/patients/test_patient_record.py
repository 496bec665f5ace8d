"""The patient page: typing, saving, leaving, look-alikes, benefit checks, jumps."""

import datetime as dt
import threading
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.facts.known import KNOWN_FIELDS
from app.domain.guides.answers import Choice
from app.domain.practice.people import Patient, Representative
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.icons import Icons
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_paths import Spot, spot_of
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance
from tests.storage import samples
from tests.storage.fakes import MemoryStore, MemoryTransaction
from tests.ui.pages.record_desk import RecordDesk, focused_editor

CONTROL = Qt.KeyboardModifier.ControlModifier


def _page(desk: RecordDesk, patient_id: str = "") -> PatientPage:
    page = desk.patient_page(patient_id)
    desk.show(page)
    return page


def _stored(desk: RecordDesk, patient_id: str) -> Patient:
    patient = desk.records.patient_file(patient_id).patient
    assert patient
    return patient


def _texts(page: PatientPage) -> set[str]:
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def test_a_new_patient_is_typed_and_saved_by_keyboard_alone(desk: RecordDesk) -> None:
    page = _page(desk)
    desk.type("Marisol")
    desk.press(Qt.Key.Key_Tab)
    desk.type("Testwell")
    page.go_to("patient.birth_date")
    desk.type("4/2/1958")
    desk.save(page)
    patient = _stored(desk, page.patient_id)
    assert patient.name.full == "Marisol Testwell"
    assert patient.birth_date == dt.date(1958, 4, 2)
    assert {"Marisol Testwell", "Saved"} <= _texts(page)


def test_a_patient_without_a_name_is_not_saved_and_says_what_to_do(desk: RecordDesk) -> None:
    page = _page(desk)
    desk.type("Marisol")
    said: list[str] = []
    page.problem.connect(said.append)
    desk.press(Qt.Key.Key_S, CONTROL)
    assert said == ["Type the patient’s family name."]
    assert page.notice.text == said[0]
    assert focused_editor().path == "name.family"
    assert desk.records.patient_file(page.patient_id).patient is None


def test_leaving_saves_what_was_typed(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("patient.language")
    desk.type("Spanish")
    with desk.qtbot.waitSignal(page.closed):
        desk.press(Qt.Key.Key_Escape)
    assert _stored(desk, "p1").language == "Spanish"


def test_leaving_is_refused_while_something_cannot_be_saved(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("patient.birth_date")
    desk.type("2/31/1958")
    with desk.qtbot.assertNotEmitted(page.closed):
        assert not page.leave()
    assert page.notice.text.startswith("Date of birth: ")
    assert focused_editor().path == "birth_date"
    assert not page.is_saved


def test_discarding_is_a_wish_of_its_own(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("patient.birth_date")
    desk.type("2/31/1958")
    page.leave()
    discard = next(b for b in page.notice.buttons if b.text() == "Discard changes")
    discard.click()
    assert page.is_saved
    assert page.leave()
    assert _stored(desk, "p1").birth_date == samples.patient().birth_date


def test_going_to_another_page_saves(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("patient.chart_number")
    desk.type("T-77")
    with desk.qtbot.waitSignal(page.saved):
        page.hide()
    assert _stored(desk, "p1").chart_number == "T-77"


def test_a_change_made_elsewhere_is_taken_and_nothing_typed_is_lost(desk: RecordDesk) -> None:
    first = desk.records.save(samples.patient()).record
    page = _page(desk, "p1")
    desk.records.save(first.model_copy(update={"language": "Polish"}))
    page.go_to("patient.chart_number")
    desk.type("T-88")
    with desk.qtbot.waitSignal(page.problem):
        desk.press(Qt.Key.Key_S, CONTROL)
    line = focused_editor().focus_widget()
    assert line.property("text") == "T-88"
    desk.until(lambda: page.is_saved)
    stored = _stored(desk, "p1")
    assert (stored.chart_number, stored.language) == ("T-88", "Polish")


def test_the_stored_entry_is_opened_by_wish(desk: RecordDesk) -> None:
    first = desk.records.save(samples.patient()).record
    page = _page(desk, "p1")
    desk.records.save(first.model_copy(update={"language": "Polish"}))
    page.go_to("patient.language")
    desk.type("French")
    with desk.qtbot.waitSignal(page.problem):
        page.save()
    page.notice.buttons[-1].click()
    page.go_to("patient.language")
    assert focused_editor().focus_widget().property("text") == "Polish"


def test_the_last_save_can_be_undone(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("patient.chart_number")
    desk.type("wrong")
    desk.save(page)
    assert page.head.undo.isVisible()
    with desk.qtbot.waitSignal(page.saved):
        page.head.undo.click()
    assert _stored(desk, "p1").chart_number == "C-p1"
    page.go_to("patient.chart_number")
    assert focused_editor().focus_widget().property("text") == "C-p1"


def test_an_edit_is_undone_by_key(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("patient.chart_number")
    desk.type("Z")
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert focused_editor().focus_widget().property("text") == "C-p1"
    assert page.is_saved


def test_a_lookalike_is_pointed_out_calmly(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk)
    desk.type("marisol")
    desk.press(Qt.Key.Key_Tab)
    desk.type("TESTWELL")
    page.go_to("patient.birth_date")
    desk.type("4/30/1961")
    desk.until(lambda: bool(page.alike.text))
    assert "already, chart number C-p1." in page.alike.text
    with desk.qtbot.waitSignal(page.patient_requested) as asked:
        page.alike.buttons[0].click()
    assert asked.args == ["p1"]


def test_a_coverage_is_added_and_keeps_its_order(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("coverages")
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert focused_editor().path == "coverages/r2/payer"
    desk.type("Sample Medicaid")
    page.go_to("coverages/c2/member_id")
    desk.type("M-22")
    desk.save(page)
    second = _stored(desk, "p1").coverages[1]
    assert (second.order, second.payer, second.member_id) == (2, "Sample Medicaid", "M-22")
    assert second.subscriber == "Marisol Testwell"


def test_a_benefit_check_is_recorded_while_on_the_phone(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("coverages/c1/verified_on", "D9311")
    card = page.checks.list.cards[0]
    card.go_to("channel")
    desk.type("Phone")
    card.go_to("reference")
    desk.type("4471")
    card.go_to("covered")
    desk.press(Qt.Key.Key_W)
    desk.save(page)
    (check,) = desk.records.patient_file("p1").checks
    assert check.coverage_order == 1
    assert (check.payer, check.code) == ("Sample Dental Plan", "D9311")
    assert (check.reference, check.covered) == ("4471", "would_not_say")
    assert check.checked_on == dt.date(2026, 11, 22)


def test_a_portal_page_is_kept_whole(desk: RecordDesk, tmp_path: Path) -> None:
    desk.records.save(samples.patient())
    page = _page(desk, "p1")
    page.go_to("coverages/c1/verified_on")
    session = page.checks.list.cards[0].session
    shot = tmp_path / "portal.png"
    shot.write_bytes(b"PNG of the portal")
    control = next(c for c in page.checks.findChildren(EvidenceControl) if c.isVisible())
    control.take([shot])
    desk.until(lambda: session.bridge.answer("portal") is not None)
    session.bridge.set_answer("code", Choice("D9311"))
    desk.save(page)
    (check,) = desk.records.patient_file("p1").checks
    assert (check.portal_title, check.portal_size) == ("portal", 17)
    with desk.store.reading() as found:
        assert found.evidence.read(check.portal_page) == b"PNG of the portal"
    assert [each.title for each in desk.drawer.of_patient("p1")] == ["portal"]


def test_a_late_check_says_so(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    desk.records.save(samples.verification(day=dt.date(2026, 11, 21)))
    with desk.store.writing() as found:
        found.notes.save(samples.note(), samples.SUMMARY, samples.NOON)
    page = _page(desk, "p1")
    assert page.checks.list.cards[0].remark == (
        "Late: the work on D9311 began on 11/20/2026, before this check."
    )


def test_notes_of_the_patient_are_links(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    with desk.store.writing() as found:
        found.notes.save(samples.note(), samples.SUMMARY, samples.NOON)
    page = _page(desk, "p1")
    link = next(b for b in page.notes.links if "D9311" in b.text())
    with desk.qtbot.waitSignal(page.note_requested) as asked:
        link.click()
    assert asked.args == ["n1"]
    assert link.text() == "11/20/2026 · D9311"


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        ("patient.name", Spot("name.given")),
        ("patient.minor", Spot("birth_date")),
        ("patient.epsdt", Spot("epsdt")),
        ("patient.representative", Spot("name", "representatives")),
        ("patient.representative_phone", Spot("phone", "representatives")),
        ("coverages", Spot("", "coverages")),
        ("coverages/member_id", Spot("member_id", "coverages")),
        ("coverages/c2/member_id", Spot("member_id", "coverages", 1)),
        ("coverages/c2/verified_proof", Spot("representative", coverage=2)),
    ],
)
def test_known_names_lead_to_fields(path: str, spot: Spot) -> None:
    assert spot_of(path) == spot


@pytest.mark.parametrize(
    "name", [name for name in KNOWN_FIELDS if name.startswith(("patient.", "coverages"))]
)
def test_every_known_name_of_a_patient_leads_to_its_own_editor(desk: RecordDesk, name: str) -> None:
    """An open item about a record is mended where its link leads."""
    clara = Representative(name="Clara Demofield")
    desk.records.save(samples.patient().model_copy(update={"representatives": (clara,)}))
    page = _page(desk, "p1")
    page.go_to("patient.phone" if name == "patient.language" else "patient.language")
    before = QApplication.focusWidget()
    page.go_to(name)
    assert QApplication.focusWidget() is not before
    if name != "coverages":
        subscriber = name.startswith("coverages/subscriber")  # asked where it is not the patient
        wanted = "relationship" if subscriber else spot_of(name).field
        assert focused_editor().path.rpartition("/")[2] == wanted


class HeldBack(MemoryStore):
    """A slow disk: reading waits until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def reading(self) -> AbstractContextManager[MemoryTransaction]:
        self.may_go_on.wait(5)
        return super().reading()


def test_a_page_that_is_gone_is_not_told_what_a_worker_found(
    qtbot: QtBot, appearance: Appearance, icons: Icons, runner: TaskRunner, tmp_path: Path
) -> None:
    store = HeldBack()
    desk = RecordDesk(qtbot, appearance, icons, store, runner, tmp_path)
    desk.records.save(samples.patient())
    page = desk.patient_page("p1")
    store.may_go_on.clear()
    page.session.bridge.set_answer("chart_number", "T-9")
    page.session.bridge.set_answer("name.given", "Marisol")
    looking = page.alike._looking
    assert looking
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    store.may_go_on.set()
    desk.until(looking._future.done)
    ends: list[None] = []
    runner.run(lambda _report: None, ends.append, _fail)  # told of after what was held back
    desk.until(lambda: bool(ends))
    desk.log.close()


def _fail(error: Exception) -> None:
    raise error
