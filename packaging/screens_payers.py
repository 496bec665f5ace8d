"""Calls to payers, for the pictures of `screens.py`."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.authorization import Authorization
from app.services.office import Office
from app.ui.main_window import MainWindow
from app.ui.pages.call_sheet import CallSheetPage
from app.ui.pages.patient import PatientPage

Draw = Callable[[QWidget, str], None]

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
    sheet.show_code(next(code for code in sheet.codes_offered if code != sheet.code))
    draw(window, "call sheet, the other code")
    sheet.current.session.bridge.set_answers({"channel": "portal"})
    draw(window, "call sheet, by portal")
    sheet.leave()
    _authorizations(window, office, patient, draw)


def _authorizations(window: MainWindow, office: Office, patient: str, draw: Draw) -> None:
    today = office.clock.local().date()
    payer = office.records.patient_file(patient).patient.coverages[0].payer
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
