"""What patients ask for, binders and retention, for the pictures of `screens.py`."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.requests.amendment_request import AmendmentRequest, Ground
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.request_window import Extension
from app.domain.requests.restriction import Restriction
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.requests.binder import BinderPage
from app.ui.pages.requests.request_acts import RequestActs
from app.ui.pages.requests.requests import RequestsPage
from app.ui.pages.requests.retention import RetentionPage
from app.ui.window.main_window import MainWindow

Draw = Callable[[QWidget, str], None]
Until = Callable[[Callable[[], bool]], None]


def draw_requests(
    window: MainWindow, office: Office, scratch: Path, draw: Draw, until: Until
) -> None:
    """From the patient's page to the list of all, one opened and answered, binder, retention."""
    patient = window.notes_page.table.model().index(0, 0).data(256).patient_id
    window.actions_by_name[Do.REQUESTS].trigger()
    draw(window, "requests, none open")
    _fill(office, patient)
    window.show_patient(patient)
    page = window.records.page
    assert isinstance(page, PatientPage), "shown just now"
    page.body.show_section("rights")
    draw(window, "requests on the patient's page")
    page.rights.open.click()
    own = window.records.page
    assert isinstance(own, PatientRequestsPage), "shown just now"
    draw(window, "requests of a patient")
    own.records.cards[0].go_to()
    draw(window, "a request for records")
    acts = own.records.cards[0].findChildren(RequestActs)[0]
    acts.copy_to(scratch / "records.pdf")
    until(lambda: bool(acts.work.said))
    own.page.ensureWidgetVisible(acts)
    draw(window, "a request for records, copied")
    own.amendments.cards[0].go_to("outcome")
    draw(window, "a request to amend")
    own.restrictions.cards[0].go_to()
    draw(window, "a restriction")
    window.actions_by_name[Do.REQUESTS].trigger()
    overview = window.records.page
    assert isinstance(overview, RequestsPage), "shown just now"
    draw(window, "requests")
    overview.binder.click()
    binder = window.records.page
    assert isinstance(binder, BinderPage), "shown just now"
    binder.write_to(scratch / "binder.pdf")
    draw(window, "audit binder, under way")
    until(lambda: bool(binder.work.said))
    draw(window, "audit binder")
    window.actions_by_name[Do.REQUESTS].trigger()
    overview = window.records.page
    assert isinstance(overview, RequestsPage), "shown just now"
    overview.retention.click()
    retention = window.records.page
    assert isinstance(retention, RetentionPage), "shown just now"
    until(retention.save.isEnabled)
    draw(window, "retention")


def _fill(office: Office, patient: str) -> None:
    today = office.clock.local().date()

    def ago(days: int) -> dt.date:
        return today - dt.timedelta(days=days)

    late = RecordRequest(
        id="request-1",
        patient=patient,
        asked_by="representative",
        asker="Theo Testwell",
        authority="Power of attorney of 3/2/2026",
        identity="Driver’s license",
        identity_by="Finn Deskford",
        identity_on=ago(33),
        received=ago(33),
    )
    fresh = RecordRequest(id="request-2", patient=patient, received=ago(4), form="files")
    extended = AmendmentRequest(
        id="amendment-1",
        patient=patient,
        received=ago(50),
        wish="The note says the left side. It was the right side.",
        extension=Extension(reason="The dentist is away", told_on=ago(5)),
    )
    denied = AmendmentRequest(
        id="amendment-2",
        patient=patient,
        received=ago(70),
        wish="I never said that I take aspirin.",
        outcome="denied",
        ended_on=ago(60),
        decided_by="Ada Samplemann",
        grounds=(Ground.ACCURATE,),
        told_on=ago(59),
        statement="I take it only now and then.",
        statement_on=ago(40),
    )
    held = Restriction(
        id="restriction-1", patient=patient, asked_on=ago(2), since=ago(2), payer="Other Plan"
    )
    with office.store.writing() as found:
        found.record_requests.save(late)
        found.record_requests.save(fresh)
        found.amendment_requests.save(extended)
        found.amendment_requests.save(denied)
        found.restrictions.save(held)
