"""The EOB page and the remittance page for `screens.py`, over the small practice of claims."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.claim import Claim
from app.domain.eob import TypedAdjustment
from app.services.office import Office
from app.ui.main_window import MainWindow
from app.ui.pages.eob_page import EobPage
from app.ui.remit_ways import RemitWays

Draw = Callable[[QWidget, str], None]
Until = Callable[[Callable[[], bool]], None]


def draw_remittances(
    window: MainWindow,
    office: Office,
    claims: Mapping[str, str],
    scratch: Path,
    draw: Draw,
    until: Until,
) -> None:
    """An EOB before and after it is typed; remittances with what waits, and the files read."""
    ways = next(iter(window.findChildren(RemitWays)))
    ways.show_eob(claims["sent"])
    draw(window, "EOB, nothing typed")
    page = window.records.page
    assert isinstance(page, EobPage), "shown just now"
    letter = next(iter((Path(__file__).resolve().parents[1] / "resources/samples").glob("*.png")))
    page.scan.intake.take([letter])
    until(lambda: bool(page.typed.evidence))
    until(lambda: page.scan.view.is_settled)
    _type(page, office.clock.local().date())
    draw(window, "EOB, typed")


def _type(page: EobPage, today: dt.date) -> None:
    typed = page.typed
    first, second = typed.lines
    asked = {
        "paid": "0.00",
        "adjustments": (TypedAdjustment(amount="85.00", code="CO 252"),),
        "remarks": "N706",
    }
    paid = {
        "allowed": "560.00",
        "paid": "448.00",
        "patient": "112.00",
        "adjustments": (TypedAdjustment(amount="75.00", code="CO 45"), TypedAdjustment()),
    }
    lines = (first.model_copy(update=asked), second.model_copy(update=paid))
    changes = {
        "lines": lines,
        "eob_date": f"{today:%m/%d/%Y}",
        "payer_number": "26-0417-77",
        "trace": "004417",
        "reason": "Please send the documents that support this service.",
    }
    page.draft.edit(typed.model_copy(update=changes), "all")
