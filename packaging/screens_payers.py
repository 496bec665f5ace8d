"""Calls to payers, for the pictures of `screens.py`."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

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


def draw_payers(window: MainWindow, draw: Draw) -> None:
    """A call from the patient's page, half answered, for two codes."""
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
