"""The ways to what payers answer: an EOB typed from paper, remittance files and what waits there.

The window has one; `billing_ways` joins it with the rest.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import Failure
from app.services.office import Office
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.pages.document_desk import DocumentDesk
from app.ui.pages.eob_page import EobPage
from app.ui.record_ways import RecordWays


class RemitWays(QObject):
    """Makes the pages; `records` shows them. `refused` says why one cannot be shown."""

    claim_requested = Signal(str)  # claim id
    refused = Signal(str)  # a sentence

    def __init__(
        self, office: Office, tools: PageTools, records: RecordWays, window: QWidget
    ) -> None:
        super().__init__(window)
        self._office = office
        self._tools = tools
        self._records = records
        self._window = window

    def show_eob(self, claim_id: str, posting_id: str = "") -> None:
        """Show the page on which an EOB from paper is typed, or one posted before typed anew."""
        office, tools = self._office, self._tools
        desk = office.billing.eobs
        try:
            sheet = desk.open(claim_id, posting_id)
        except KeyError:
            self.refused.emit("This claim, or what was posted to it, is not there any more.")
            return
        except Failure as failure:
            self.refused.emit(tools.words.of(failure))
            return
        patient = sheet.claim.patient
        documents = DocumentDesk(
            office.documents, lambda: patient, office.charting.user, tools, self
        )
        page = EobPage(sheet, desk, documents, office.clock, tools, self._window)
        documents.opened.connect(self._records.show_document)
        page.posted.connect(self.claim_requested)
        page.mend_requested.connect(self.show_eob)
        self._records.put(page, Do.CLAIM)
