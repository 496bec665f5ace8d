"""Joins the main window with the ways to claims and to what comes of them.

`joined_ways` calls it once for each window.
"""

from app.services.office import Office
from app.ui.actions import Do
from app.ui.claim_ways import ClaimWays
from app.ui.main_window import MainWindow
from app.ui.page_tools import PageTools
from app.ui.remit_ways import RemitWays


def join_billing(window: MainWindow, office: Office, tools: PageTools) -> None:
    """Claims are shown like pages of records; what they lead to is shown in their place."""
    claims = ClaimWays(office, tools, window.records, window)

    def show_claim() -> None:
        if window.note_page and window.leave():
            claims.show_of_note(window.note_page.note.id)

    window.actions_by_name[Do.CLAIM].triggered.connect(lambda _checked: show_claim())
    claims.note_requested.connect(window.open_note)
    claims.patient_requested.connect(window.show_patient)
    claims.pack_requested.connect(window.show_pack)
    claims.refused.connect(window.say)
    _join_remittances(window, RemitWays(office, tools, window.records, window), claims)


def _join_remittances(window: MainWindow, remits: RemitWays, claims: ClaimWays) -> None:
    """An EOB typed from paper leads back to its claim, as a remittance that was posted does."""

    def show_eob(claim_id: str) -> None:
        if window.leave():
            remits.show_eob(claim_id)

    claims.eob_requested.connect(show_eob)
    remits.claim_requested.connect(claims.show)
    remits.refused.connect(window.say)
