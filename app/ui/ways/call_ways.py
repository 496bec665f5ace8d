"""The way to the call sheet, from the patient's page and back to it; the window has one."""

from dataclasses import replace

from app.domain.left_open.left_call import KIND, LeftCall, left_call_of
from app.domain.left_open.unfinished import record_name
from app.domain.payers.payer import Verification
from app.services.payers.call_sheets import CallFile
from app.ui.actions import Do
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.payers.call_sheet import CallSheetPage, CallWish
from app.ui.ways.page_ways import PageWays


class CallWays(PageWays):
    """Makes the page; `records` shows it."""

    def show(self, patient_id: str, order: int, check: Verification | None = None) -> None:
        """Show the sheet of a new call about a coverage, or of the call a check was made in.

        The coverage may have gone meanwhile: then the patient's page stays.
        """
        if (file := self._office.payers.calls.begin(patient_id, order)) is not None:
            self._show(file, check)

    def go_on(self, call_id: str, patient_id: str) -> None:
        """Show the sheet of a call again as it was left; of one that is all saved, its checks.

        Where the coverage or the call is gone, the patient's page is shown.
        """
        kept = self._office.records.unfinished.text(record_name(KIND, call_id, patient_id))
        left = left_call_of(kept.body) if kept else None
        checks = self._office.records.patient_file(patient_id).checks
        check = next((each for each in checks if each.call == call_id), None)
        order = left.order if left else check.coverage_order if check else 0
        file = self._office.payers.calls.begin(patient_id, order)
        if file is None or (left is None and check is None):
            self._records.show_patient(patient_id)
        else:
            self._show(file, check, call_id, left)

    def _show(
        self,
        file: CallFile,
        check: Verification | None,
        call_id: str = "",
        left: LeftCall | None = None,
    ) -> None:
        office, patient_id = self._office, file.patient.id
        codes = office.charting.catalogue.titles()
        latest = max(file.works, key=lambda work: work.began, default=None)
        code = latest.code if latest and latest.code in codes else ""
        user, tools = office.charting.user, self._tools
        desk = DocumentDesk(office.documents, lambda: patient_id, user, tools, self)
        support = self._records.support
        support = replace(support, editors=replace(support.editors, attaching=desk))
        page = CallSheetPage(
            file,
            CallWish(codes, code, check, call_id, left),
            office.payers.calls,
            office.records,
            support,
            tools,
            self._window,
        )
        desk.setParent(page)
        page.saved.connect(lambda _id: self._records.saved.emit())
        page.closed.connect(lambda: self._lead_back(patient_id))
        self._records.put(page, Do.PATIENTS)

    def _lead_back(self, patient_id: str) -> None:
        """Show the patient's page where the call came from."""
        self._records.show_patient(patient_id)
        page = self._records.page
        if isinstance(page, PatientPage):
            page.show_checks()
