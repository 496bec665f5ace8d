"""Fees typed into a claim: what stands under the caret stays in its place, whatever goes."""

import datetime as dt
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QPoint, Qt

from app.domain.claims.claim import ClaimLine
from app.domain.practice.people import Coverage
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.ways.claim_ways import ClaimWays
from tests.office_desk import OfficeDesk

DAY = dt.date(2026, 11, 2)
LINES = [ClaimLine(id=f"l{at}", code="D0150", on=DAY, fee=Decimal(0)) for at in range(3)]


def claim_page(desk: OfficeDesk) -> ClaimPage:
    """The page of a claim whose fees are missing."""
    with desk.office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient
        covered = (Coverage(payer="Example Mutual Dental"),)
        found.patients.save(patient.model_copy(update={"coverages": covered}))
    claim = desk.office.billing.claims.begin("p1", LINES)
    (ways,) = desk.window.findChildren(ClaimWays)
    ways.show(claim.id)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, ClaimPage)
    return page


def missing(page: ClaimPage, count: int) -> bool:
    return sum(bool(check.line) for check in page.before.open) == count


def test_the_lines_stay_where_they_are_until_nothing_is_left(desk: OfficeDesk) -> None:
    page = claim_page(desk)
    desk.press(page.step, Qt.Key.Key_Space)
    assert "Before it goes" in page.notice.text
    places = set()
    for left in (2, 1, 0):
        assert missing(page, left + 1)
        field = page.lines.fees[f"l{left}"]
        field.setFocus()
        field.selectAll()
        desk.type(field, "50")
        desk.press(field, Qt.Key.Key_Tab)
        desk.until(partial(missing, page, left))
        page.grab()  # laid out anew
        if page.before.open:
            places.add(page.lines.mapTo(page, QPoint()).y())
    assert len(places) == 1
