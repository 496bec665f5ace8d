"""Requests from the window: taken down, listed, answered with a copy; binder and retention."""

import datetime as dt
from pathlib import Path
from typing import TypeVar

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.domain.guides.answers import Text
from app.domain.practice.people import StaffRole
from app.domain.requests.amendment_request import AmendmentRequest, Ground
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.restriction import Restriction
from app.ui.models.request_rows import Column
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.requests.binder import BinderPage
from app.ui.pages.requests.request_acts import RequestActs
from app.ui.pages.requests.requests import RequestsPage
from app.ui.pages.requests.retention import RetentionPage
from app.ui.theme import Role
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.acts import Sit
from tests.ui.window.pack_acts import stored_note

ALT = Qt.KeyboardModifier.AltModifier
Shown = TypeVar("Shown", bound=QWidget)
Kept = TypeVar("Kept", RecordRequest, AmendmentRequest, Restriction)


def shown(desk: OfficeDesk, kind: type[Shown]) -> Shown:
    page = desk.window.pages.currentWidget()
    assert isinstance(page, kind), page
    return page


def overview(desk: OfficeDesk) -> RequestsPage:
    desk.shortcut(Qt.Key.Key_7, ALT)
    return shown(desk, RequestsPage)


def requests_of(desk: OfficeDesk, patient: str = "p1") -> PatientRequestsPage:
    desk.window.show_patient(patient)
    shown(desk, PatientPage).rights.open.click()
    return shown(desk, PatientRequestsPage)


def lines(page: RequestsPage, column: Column) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def keep(desk: OfficeDesk, *records: Kept) -> None:
    for record in records:
        desk.office.records.save(record)


def ago(desk: OfficeDesk, days: int) -> dt.date:
    return desk.office.clock.local().date() - dt.timedelta(days=days)


def asked(desk: OfficeDesk, request_id: str, days: int, **more: object) -> RecordRequest:
    values = {"id": request_id, "patient": "p1", "received": ago(desk, days), **more}
    return RecordRequest.model_validate(values)


def acts_of(page: PatientRequestsPage) -> RequestActs:
    page.records.cards[0].go_to()
    return page.records.cards[0].findChildren(RequestActs)[0]


def test_a_request_taken_down_by_keyboard_is_listed_and_leads_back(desk: OfficeDesk) -> None:
    page = requests_of(desk)
    page.records.add_button.click()
    with desk.qtbot.waitSignal(page.saved):
        page.records.cards[0].session.bridge.set_answers(
            {"asked_by": "patient", "identity": "Known here", "kinds": "notes"}
        )
        desk.shortcut(Qt.Key.Key_S, CONTROL)
    everybody = overview(desk)
    assert lines(everybody, Column.PATIENT) == ["Testwell, Marisol"]
    assert lines(everybody, Column.LEFT) == ["30 days left"]
    desk.press(everybody.table, Qt.Key.Key_Return)
    again = shown(desk, PatientRequestsPage)
    assert again.patient_id == "p1"
    assert "30 days left" in again.records.cards[0].head.accessibleDescription()
    again.leave()
    shown(desk, RequestsPage)


def test_what_is_overdue_stands_first_and_in_the_color_of_what_blocks(desk: OfficeDesk) -> None:
    keep(desk, asked(desk, "new", 1), asked(desk, "soon", 25), asked(desk, "late", 40))
    page = overview(desk)
    assert lines(page, Column.LEFT) == ["10 days overdue", "5 days left", "29 days left"]
    model = page.table.model()
    roles = [model.index(row, Column.LEFT).data(Qt.ItemDataRole.UserRole) for row in range(3)]
    assert roles == [Role.BLOCKS, Role.WARNS, Role.SILENT]


def test_without_requests_the_page_offers_to_find_a_patient(desk: OfficeDesk) -> None:
    page = overview(desk)
    assert page.none.isVisible()
    assert page.findChildren(EmptyState)[0].step == "Find a patient…"


def test_a_copy_is_written_and_the_request_closed(desk: OfficeDesk, tmp_path: Path) -> None:
    keep(desk, asked(desk, "a", 3))
    page = requests_of(desk)
    acts = acts_of(page)
    acts.copy_to(tmp_path / "records.pdf")
    desk.until(lambda: "records.pdf written" in acts.work.said)
    assert len(pypdf.PdfReader(tmp_path / "records.pdf").pages) == 1
    acts.given.click()
    assert "How" in desk.window.focusWidget().accessibleName(), "what is typed next"
    with desk.qtbot.waitSignal(page.saved):
        page.save()
    assert not acts.given.isVisible()
    assert overview(desk).none.isVisible()


def test_the_day_of_a_new_request_is_typed_over(desk: OfficeDesk) -> None:
    page = requests_of(desk)
    page.records.add_button.click()
    line = desk.window.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == line.text() == f"{desk.office.clock.local():%m/%d/%Y}"


def test_a_copy_waits_for_what_is_typed_to_be_saved(desk: OfficeDesk) -> None:
    keep(desk, asked(desk, "a", 3))
    page = requests_of(desk)
    acts = acts_of(page)
    page.records.cards[0].session.bridge.set_answer("asker", "Theo")
    assert not acts.copy.isEnabled()
    assert "Save the request first" in acts.copy.toolTip()


def test_a_denied_amendment_offers_its_letter(desk: OfficeDesk, tmp_path: Path) -> None:
    denied = AmendmentRequest(
        id="m",
        patient="p1",
        received=ago(desk, 9),
        wish="It was the left side",
        outcome="denied",
        ended_on=ago(desk, 1),
        grounds=(Ground.ACCURATE,),
    )
    keep(desk, denied)
    page = requests_of(desk)
    page.amendments.cards[0].go_to()
    acts = page.amendments.cards[0].findChildren(RequestActs)[0]
    assert acts.letter.isVisible()
    assert not acts.copy.isVisible()
    acts.letter_to(tmp_path / "letter.pdf")
    desk.until(lambda: "letter.pdf saved" in acts.work.said)
    assert "why you disagree" in pypdf.PdfReader(tmp_path / "letter.pdf").pages[0].extract_text()


def test_an_accepted_amendment_asks_for_its_addendum(desk: OfficeDesk) -> None:
    accepted = AmendmentRequest(
        id="m", patient="p1", note="n1", received=ago(desk, 9), wish="It was the left side"
    )
    keep(desk, accepted)
    page = requests_of(desk)
    card = page.amendments.cards[0]
    assert card.remark == ""
    with desk.qtbot.waitSignal(page.saved):
        card.session.bridge.set_answers({"outcome": "accepted", "ended_on": "t"})
        page.save()
    assert "no addendum since" in card.remark


def test_a_restriction_in_force_stands_on_the_patients_page(desk: OfficeDesk) -> None:
    held = Restriction(
        id="r", patient="p1", payer="A plan", asked_on=ago(desk, 2), since=ago(desk, 2)
    )
    keep(desk, held)
    keep(desk, asked(desk, "late", 40))
    desk.window.show_patient("p1")
    said = shown(desk, PatientPage).rights.lines
    assert said[0].startswith("Nothing goes to: A plan")
    assert "10 days overdue" in said[1]


def test_who_may_not_answer_reads_and_is_told_so(desk: OfficeDesk) -> None:
    keep(desk, asked(desk, "a", 3))
    office = desk.office
    with office.store.writing() as found:
        member = found.staff.get(office.trail.who)
        assert member
        other = {"id": "other", "role": StaffRole.MANAGER, "version": 0}
        found.staff.save(member.model_copy(update=other))
        less = {"role": StaffRole.ASSISTANT, "more_roles": ()}
        found.staff.save(member.model_copy(update=less))
    page = requests_of(desk)
    assert page.may_not.isVisible()
    assert not page.records.add_button.isVisible()
    acts = acts_of(page)
    acts.copy_to(Path("nowhere.pdf"))
    desk.until(lambda: "Your roles do not allow that" in acts.work.said)


def test_a_request_half_taken_down_comes_back_after_a_kill(
    desk: OfficeDesk, sit: Sit, tmp_path: Path
) -> None:
    page = requests_of(desk)
    page.amendments.add_button.click()
    page.amendments.cards[0].session.bridge.set_answer("why", "I remember it well")
    desk.until(lambda: bool(desk.office.records.unfinished.names()))
    again = sit(desk.copy_as_killed(tmp_path / "killed"))
    window = again.unlock()
    buttons = [b for b in window.findChildren(QPushButton) if b.text() == "Show it"]
    buttons[0].click()
    back = shown(again, PatientRequestsPage)
    assert back.patient_id == "p1"
    answer = back.amendments.cards[0].session.bridge.answer("why")
    assert isinstance(answer, Text)
    assert answer.value == "I remember it well"


def test_a_binder_is_counted_made_and_stopped(desk: OfficeDesk, tmp_path: Path) -> None:
    overview(desk).binder.click()
    page = shown(desk, BinderPage)
    assert page.found.text().startswith("0 signed notes")
    assert not page.make.isEnabled()
    desk.type(page.since, "someday")
    assert "cannot be read" in page.found.text()
    page.since.clear()
    page.write_to(tmp_path / "binder.pdf")
    desk.until(lambda: "binder.pdf written" in page.work.said)
    assert len(pypdf.PdfReader(tmp_path / "binder.pdf").pages) == 3
    page.closed.emit()
    shown(desk, RequestsPage)


def test_a_binder_that_could_not_be_written_is_made_under_the_same_key(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    stored_note(desk)
    overview(desk).binder.click()
    page = shown(desk, BinderPage)
    page.make.setFocus()
    page.write_to(tmp_path / "no such folder" / "binder.pdf")
    desk.until(lambda: bool(page.work.said))
    assert desk.window.focusWidget() is page.make
    assert page.make.isEnabled()
    page.write_to(tmp_path / "binder.pdf")
    desk.until(lambda: "binder.pdf written: 1 note on" in page.work.said)
    assert desk.window.focusWidget() is page.make


@pytest.mark.parametrize("state", ["MO", "CA"])
def test_retention_says_by_which_rule(desk: OfficeDesk, tmp_path: Path, state: str) -> None:
    with desk.office.store.writing() as found:
        practice = found.practice.get()
        address = practice.address.model_copy(update={"state": state})
        found.practice.save(practice.model_copy(update={"address": address}))
    overview(desk).retention.click()
    page = shown(desk, RetentionPage)
    desk.until(page.save.isEnabled)
    assert page.rule.text().startswith("Missouri" if state == "MO" else "No rule for this state")
    assert "2 patients have no entry" in page.counts.text()
    page.save_to(tmp_path / "report.pdf")
    desk.until(lambda: "report.pdf saved" in page.work.said)
