"""Calls to payers and reports from the window: there and back over the real practice."""

import datetime as dt
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.guides.answers import Choice, Text
from app.domain.practice.people import Coverage
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.payers.call_sheet import CallSheetPage
from app.ui.pages.work.reports_page import ReportsPage
from tests.office_desk import OfficeDesk
from tests.storage import samples

ALT = Qt.KeyboardModifier.AltModifier
Shown = TypeVar("Shown", bound=QWidget)


def shown(desk: OfficeDesk, kind: type[Shown]) -> Shown:
    page = desk.window.pages.currentWidget()
    assert isinstance(page, kind), page
    return page


def covered(desk: OfficeDesk) -> None:
    """Give the first patient a coverage."""
    with desk.office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient is not None
        plan = (Coverage(payer="Example Mutual Dental"),)
        found.patients.save(patient.model_copy(update={"coverages": plan}))


def test_enter_goes_on_with_the_first_of_two_coverages(desk: OfficeDesk) -> None:
    with desk.office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient is not None
        plans = tuple(Coverage(payer=f"Example {n}", order=n) for n in (1, 2))
        found.patients.save(patient.model_copy(update={"coverages": plans}))
    desk.window.show_patient("p1")
    checks = shown(desk, PatientPage).checks
    checks.call.click()
    menu = checks.findChild(QMenu)
    assert menu is not None
    assert menu.activeAction() is menu.actions()[0]
    desk.press(menu, Qt.Key.Key_Return)
    titles = {each.text() for each in shown(desk, CallSheetPage).head.findChildren(QLabel)}
    assert any("Example 1" in title for title in titles), titles


def test_a_call_begins_at_the_patient_and_leads_back_to_its_check(desk: OfficeDesk) -> None:
    covered(desk)
    desk.window.show_patient("p1")
    shown(desk, PatientPage).checks.call.click()
    sheet = shown(desk, CallSheetPage)
    sheet.current.session.bridge.set_answers({"representative": "Pat", "covered": "yes"})
    assert sheet.leave()
    page = shown(desk, PatientPage)
    assert page.checks.call.hasFocus()
    (card,) = page.checks.list.cards
    assert card.session.bridge.answer("covered") == Choice("yes")
    card.go_to()
    page.checks.call_wished.emit(1, card.session.record)
    again = shown(desk, CallSheetPage)
    assert again.current.session.bridge.answer("representative") == Text("Pat")


def test_a_new_note_is_offered_the_number_that_came_later(desk: OfficeDesk) -> None:
    covered(desk)
    desk.window.new_note("p1", "D9311")
    page = desk.window.note_page
    assert page is not None
    page.form.go_to("condition")
    plan = "Example Mutual Dental"
    desk.office.records.save(samples.prior_authorization(payer=plan, number="PA-4471902"))
    page.learn()
    assert page.support.editors.suggest("authorization_number") == "PA-4471902"


def test_reports_lead_to_a_claim_and_back_to_where_one_was(desk: OfficeDesk) -> None:
    covered(desk)
    on = desk.office.clock.local().date() - dt.timedelta(days=40)
    line = ClaimLine(id="l1", code="D9311", on=on, fee=Decimal("85.50"))
    with desk.office.store.writing() as found:
        claim = Claim(
            id="c1",
            number="C-1",
            patient="p1",
            payer="Example Mutual Dental",
            lines=(line,),
            state=ClaimState.SENT,
            sent_on=on,
        )
        found.claims.save(claim)
    desk.shortcut(Qt.Key.Key_0, ALT)
    page = shown(desk, ReportsPage)
    desk.until(lambda: page.report is not None)
    page.view.table.selectRow(0)
    page.view.table.setFocus()
    desk.press(page.view.table, Qt.Key.Key_Return)
    desk.press(page.behind.table, Qt.Key.Key_Return)
    desk.press(shown(desk, ClaimPage), Qt.Key.Key_Escape)
    back = shown(desk, ReportsPage)
    assert back.stack.currentWidget() is back.behind
    assert back.behind.title.text() == "Example Mutual Dental"
