"""The Reports page: counted on a worker, drilled into by keyboard, saved, empty and refused."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap import make_printer
from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.practice.people import StaffRole
from app.interchange.csv_lines import csv_lines
from app.services.office.payer_room import PayerRoom
from app.services.ports.store import Repositories, Store
from app.services.printing.catalogue import Catalogue
from app.services.work.reports import Kind, Wish
from app.stock import Stock
from app.ui.pages.work.reports_page import ReportPlace, ReportsPage
from tests.sample_trail import TRAIL
from tests.small_guide import NOW
from tests.storage import samples
from tests.ui.pages.record_desk import RecordDesk


def _room(desk: RecordDesk, who: str = TRAIL.who) -> PayerRoom:
    stock = Stock()
    return PayerRoom(
        desk.store,
        make_printer(desk.table),
        desk.drawer,
        desk.support.reader,
        Catalogue(stock),
        csv_lines,
        desk.support.clock,
        TRAIL.as_user(who),
        stock.reasons,
    )


def _page(desk: RecordDesk, place: ReportPlace | None = None, who: str = TRAIL.who) -> ReportsPage:
    page = ReportsPage(_room(desk, who), place or ReportPlace(), desk.tools)
    desk.show(page, 1190, 720)
    return page


def _counted(desk: RecordDesk, place: ReportPlace | None = None) -> ReportsPage:
    page = _page(desk, place)
    desk.until(lambda: page.report is not None)
    return page


@pytest.fixture
def _claims(desk: RecordDesk) -> None:
    with desk.store.writing() as found:
        found.patients.save(samples.patient())
        for number, days in enumerate((3, 40, 200)):
            on = NOW.date() - dt.timedelta(days=days)
            line = ClaimLine(id="l1", code="D9311", on=on, fee=Decimal("85.50"))
            claim = Claim(
                id=f"c{number}",
                number=f"C-{number}",
                patient="p1",
                payer="Sample Dental Plan" if number else "Another Plan",
                lines=(line,),
                state=ClaimState.SENT,
                sent_on=on,
            )
            found.claims.save(claim)


def test_without_claims_it_says_so_and_shows_no_table(desk: RecordDesk) -> None:
    page = _counted(desk)
    assert page.view.nothing.title == "No claim waits for a payer"
    assert page.view.nothing.isVisible()
    assert not page.view.table.isVisible()
    assert not page.view.plot.isVisible()


def test_where_nothing_is_counted_the_next_step_is_offered(desk: RecordDesk) -> None:
    page = _counted(desk, ReportPlace(Wish(Kind.DENIALS, months=3)))
    assert page.view.nothing.step == "Count all time"
    page.view.next_requested.emit()
    desk.until(lambda: page.report is not None)
    assert page.months.currentData() == 0
    assert page.view.nothing.step == "Show the notes"
    with desk.qtbot.waitSignal(page.notes_wished):
        page.view.next_requested.emit()


@pytest.mark.usefixtures("_claims")
def test_the_aging_shows_sums_bars_and_a_total_that_leads_nowhere(desk: RecordDesk) -> None:
    page = _counted(desk)
    model = page.view.model
    assert [model.index(line, 0).data() for line in range(model.rowCount())] == [
        "Another Plan",
        "Sample Dental Plan",
        "All payers",
    ]
    assert page.view.plot.accessibleDescription().startswith("0–30 days: $85.50; 31–60")
    page.view.table.selectRow(2)
    page.view.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.view


@pytest.mark.usefixtures("_claims")
def test_enter_leads_to_the_claims_and_on_to_one_and_escape_back(desk: RecordDesk) -> None:
    page = _counted(desk)
    page.view.table.selectRow(1)
    page.view.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.behind
    numbers = [page.behind.model.row(line).number for line in range(2)]
    assert numbers == ["C-2", "C-1"], "the oldest first"
    with desk.qtbot.waitSignal(page.claim_requested) as asked:
        desk.press(Qt.Key.Key_Return)
    assert asked.args == ["c2"]
    place = page.place
    desk.press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.view
    again = _counted(desk, place)
    assert again.stack.currentWidget() is again.behind
    assert again.behind.title.text() == "Sample Dental Plan"


@pytest.mark.usefixtures("_claims")
def test_the_claims_are_narrowed_by_age(desk: RecordDesk) -> None:
    page = _counted(desk)
    page.view.opened.emit("Sample Dental Plan")
    page.behind.steps.setCurrentIndex(page.behind.steps.findData(1))
    assert page.behind.model.rowCount() == 1
    assert page.behind.model.row(0).number == "C-1"


@pytest.mark.usefixtures("_claims")
def test_how_age_is_counted_is_said_and_kept(desk: RecordDesk) -> None:
    page = _counted(desk)
    with desk.qtbot.waitSignal(page.aged_by_chosen) as chosen:
        page.by.setCurrentIndex(page.by.findData("service"))
    assert chosen.args == ["service"]
    desk.until(lambda: page.report is not None)
    assert "earliest date of service" in page.view.said.text()


def test_another_report_is_chosen_by_key(desk: RecordDesk) -> None:
    page = _counted(desk)
    page.take_focus()
    QTest.keyClick(page.kinds.entrance(), Qt.Key.Key_Right)
    desk.until(lambda: page.report is not None and page.report.name == "denials")
    assert page.months.isVisible()
    assert not page.by.isVisible()


@pytest.mark.usefixtures("_claims")
def test_a_file_is_written_on_a_worker_and_named(desk: RecordDesk, tmp_path: Path) -> None:
    page = _counted(desk)
    sheet = tmp_path / "aging.csv"
    page.write(sheet, as_pdf=False)
    desk.until(lambda: page.notice.text == "aging.csv saved.")
    assert "Another Plan" in sheet.read_text("utf-8-sig")


@pytest.mark.usefixtures("_claims")
def test_a_folder_that_is_gone_is_said(desk: RecordDesk, tmp_path: Path) -> None:
    page = _counted(desk)
    page.write(tmp_path / "gone" / "aging.csv", as_pdf=False)
    desk.until(lambda: bool(page.notice.text))
    assert "saved" not in page.notice.text


def test_who_may_not_see_money_is_told_and_sees_nothing(desk: RecordDesk) -> None:
    front = samples.dentist("s9", "Rosa", "Deskford")
    desk.records.save(samples.dentist())
    desk.records.save(front.model_copy(update={"role": StaffRole.FRONT_DESK}))
    page = _page(desk, ReportPlace(Wish(Kind.DENIALS)), who="s9")
    desk.until(lambda: bool(page.notice.text))
    assert page.report is None
    assert not page.pdf.isEnabled()


class GatedStore:
    """A store whose readers wait at a gate, but for the first few."""

    def __init__(self, store: Store, free: int) -> None:
        self._store = store
        self._free = free
        self.gate = threading.Event()

    def reading(self) -> AbstractContextManager[Repositories]:
        """Waits until the gate is open."""
        self._free -= 1
        if self._free < 0:
            self.gate.wait()
        return self._store.reading()


@pytest.fixture
def gated(desk: RecordDesk) -> Iterator[GatedStore]:
    """The store of the desk; whatever happens, no worker is left waiting at its gate."""
    made = GatedStore(desk.store, 1)
    yield made
    made.gate.set()


@pytest.mark.usefixtures("_claims")
def test_a_long_count_says_how_far_it_is_and_is_stopped(
    desk: RecordDesk, gated: GatedStore
) -> None:
    room = replace(_room(desk), store=cast("Store", gated))
    page = ReportsPage(room, ReportPlace(Wish(Kind.TIMES, months=0)), desk.tools)
    assert page.give_up.isHidden()
    desk.show(page, 1190, 720)
    desk.until(page.give_up.isVisible)
    assert page.standing.text() == "Counting… 3 claims so far"
    page.give_up.setFocus()
    QTest.keyClick(page.give_up, Qt.Key.Key_Space)
    assert page.standing.text().startswith("Stopped.")
    assert not page.give_up.isVisible()
    gated.gate.set()
    page.choose(Wish(Kind.TIMES, months=0))
    desk.until(lambda: page.report is not None)
    assert page.standing.text() == ""
