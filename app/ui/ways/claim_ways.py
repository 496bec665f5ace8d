"""The ways to claims: one claim, the claim of a note, which is begun where there is none.

The window has one; `billing_ways` joins it with the rest.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import Failure
from app.services.claims.claim_beginning import Begun
from app.ui.actions import Do
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.ways.page_ways import PageWays

_BEGUN = "This claim was begun just now. If it is not wanted, close it under More."


class ClaimWays(PageWays):
    """Makes the pages; `records` shows them. `refused` says why there is no claim."""

    eob_requested = Signal(str)  # claim id
    what_now_requested = Signal(str)  # claim id
    appeal_requested = Signal(str, str)  # claim id, appeal id or ""
    note_requested = Signal(str)  # note id
    patient_requested = Signal(str)  # patient id
    pack_requested = Signal(str)  # note id
    refused = Signal(str)  # a sentence
    changed = Signal()  # a claim that is shown

    def show(self, claim_id: str, back_to: str = "", told: str = "") -> None:
        """Show a claim; closing it leads back to a patient's page, if it came from one.

        `told` is what there is to say of it.
        """
        try:
            page = ClaimPage(claim_id, self._office.billing, self._tools, self._window)
        except Failure as failure:
            self.refused.emit(str(failure))
            return
        for signal, further in (
            (page.eob_requested, self.eob_requested),
            (page.what_now_requested, self.what_now_requested),
            (page.appeal_requested, self.appeal_requested),
            (page.note_requested, self.note_requested),
            (page.patient_requested, self.patient_requested),
            (page.pack_requested, self.pack_requested),
        ):
            signal.connect(further)
        page.keeping.kept.connect(lambda _claim: self.changed.emit())
        page.claim_requested.connect(lambda other: self.show(other, back_to))
        if back_to:
            page.closed.connect(lambda: self.patient_requested.emit(back_to))
        if told:
            page.notice.say(told)
        self._records.put(page, Do.WORK)

    def attend(self, page: QWidget) -> None:
        """Let a page of a patient that is shown list the claims, and lead to them."""
        if isinstance(page, PatientPage):
            page.offer_claims(self._office.billing.claims)
            page.claim_requested.connect(lambda claim: self.show(claim, page.patient_id))

    def show_of_note(self, note_id: str) -> None:
        """Show the claim on which a note stands; begin one where there is none."""
        try:
            begun = self._office.billing.beginning.of_note(note_id)
        except Failure as failure:
            begun = Begun(problem=str(failure))
        if begun.claim is None:
            self.refused.emit(begun.problem)
        else:
            self.show(begun.claim.id, told=_BEGUN if begun.is_new else "")
