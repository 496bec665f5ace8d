"""The way to the call sheet, from the patient's page and back to it; the window has one."""

from dataclasses import replace

from app.domain.payer import Verification
from app.ui.actions import Do
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.payers.call_sheet import CallSheetPage, CallWish
from app.ui.ways.page_ways import PageWays


class CallWays(PageWays):
    """Makes the page; `records` shows it."""

    def show(self, patient_id: str, order: int, check: Verification | None = None) -> None:
        """Show the sheet of a new call about a coverage, or of the call a check was made in.

        The coverage may have gone meanwhile: then the patient's page stays.
        """
        office, sheets = self._office, self._office.payers.calls
        file = sheets.begin(patient_id, order)
        if file is None:
            return
        codes = office.charting.catalogue.titles()
        latest = max(file.works, key=lambda work: work.began, default=None)
        code = latest.code if latest and latest.code in codes else ""
        user, tools = office.charting.user, self._tools
        desk = DocumentDesk(office.documents, lambda: patient_id, user, tools, self)
        support = self._records.support
        support = replace(support, editors=replace(support.editors, attaching=desk))
        page = CallSheetPage(
            file,
            CallWish(codes, code, check),
            sheets,
            office.records,
            support,
            tools,
            self._window,
        )
        desk.setParent(page)
        page.saved.connect(lambda _id: self._records.saved.emit())
        page.closed.connect(lambda: self._records.show_patient(patient_id))
        self._records.put(page, Do.PATIENTS)
