"""What a patient does not want sent, from the window: a pack leads to it and comes back."""

import datetime as dt

from PySide6.QtCore import Qt

from app.domain.restriction import Restriction
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from tests.office_desk import OfficeDesk
from tests.ui.window.pack_acts import laid_out, open_packs, stored_note


def test_what_keeps_a_pack_from_going_leads_to_the_restriction_and_back(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    today = desk.office.clock.local().date()
    long_ago = today - dt.timedelta(days=999)
    asked = Restriction(id="r1", patient="p1", asked_on=today, since=long_ago)
    with desk.office.store.writing() as found:
        found.restrictions.save(asked)
    page = open_packs(desk, note_id)
    trial = laid_out(desk, page)
    assert not trial.may_be_made
    (kept,) = (box for box in page.plan.outcome.misfits.boxes if "patient asked" in box.text)
    (way,) = kept.buttons
    desk.press(way, Qt.Key.Key_Space)
    rights = desk.window.pages.currentWidget()
    assert isinstance(rights, PatientRequestsPage)
    (card,) = rights.restrictions.cards
    assert card.isAncestorOf(desk.window.focusWidget()), "the caret is where it can be ended"
    ended = asked.model_copy(update={"ended_on": today, "ended_because": "Wants it billed"})
    with desk.office.store.writing() as found:
        found.restrictions.save(ended.model_copy(update={"version": 1}))
    rights.leave()
    assert desk.window.pages.currentWidget() is page
    desk.until(lambda: page.plan.trial is not None and page.plan.trial.may_be_made)
