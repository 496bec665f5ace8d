"""The page of one claim: what is billed, where it stands, what the payer said, what comes next.

`claim_ways` shows it.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.claim import Claim
from app.domain.reading.dates import show_date
from app.services.billing_room import BillingRoom
from app.ui.page_tools import PageTools
from app.ui.pages.billing_page import BillingPage


class ClaimPage(BillingPage):
    """Shows one claim as it is stored."""

    eob_requested = Signal(str)  # claim id
    what_now_requested = Signal(str)  # claim id
    appeal_requested = Signal(str, str)  # claim id, appeal id or ""
    note_requested = Signal(str)  # note id
    patient_requested = Signal(str)  # patient id
    pack_requested = Signal(str)  # note id

    def __init__(
        self, claim_id: str, room: BillingRoom, tools: PageTools, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._room = room
        self.claim: Claim = room.claims.get(claim_id)
        self.head.show_title(f"Claim {self.claim.number}", self.claim.payer)
        for line in self.claim.lines:
            words = f"{line.code} · {show_date(line.on)} · ${line.fee}"
            self.page.column.addWidget(QLabel(words, self.page.middle))
        self.page.column.addStretch(1)
