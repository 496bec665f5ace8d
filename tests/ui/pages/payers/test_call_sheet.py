"""The call sheet: answered by keyboard, several codes in one call, nothing lost, fresh checks."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QPushButton

from app.bootstrap import make_printer
from app.domain.payers.payer import Verification
from app.services.payers.call_sheets import CallSheets
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.pages.payers.call_sheet import CallSheetPage, CallWish
from tests.sample_trail import TRAIL
from tests.storage import samples
from tests.ui.pages.record_desk import CODES, RecordDesk, focused_editor

CONTROL = Qt.KeyboardModifier.ControlModifier


def _page(desk: RecordDesk, check: Verification | None = None) -> CallSheetPage:
    clock = desk.support.clock
    printer = make_printer(desk.table)
    sheets = CallSheets(desk.store, printer, desk.drawer, desk.support.reader, clock, TRAIL)
    file = sheets.begin("p1", 1)
    assert file
    support = replace(
        desk.support, editors=replace(desk.support.editors, attaching=desk.desk("p1"))
    )
    page = CallSheetPage(
        file, CallWish(CODES, "D9311", check), sheets, desk.records, support, desk.tools
    )
    desk.show(page, 1190, 720)
    return page


def _stored(desk: RecordDesk) -> dict[str, Verification]:
    return {check.code: check for check in desk.records.patient_file("p1").checks}


@pytest.fixture(autouse=True)
def _patient(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())


def test_a_call_is_answered_by_keyboard_alone(desk: RecordDesk) -> None:
    page = _page(desk)
    assert focused_editor().path == "representative"
    desk.type("Pat Linesample")
    desk.press(Qt.Key.Key_Tab)
    desk.type("CALL-7")
    page.go_to("covered")
    desk.press(Qt.Key.Key_Y)
    page.go_to("timely_filing")
    desk.press(Qt.Key.Key_Period, CONTROL)
    desk.save(page)
    check = _stored(desk)["D9311"]
    assert (check.representative, check.reference, check.covered) == (
        "Pat Linesample",
        "CALL-7",
        "yes",
    )
    assert check.closed == {"timely_filing": "would_not_say"}
    assert check.began_at == desk.support.clock.utc()
    assert check.checked_on == dt.date(2026, 11, 22)


def test_a_second_code_shares_what_the_call_answered(desk: RecordDesk) -> None:
    page = _page(desk)
    desk.type("Pat Linesample")
    page.current.session.bridge.set_answers({"covered": "yes"})
    desk.press(Qt.Key.Key_PageDown, CONTROL)
    assert page.code == "D9997"
    assert focused_editor().path == "covered", "who answers is known by now"
    page.current.session.bridge.set_answers({"covered": "no", "reference": "CALL-7"})
    assert page.leave()
    checks = _stored(desk)
    assert {check.representative for check in checks.values()} == {"Pat Linesample"}
    assert {check.reference for check in checks.values()} == {"CALL-7"}
    assert [checks[code].covered for code in ("D9311", "D9997")] == ["yes", "no"]
    assert len({check.call for check in checks.values()}) == 1


def test_a_code_that_was_only_looked_at_is_not_kept(desk: RecordDesk) -> None:
    page = _page(desk)
    page.current.session.bridge.set_answers({"representative": "Pat", "covered": "yes"})
    page.show_code("D9997")
    assert page.leave()
    assert list(_stored(desk)) == ["D9311"]
    assert desk.records.unfinished.names() == ()


def test_nothing_asked_leaves_nothing(desk: RecordDesk) -> None:
    page = _page(desk)
    assert page.leave()
    assert _stored(desk) == {}


def test_a_call_cut_off_after_a_name_is_kept(desk: RecordDesk) -> None:
    page = _page(desk)
    desk.type("Pat Linesample")
    with desk.qtbot.waitSignal(page.saved):
        page.hide()
    assert _stored(desk)["D9311"].representative == "Pat Linesample"


def test_what_cannot_be_saved_is_kept_aside_and_said(desk: RecordDesk) -> None:
    page = _page(desk)
    page.current.session.bridge.set_answers({"covered": "yes", "stale_after": "2/31/2027"})
    assert not page.leave()
    assert page.notice.text.startswith("Ask again after: ")
    assert focused_editor().path == "stale_after"
    assert page.put_by()
    names = desk.records.unfinished.names()
    assert sorted(name.partition(":")[0] for name in names) == ["call", "check"]
    page.current.session.bridge.set_answers({"stale_after": "2/28/2027"})
    assert page.leave()
    assert desk.records.unfinished.names() == ()


def test_a_fresh_check_is_offered_first(desk: RecordDesk) -> None:
    fresh = samples.verification().model_copy(
        update={"payer": "Sample Dental Plan", "covered": "yes", "checked_by": "Rosa Deskford"}
    )
    desk.records.save(fresh)
    page = _page(desk)
    assert page.current.fresh.text == (
        "D9311 was asked on 11/02/2026 by Rosa Deskford: covered: yes (R-100)."
        " Good until 12/31/2026."
    )
    with desk.qtbot.waitSignal(page.closed):
        page.current.fresh.buttons[0].click()
    assert _stored(desk)["D9311"].id == fresh.id


def test_asking_again_makes_a_check_of_its_own(desk: RecordDesk) -> None:
    fresh = {"payer": "Sample Dental Plan", "covered": "yes"}
    desk.records.save(samples.verification().model_copy(update=fresh))
    page = _page(desk)
    page.current.fresh.buttons[1].click()
    assert focused_editor().path == "representative"
    desk.type("Pat Linesample")
    assert page.leave()
    assert len(desk.records.patient_file("p1").checks) == 2


def test_a_call_goes_on_where_it_was_left(desk: RecordDesk) -> None:
    first = _page(desk)
    first.current.session.bridge.set_answers({"representative": "Pat", "covered": "yes"})
    first.show_code("D9997")
    first.current.session.bridge.set_answers({"covered": "no"})
    assert first.leave()
    again = _page(desk, _stored(desk)["D9997"])
    assert again.code == "D9997"
    again.current.session.bridge.set_answers({"limits": "once"})
    assert again.leave()
    checks = _stored(desk)
    assert (checks["D9997"].limits, checks["D9997"].representative) == ("once", "Pat")
    assert len(checks) == 2


def test_a_check_of_a_payer_that_is_gone_has_no_call_sheet(desk: RecordDesk) -> None:
    desk.records.save(samples.verification().model_copy(update={"payer": "Former Plan"}))
    desk.records.save(samples.verification("v2").model_copy(update={"payer": "Sample Dental Plan"}))
    page = desk.patient_page("p1")
    desk.show(page)
    ways = {}
    for card in page.checks.list.cards:
        card.go_to()
        check = card.session.record
        assert isinstance(check, Verification)
        button = next(b for b in card.findChildren(QPushButton) if "call sheet" in b.text())
        ways[check.payer] = button.isVisible()
    assert ways == {"Former Plan": False, "Sample Dental Plan": True}


def test_it_fits_one_screen_without_scrolling(desk: RecordDesk) -> None:
    page = _page(desk)
    assert page.area.verticalScrollBar().maximum() == 0
    page.current.session.bridge.set_answers({"channel": "portal"})
    (portal,) = page.current.findChildren(EvidenceControl)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert portal.isVisible()
    assert page.area.verticalScrollBar().maximum() == 0
