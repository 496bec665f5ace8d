"""What a patient does not want sent, from the window: a pack leads to it and comes back."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.requests.restriction import Restriction
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from tests.office_desk import OfficeDesk
from tests.ui.window.pack_acts import laid_out, open_packs, packs_of, stored_note


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


def test_a_pack_that_was_made_before_leads_there_too(desk: OfficeDesk, tmp_path: Path) -> None:
    note_id = stored_note(desk)
    page = open_packs(desk, note_id)
    page.make_into(laid_out(desk, page), tmp_path)
    desk.until(lambda: "written to" in page.notice.text)
    today = desk.office.clock.local().date()
    asked = Restriction(id="r1", patient="p1", asked_on=today, since=today)
    with desk.office.store.writing() as found:
        found.restrictions.save(asked)
    (pack,) = packs_of(desk, note_id)
    page.write_into(pack, tmp_path)
    desk.until(lambda: "were not written" in page.notice.text)
    page.notice.buttons[0].click()
    assert page.tabs.currentIndex() == 0
    desk.until(lambda: any("patient asked" in text for text in page.plan.outcome.misfits.texts))
