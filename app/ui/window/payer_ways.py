"""Joins the main window with the ways to payers: calls about benefits.

`joined_ways` calls it once for each window.
"""

from app.domain.left_open.left_call import KIND
from app.domain.payers.payer import Verification
from app.services.office.office import Office
from app.ui.page_tools import PageTools
from app.ui.ways.call_ways import CallWays
from app.ui.ways.page_ways import leading
from app.ui.window.main_window import MainWindow


def join_payers(window: MainWindow, office: Office, tools: PageTools) -> None:
    """A call sheet is shown in place of the patient's page it was asked for from."""
    calls = CallWays(office, tools, window.records, window)

    def show_call(patient_id: str, order: int, check: Verification | None) -> None:
        if window.leave():
            calls.show(patient_id, order, check)

    window.records.call_requested.connect(show_call)
    window.records.left_requested.connect(leading(KIND, calls.go_on))
