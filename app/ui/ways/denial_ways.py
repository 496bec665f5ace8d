"""The ways from a judged claim: "What now?", and the pages of its appeals.

The window has one; `billing_ways` joins it with claims, notes and cards.
"""

from PySide6.QtCore import Signal

from app.errors import Failure
from app.ui.actions import Do
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.appeals.what_now import WhatNowPage
from app.ui.ways.page_ways import PageWays


class DenialWays(PageWays):
    """Makes the pages; `records` shows them. `refused` says why there is none."""

    claim_requested = Signal(str)  # claim id
    card_requested = Signal(str)  # payer card id
    note_requested = Signal(str)  # note id
    fact_requested = Signal(str, str)  # note id, answer path
    patient_requested = Signal(str)  # patient id
    document_requested = Signal(str)  # document id
    refused = Signal(str)  # a sentence
    changed = Signal()  # an appeal that is shown

    def show_what_now(self, claim_id: str) -> None:
        """Show what a claim's last judgment means; closing leads back to the claim."""
        try:
            page = WhatNowPage(claim_id, self._office, self._tools, self._window)
        except Failure as failure:
            self.refused.emit(self._tools.words.of(failure))
            return
        page.claim_requested.connect(self.claim_requested)
        page.appeal_requested.connect(self.show_appeal)
        page.patient_requested.connect(self.patient_requested)
        page.document_requested.connect(self.document_requested)
        page.card_requested.connect(self.card_requested)
        page.fact_requested.connect(self._show_fact)
        page.closed.connect(lambda: self.claim_requested.emit(claim_id))
        self._records.put(page, Do.CLAIM)

    def show_appeal(self, claim_id: str, appeal_id: str = "") -> None:
        """Show an appeal; without an id the latest, and where there is none "What now?"."""
        try:
            claim = self._office.billing.claims.get(claim_id)
            latest = claim.appeals[-1].id if claim.appeals else ""
            if not (appeal_id or latest):
                self.show_what_now(claim_id)
                return
            page = AppealPage(
                claim_id, appeal_id or latest, self._office, self._tools, self._window
            )
        except Failure as failure:
            self.refused.emit(self._tools.words.of(failure))
            return
        page.written.stored.connect(lambda _claim: self.changed.emit())
        page.document_requested.connect(self.document_requested)
        page.note_requested.connect(self.note_requested)
        page.closed.connect(lambda: self.show_what_now(claim_id))
        self._records.put(page, Do.CLAIM)

    def _show_fact(self, note_id: str, path: str) -> None:
        if path:
            self.fact_requested.emit(note_id, path)
        else:
            self.note_requested.emit(note_id)
