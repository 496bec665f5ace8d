"""A PostgreSQL server that ends while somebody types, on every page: killed, locked, back, once.

The program is "killed" by going on from a copy of its folder as it lies on the disk that moment.
"""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import make_office
from app.crypto import KeyRing
from app.domain.claims.claim import Appeal, Claim, ClaimState, Posting
from app.domain.evidence.offer import Pasted
from app.domain.evidence.page_edits import turned
from app.domain.practice.people import (
    Coverage,
    Patient,
    PayerType,
    PersonName,
    Practice,
    StaffMember,
    StaffRole,
)
from app.log import open_log
from app.paths import resources_folder
from app.services.documents.documents import Taken
from app.services.notes.charting import Clock
from app.services.office.used_folders import UsedFolders
from app.services.payers.payer_cards import PayerCardDrawer
from app.services.ports.store import Repositories
from app.services.trail import Trail
from app.settings import Settings
from app.stock import Stock
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_address import read_address
from app.storage.server.server_store import ServerStore
from app.ui.failure_words import FailureWords
from app.ui.icons import Icons
from app.ui.page_tools import PageTools
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.documents.document_page import DocumentPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.payers.call_sheet import CallSheetPage
from app.ui.pages.payers.payer_card_edit import PayerCardEditPage
from app.ui.pages.remittances.eob_page import EobPage
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance
from app.ui.window.joined_ways import open_window
from app.ui.window.left_pages import names_left, show_unsaved
from postgres_cluster import Cluster
from tests.servers import TestServer
from tests.storage.claims.test_claims import DAY, claim
from tests.storage.conftest import KEY, ring
from tests.ui.window.test_canary import CANARY, leaks

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
CARD = "example-mutual"
__all__ = ["ring"]
"""A fixture of the tests of storage."""


class Seat:
    """One program on a workstation's folder, with a practice on the server open."""

    def __init__(
        self, qtbot: QtBot, folder: Path, login: ServerLogin, look: tuple[Appearance, Icons]
    ) -> None:
        self._qtbot = qtbot
        self._store = ServerPractice(folder, lambda: login).open(KEY)
        self._runner = TaskRunner()
        self._log = open_log(folder / "logs")
        words, settings = FailureWords(self._log), Settings
        self.office = make_office(Stock(), self._store, "d1", Clock(lambda: NOW, dt.UTC))
        used, keep = UsedFolders(self.office.records.unfinished), lambda _settings: None
        tools = PageTools(*look, self._runner, words, settings, keep, folder / "logs", used)
        self.window = open_window(self.office, tools)
        with qtbot.waitExposed(self.window):
            self.window.show()

    @property
    def page(self) -> QWidget:
        """The page that is open."""
        page = self.window.records.page
        assert page is not None
        return page

    @property
    def kept_here(self) -> tuple[str, ...]:
        """The names of what lies on this computer alone."""
        return tuple(left.what for left in self._store.spool().left("d1"))

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the program run until something holds."""
        self._qtbot.waitUntil(holds, timeout=20_000)

    def end(self) -> None:
        """Let go of everything without a word to the store."""
        if not self._runner.is_stopping:
            self.window.blockSignals(True)
            self._runner.stop()
            self.window.deleteLater()
            self.office.documents.close()
            self.office.light_table.close()  # the child that reads files
            self._store.close()
            self._log.close()


@dataclass(frozen=True, slots=True)
class Case:
    """One page: how it is opened, what is typed there, and how often the store has that.

    `is_saved_by_leaving`: what is on an EOB's page is posted on a word alone. `pieces` is under how
    many names it lies on this computer.
    """

    opened: Callable[[Seat], None]
    typed: Callable[[QWidget], None]
    times: Callable[[Repositories], int]
    is_there: Callable[[QWidget], bool]
    is_saved_by_leaving: bool = True
    pieces: int = 1


def show(name: str) -> Callable[[Seat], None]:
    """Open a page as the way back does."""
    return lambda seat: show_unsaved(seat.window.records, seat.office.records.unfinished, name)


def type_phone(page: QWidget) -> None:
    assert isinstance(page, PatientPage)
    page.session.bridge.set_answer("phone", "614-555-0155")


def type_call(page: QWidget) -> None:
    assert isinstance(page, CallSheetPage)
    page.current.session.bridge.set_answers({"covered": "yes", "representative": CANARY})


def type_request(page: QWidget) -> None:
    assert isinstance(page, PatientRequestsPage)
    card = page.records.add()
    card.session.bridge.set_answers({"asker": CANARY, "received": "11/20/2026"})


def type_card(page: QWidget) -> None:
    assert isinstance(page, PayerCardEditPage)
    page.session.bridge.set_answers({"phone": "614-555-0100", "source.title": "Call of today"})


def type_fee(page: QWidget) -> None:
    assert isinstance(page, ClaimPage)
    (fee,) = page.lines.fees.values()
    fee.setText("90")
    fee.setModified(True)
    fee.editingFinished.emit()


def type_letter(page: QWidget) -> None:
    assert isinstance(page, AppealPage)
    page.form.own.setPlainText(f"{CANARY} was not asked")


def type_eob(page: QWidget) -> None:
    assert isinstance(page, EobPage)
    page.reason.setPlainText(f"{CANARY} is not covered")


def show_document(seat: Seat) -> None:
    """Take a letter in, and show it."""
    letter = (resources_folder() / "samples" / "cardiology-letter.png").read_bytes()
    taken = seat.office.documents.take_in(Pasted("reply.png", letter), "p1", "d1")
    assert isinstance(taken, Taken)
    seat.window.records.show_document(taken.record.id)


def turn_page(page: QWidget) -> None:
    assert isinstance(page, DocumentPage)
    page.session.edit(turned(page.session.record, 0, 90))


def _turned_pages(found: Repositories) -> int:
    return sum(each.pages[0].turn == 90 for each in found.documents.of_patient("p1"))


def _claim(found: Repositories, claim_id: str) -> Claim:
    kept = found.claims.get(claim_id)
    assert kept is not None
    return kept


def _fee_changes(found: Repositories) -> int:
    """How often the claim was changed, once its fee is what was typed."""
    kept = _claim(found, "c1")
    return kept.version - 1 if kept.lines[0].fee == Decimal(90) else 0


CASES = {
    "patient": Case(
        show("patient:p1"),
        type_phone,
        lambda found: sum(each.phone == "614-555-0155" for each in found.patients.some(["p1"])),
        lambda page: isinstance(page, PatientPage) and not page.is_saved,
    ),
    "call sheet": Case(
        lambda seat: seat.window.records.call_requested.emit("p1", 1, None),
        type_call,
        lambda found: len(found.verifications.of_patient("p1")),
        lambda page: isinstance(page, CallSheetPage) and not page.is_saved,
        pieces=2,
    ),
    "request": Case(
        lambda seat: seat.window.records.requests_requested.emit("p1"),
        type_request,
        lambda found: len(found.record_requests.of_patient("p1")),
        lambda page: isinstance(page, PatientRequestsPage) and not page.is_saved,
    ),
    "payer card": Case(
        show(f"card:{CARD}"),
        type_card,
        lambda found: sum(each.phone == "614-555-0100" for each in found.payer_cards.all()),
        lambda page: isinstance(page, PayerCardEditPage) and not page.is_saved,
    ),
    "document": Case(
        show_document,
        turn_page,
        _turned_pages,
        lambda page: isinstance(page, DocumentPage) and page.session.record.pages[0].turn == 90,
    ),
    "claim": Case(
        show("claim:c1"),
        type_fee,
        _fee_changes,
        lambda page: isinstance(page, ClaimPage),
    ),
    "appeal": Case(
        show("appeal:c2:a1"),
        type_letter,
        lambda found: sum(CANARY in each.words for each in _claim(found, "c2").appeals),
        lambda page: isinstance(page, AppealPage) and CANARY in page.appeal.words,
    ),
    "eob": Case(
        show("eob:c1"),
        type_eob,
        lambda found: len(_claim(found, "c1").postings),
        lambda page: isinstance(page, EobPage) and CANARY in page.typed.reason,
        is_saved_by_leaving=False,
    ),
}


@pytest.fixture(scope="module")
def database(spare_cluster: Cluster) -> ServerLogin:
    """A database on a server that the tests stop and start; how its daily user gets in."""
    given, _ = read_address(spare_cluster.address)
    assert given is not None
    server = TestServer(ServerLogin(given.address, given.password), "gone")
    server.prepare()
    return server.login(server.name, server.daily)


@pytest.fixture
def login(
    spare_cluster: Cluster, database: ServerLogin, ring: KeyRing, tmp_path: Path
) -> ServerLogin:
    """The same, with a practice in it."""
    given, _ = read_address(spare_cluster.address)
    assert given is not None
    TestServer(ServerLogin(given.address, given.password), "gone").empty()
    store = ServerPractice(tmp_path / "here", lambda: database).create(ring, KEY)
    fill(store)
    store.close()
    return database


def fill(store: ServerStore) -> None:
    """A covered patient with the canary's name, two claims, one under appeal, and a payer card."""
    covered = Coverage(order=1, payer="Sample Plan", payer_type=PayerType.COMMERCIAL_INSURED)
    name = PersonName(given=CANARY, family=CANARY)
    denial = Posting(id="x", at=NOW, by="d1", source="paper", eob_date=DAY, billed=Decimal(85))
    begun = Appeal(id="a1", kind="provider_dispute", posting="x", begun_at=NOW, begun_by="d1")
    denied = {
        "state": ClaimState.DENIED,
        "sent_on": DAY,
        "postings": (denial,),
        "appeals": (begun,),
    }
    with store.writing() as found:
        ada = PersonName(given="Ada", family="Samplemann")
        found.staff.save(
            StaffMember(id="d1", name=ada, role=StaffRole.DENTIST, more_roles=(StaffRole.MANAGER,))
        )
        born = dt.date(1958, 4, 2)
        found.patients.save(Patient(id="p1", name=name, birth_date=born, coverages=(covered,)))
        found.practice.save(Practice(name="Sampleton Dental", treating="d1"))
        found.claims.save(claim())
        found.claims.save(claim(2, **denied))
    drawer = PayerCardDrawer(store, Trail(lambda: NOW, "d1"), Stock())
    drawer.keep(drawer.look(resources_folder() / "payers" / f"{CARD}.yaml"))


@pytest.fixture
def seats(
    qtbot: QtBot,
    tmp_path: Path,  # noqa: ARG001 - asked for first, so that it goes last
    login: ServerLogin,
    appearance: Appearance,
    icons: Icons,
) -> Iterator[Callable[[Path], Seat]]:
    """Starts programs on folders, and ends them before those go."""
    begun: list[Seat] = []

    def start(folder: Path) -> Seat:
        begun.append(Seat(qtbot, folder, login, (appearance, icons)))
        return begun[-1]

    yield start
    for seat in begun:
        seat.end()


@pytest.mark.parametrize("ends", ["killed", "locked"])
@pytest.mark.parametrize("name", CASES)
def test_what_is_typed_while_the_server_is_gone_is_there_when_it_is_back_and_saved_once(
    spare_cluster: Cluster,
    seats: Callable[[Path], Seat],
    tmp_path: Path,
    name: str,
    ends: str,
) -> None:
    case, here, after = CASES[name], tmp_path / "here", tmp_path / "after"
    seat = seats(here)
    case.opened(seat)
    spare_cluster.stop()
    try:
        case.typed(seat.page)
        if ends == "locked":
            assert seat.window.records.put_by(), "so it can be locked"
        seat.until(lambda: len(seat.kept_here) == case.pieces)
        assert leaks(tmp_path) == []
        shutil.copytree(here, after)  # as it lies on the disk
        seat.end()
    finally:
        spare_cluster.start()
    again = seats(after)
    unfinished = again.office.records.unfinished
    for left in names_left(unfinished):
        show_unsaved(again.window.records, unfinished, left)
        again.until(lambda: case.is_there(again.page))
        assert again.window.leave()
    if case.is_saved_by_leaving:
        again.until(lambda: again.kept_here == () and unfinished.names() == ())
    with again.office.store.reading() as found:
        assert case.times(found) == case.is_saved_by_leaving
    assert leaks(tmp_path) == []
