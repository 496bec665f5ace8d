"""The ways to what payers answer: an EOB typed from paper, remittance files and what waits there.

The window has one; `billing_ways` joins it with the rest.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.practice.authority import Right
from app.errors import Failure
from app.services.office.office import Office
from app.services.permission import Permission
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.remittances.eob_page import EobPage
from app.ui.pages.remittances.remit_banner import RemitBanner
from app.ui.pages.remittances.remit_page import RemitPage
from app.ui.pages.remittances.remit_reading import RemitReading
from app.ui.settings_told import SettingsTold
from app.ui.theme import Role
from app.ui.ways.page_ways import PageWays
from app.ui.ways.record_ways import RecordWays


class RemitWays(PageWays):
    """Makes the pages; `records` shows them. `refused` says why one cannot be shown.

    `banner` stands above the pages and offers new payment files.
    """

    claim_requested = Signal(str)  # claim id
    refused = Signal(str)  # a sentence
    told = Signal(str, object)  # what came of files read while another page was shown, Role

    def __init__(
        self, office: Office, tools: PageTools, records: RecordWays, window: QWidget
    ) -> None:
        super().__init__(office, tools, records, window)
        self._told = SettingsTold(office, tools)
        self._reading = RemitReading(lambda: office.billing.remittances, tools, self)
        self._reading.ended.connect(self._on_read)
        self.banner = RemitBanner(office.watch_folder, tools, window)
        self.banner.read_wished.connect(self.read)
        if Permission(office.store, office.trail.who).may(Right.SEE_MONEY):
            self.banner.follow()

    def show(self) -> None:
        """Show remittances: what waits for somebody's word, and the files read."""
        office = self._office
        page = RemitPage(office.billing, self._reading, office.clock, self._tools, self._window)
        page.claim_requested.connect(self.claim_requested)
        page.folder_chosen.connect(lambda folder: self.banner.choose(folder, self._told.keep))
        page.posted.connect(self._records.saved)
        self._records.put(page, Do.REMITTANCES)

    def read(self, paths: Sequence[Path]) -> None:
        """Show remittances and read these files."""
        self.show()
        self._reading.read(paths)

    def stop(self) -> None:
        """Watch no folder any more; the window goes."""
        self.banner.stop()

    def _on_read(self, words: str, role: Role) -> None:
        """What was read may be on any page; where remittances are not shown, it is said."""
        self._records.saved.emit()
        page = self._records.page
        if not (isinstance(page, RemitPage) and page.isVisible()):
            self.told.emit(words, role)

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
        if not sheet.claim.lines:
            self.refused.emit("This claim has no lines an EOB could be about. Add them first.")
            return
        patient = sheet.claim.patient
        documents = DocumentDesk(
            office.documents, lambda: patient, office.charting.user, tools, self
        )
        page = EobPage(sheet, desk, documents, office.clock, tools, self._window)
        documents.opened.connect(self._records.show_document)
        page.posted.connect(lambda _claim: self._records.saved.emit())
        page.posted.connect(self.claim_requested)
        page.mend_requested.connect(self.show_eob)
        page.closed.connect(lambda: self.claim_requested.emit(claim_id))
        self._records.put(page, Do.CLAIM)
