"""Calls to payers, authorizations and reports, for the pictures of `screens.py`."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import (
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.finding.listing import PatientQuery
from app.services.office.office import Office
from app.services.work.reports import Kind, Wish
from app.ui.actions import Do
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.payers.call_sheet import CallSheetPage
from app.ui.pages.work.reports_page import ReportsPage
from app.ui.window.main_window import MainWindow

Draw = Callable[[QWidget, str], None]
Until = Callable[[Callable[[], bool]], None]

SAID = {
    "representative": "Pat Linesample",
    "reference": "CALL-20261122-7",
    "covered": "yes",
    "limits": "Once per date of service",
    "predetermination": "optional",
    "records": "narrative",
    "attachments": "never",
}


def draw_payers(window: MainWindow, office: Office, draw: Draw) -> None:
    """A call from the patient's page, half answered, for two codes; authorizations."""
    patient = window.notes_page.table.model().index(0, 0).data(256).patient_id
    window.show_patient(patient)
    page = window.records.page
    assert isinstance(page, PatientPage), "shown just now"
    page.body.show_section("checks")
    draw(window, "benefit checks")
    page.checks.call_wished.emit(1, None)
    sheet = window.records.page
    assert isinstance(sheet, CallSheetPage), "shown just now"
    draw(window, "call sheet, checked before")
    sheet.current.ask_again()
    draw(window, "call sheet, begun")
    sheet.current.session.bridge.set_answers(SAID)
    sheet.go_to("timely_filing")
    draw(window, "call sheet, half answered")
    sheet.show_code("D9311" if sheet.code == "D9997" else "D9997")
    draw(window, "call sheet, the other code")
    sheet.current.session.bridge.set_answers({"channel": "portal"})
    draw(window, "call sheet, by portal")
    sheet.leave()
    _beside_a_card(window, office, draw)
    _authorizations(window, office, patient, draw)


def _beside_a_card(window: MainWindow, office: Office, draw: Draw) -> None:
    """A call about a payer whose card answers some questions; one answer is not the card's."""
    patient = window.notes_page.table.model().index(1, 0).data(256).patient_id
    stored = office.records.patient_file(patient).patient
    assert stored is not None, "of the sample practice"
    coverage = stored.coverages[0].model_copy(update={"payer_card": "example-mutual"})
    office.records.save(stored.model_copy(update={"coverages": (coverage,)}))
    window.show_patient(patient)
    page = window.records.page
    assert isinstance(page, PatientPage), "shown just now"
    page.checks.call_wished.emit(1, None)
    sheet = window.records.page
    assert isinstance(sheet, CallSheetPage), "shown just now"
    sheet.current.ask_again()
    sheet.current.session.bridge.set_answers({"covered": "no", "attachments": "never"})
    sheet.go_to("records")
    draw(window, "call sheet beside a payer card")
    sheet.leave()


def _authorizations(window: MainWindow, office: Office, patient: str, draw: Draw) -> None:
    today = office.clock.local().date()
    stored = office.records.patient_file(patient).patient
    assert stored is not None, "of the sample practice"
    payer = stored.coverages[0].payer
    approved = Authorization(
        id="authorization-1",
        patient=patient,
        payer=payer,
        kind="prior_authorization",
        codes=("D9997",),
        number="PA-4471902",
        requested_on=today - dt.timedelta(days=40),
        answered_on=today - dt.timedelta(days=30),
        decision="approved",
        begins=today - dt.timedelta(days=30),
        until=today + dt.timedelta(days=12),
        units=2,
    )
    asked = {"id": "authorization-2", "number": "", "decision": "", "until": None, "units": 0}
    office.records.save(approved)
    office.records.save(approved.model_copy(update={**asked, "kind": "predetermination"}))
    window.show_patient(patient)
    page = window.records.page
    assert isinstance(page, PatientPage), "shown just now"
    page.body.show_section("authorizations")
    draw(window, "authorizations")
    page.authorizations.list.cards[1].go_to("number")
    draw(window, "a prior authorization")
    window.new_note(patient, "D9997")
    note = window.note_page
    assert note is not None, "opened just now"
    note.form.go_to("authorization_number")
    draw(window, "new note with a prior authorization")
    note.bridge.set_answers({"authorization_number": None, "authorization_until": "12/1/2026"})
    note.form.go_to("authorization_number")
    draw(window, "a prior authorization offered")


def draw_reports(window: MainWindow, office: Office, draw: Draw, until: Until) -> None:
    """Every report over invented claims, the aging empty before them, the claims behind a row."""
    window.actions_by_name[Do.REPORTS].trigger()
    page = window.records.page
    assert isinstance(page, ReportsPage), "shown just now"
    until(lambda: page.report is not None)
    draw(window, "aging, nothing waits")
    _claims(office)
    page.count()
    until(lambda: page.report is not None)
    draw(window, "aging")
    for kind in (Kind.DENIALS, Kind.MINUTES, Kind.TIMES):
        page.choose(Wish(kind))
        until(lambda: page.report is not None)
        draw(window, f"report of {kind}")
    page.choose(Wish())
    until(lambda: page.report is not None)
    page.view.opened.emit(page.view.model.key(0))
    draw(window, "claims behind the aging")
    page.leave()
    page.leave()


def _claims(office: Office) -> None:
    """Claims of three payers, of every age, some answered."""
    today = office.clock.local().date()
    with office.store.writing() as found:
        patient = found.patients.page(PatientQuery()).rows[0].id
        payers = ("Example Mutual Dental", "Sample State Medicaid", "Testwell Benefit Trust")
        for number in range(24):
            sent = today - dt.timedelta(days=7 * number + 3)
            code, fee = ("D9311", "85.50") if number % 3 else ("D9997", "120.00")
            line = ClaimLine(id="l1", code=code, on=sent, fee=Decimal(fee))
            posting = _posting(number, code, fee, office.clock.utc())
            found.claims.save(
                Claim(
                    id=f"report-{number:02}",
                    number=f"R-{number:02}",
                    patient=patient,
                    payer=payers[number % len(payers)],
                    lines=(line,),
                    state=ClaimState.DENIED if posting and not posting.paid else ClaimState.SENT,
                    sent_on=sent,
                    postings=(posting,) if posting else (),
                )
            )


def _posting(number: int, code: str, fee: str, at: dt.datetime) -> Posting | None:
    if number % 4 == 0:
        return None
    paid = Decimal(fee) if number % 4 > 1 else Decimal(0)
    taken = PostedAdjustment(group="PR", reason="96", amount=Decimal(fee) - paid)
    line = PostedLine(line="l1", code=code, paid=paid, adjustments=(taken,))
    return Posting(id="x", at=at, by="", source="paper", paid=paid, lines=(line,))
