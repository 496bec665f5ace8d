"""The worklist in its states, for the pictures of `screens.py`."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.claims.authorization import Authorization
from app.domain.requests.record_request import RecordRequest
from app.domain.work.work_item import WorkKind
from app.services.notes.charting import summary_of
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.models.work_rows import WorkRowsModel
from app.ui.pages.work.work_page import WorkPage
from app.ui.window.main_window import MainWindow
from screens_billing import fill_claims

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]

NARROW = (900, 640)


def draw_work(
    window: MainWindow, office: Office, draw: Draw, draw_dialog: DrawDialog, until: Until
) -> None:
    """The list with every kind in it, what is done about a claim, filters, narrow and empty."""
    with office.store.reading() as found:
        has_claims = found.claims.get("claim-new") is not None
    if not has_claims:  # another tour may have made them
        fill_claims(office)
    _fill(office)
    window.actions_by_name[Do.WORK].trigger()
    page = window.pages.currentWidget()
    assert isinstance(page, WorkPage), "shown just now"
    draw(window, "work")
    _choose(page, WorkKind.CLAIM)
    draw(window, "work, a claim selected")
    page.foot.put_off.click()
    draw_dialog(window, "work, put off")
    page.foot.take_over.setEnabled(True)
    page.foot.take_over.click()
    until(lambda: bool(page.notice.text))
    draw(window, "work, taken over")
    page.notice.say("")
    size = window.size()
    window.resize(*NARROW)
    draw(window, "work, narrow")
    window.resize(size)
    page.filters.kinds.setCurrentIndex(page.filters.kinds.findData(WorkKind.ANSWERS))
    draw(window, "work, nothing fits")
    page.filters.clear()


def _choose(page: WorkPage, kind: WorkKind) -> None:
    model = page.table.model()
    assert isinstance(model, WorkRowsModel), "its own"
    lines = (model.item(line) for line in range(model.rowCount()))
    wanted = next(item for item in lines if item and item.kind is kind)
    page.table.selectRow(model.line_of(wanted))
    page.table.setFocus(Qt.FocusReason.TabFocusReason)


def _fill(office: Office) -> None:
    """What is no claim: a reply awaited, a request, an authorization that ends, a note to sign."""
    today = office.clock.local().date()
    charting = office.charting
    draft = charting.new_note("marisol-testwell", "D9311")
    draft.add_row("consultations")
    draft.set_answer("consultations/r1/state", "sent")
    draft.set_answer("planned_date", "t+4")
    charting.save(draft.note, summary_of(draft.state))
    with office.store.writing() as found:
        request = RecordRequest(
            id="work-request", patient="theo-testwell", received=today - dt.timedelta(days=24)
        )
        found.record_requests.save(request)
        ending = Authorization(
            id="work-authorization",
            patient="vera-placeholder",
            payer="Example Mutual Dental",
            kind="prior_authorization",
            number="PA-7731",
            until=today + dt.timedelta(days=18),
        )
        found.authorizations.save(ending)
