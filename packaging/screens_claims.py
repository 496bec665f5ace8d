"""The pictures of the claim page, for `screens.py`; the claims are those of `screens_billing`."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.claims.claim_acts import Act
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.ways.claim_ways import ClaimWays
from app.ui.window.main_window import MainWindow
from screens_billing import fill_claims

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]

_BELOW = 600


def draw_claims(window: MainWindow, office: Office, draw: Draw, draw_dialog: DrawDialog) -> None:
    """A claim begun from a note, its dialogs, answered claims, the patient's list of claims."""
    ways = window.findChild(ClaimWays)
    assert ways is not None, "joined with the window"
    window.open_note("sample-D9997")
    window.actions_by_name[Do.CLAIM].trigger()
    page = _page(window)
    draw(window, "claim, begun")
    page.before.answer_wished.emit(page.before.open[0])
    draw_dialog(window, "claim, answer once")
    page.do(Act.READY)
    draw(window, "claim, look first")
    ids = fill_claims(office)
    for name, act in (("ready", Act.SEND), ("ready", Act.HOLD), ("sent", Act.INFORMATION)):
        ways.show(ids[name])
        _page(window).do(act)
        draw_dialog(window, f"claim, {act.value.rstrip('…').lower()}")
    for name in ("document", "absorbed", "paper", "partly"):
        ways.show(ids[name])
        draw(window, f"claim, {name}")
        _page(window).page.verticalScrollBar().setValue(_BELOW)
        draw(window, f"claim, {name}, below")
    window.show_patient("zofia-przykladowska")
    patient = window.records.page
    assert isinstance(patient, PatientPage), "shown just now"
    patient.body.show_section("claims")
    draw(window, "claims on the patient's page")


def _page(window: MainWindow) -> ClaimPage:
    page = window.records.page
    assert isinstance(page, ClaimPage), "shown just now"
    return page
