"""The ways to what patients asked for: the list of all, one patient's, binder, retention.

The window has one. The pages are shown like pages of records, so that leaving them saves.
"""

from PySide6.QtCore import Signal

from app.ui.actions import Do
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.requests.binder import BinderPage
from app.ui.pages.requests.requests import RequestsPage
from app.ui.pages.requests.retention import RetentionPage
from app.ui.ways.page_ways import PageWays


class RequestWays(PageWays):
    """Makes the pages; `records` shows them."""

    note_requested = Signal(str)
    patient_wished = Signal()

    def show(self) -> None:
        """Show the open requests of all patients."""
        page = RequestsPage(self._office.requests.desk, self._tools, self._window)
        page.patient_chosen.connect(
            lambda patient_id: self.show_patient(patient_id, from_list=True)
        )
        page.patient_wished.connect(self.patient_wished)
        page.binder_wished.connect(self.show_binder)
        page.retention_wished.connect(self.show_retention)
        self._records.put(page, Do.REQUESTS)

    def show_patient(self, patient_id: str, *, from_list: bool = False) -> None:
        """Show what one patient asked for; closing leads back to where it was asked from."""
        page = self._put_patient(patient_id)
        if from_list:
            page.closed.connect(self.show)
        else:
            page.closed.connect(lambda: self._records.show_patient(patient_id))

    def show_one(self, patient_id: str, request_id: str) -> None:
        """Show one request or restriction; closing leads back to what lies under the page."""
        self._put_patient(patient_id).go_to(request_id)

    def _put_patient(self, patient_id: str) -> PatientRequestsPage:
        page = PatientRequestsPage(
            patient_id,
            self._office.requests,
            self._office.records,
            self._records.support,
            self._tools,
            self._window,
        )
        page.saved.connect(lambda _id: self._records.saved.emit())
        page.note_requested.connect(self.note_requested)
        page.binder_requested.connect(self.show_binder)
        self._records.put(page, Do.REQUESTS)
        return page

    def show_binder(self, patient_id: str = "") -> None:
        """Show the page that makes audit binders."""
        page = BinderPage(self._office.requests, self._tools, patient_id, self._window)
        if patient_id:
            page.closed.connect(lambda: self.show_patient(patient_id))
        else:
            page.closed.connect(self.show)
        self._records.put(page, Do.REQUESTS)

    def show_retention(self) -> None:
        """Show how long records are kept, and which have come to their day."""
        page = RetentionPage(self._office.requests.retention, self._tools, self._window)
        page.closed.connect(self.show)
        self._records.put(page, Do.REQUESTS)
