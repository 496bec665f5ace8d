"""Payer cards edited: versions, sources, two people at once, taking back, who may."""

import datetime as dt

import pytest

from app.domain.audit import AuditQuery
from app.domain.notes.merging import Merge
from app.domain.payers.card_sheet import CardSheet
from app.domain.payers.payer import CardAsk, CardSource
from app.domain.practice.people import StaffRole
from app.errors import NotAllowed, StaleRecord, UnfitCard, UnsaidSource
from app.paths import resources_folder
from app.services.payers.card_desk import CardDesk
from app.services.payers.payer_cards import PayerCardDrawer
from app.stock import Stock
from tests.sample_trail import TRAIL
from tests.small_guide import NOW
from tests.storage import samples
from tests.storage.fakes import MemoryStore

EXAMPLE = resources_folder() / "payers" / "example-mutual.yaml"
TODAY = dt.date(2026, 11, 25)
CALL = CardSource(title="Call of 11/25", checked=TODAY, where="reference 4711")


@pytest.fixture(scope="module")
def stock() -> Stock:
    return Stock()


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as found:
        dentist = samples.dentist("s1").model_copy(update={"more_roles": (StaffRole.MANAGER,)})
        found.staff.save(dentist)
    return made


@pytest.fixture
def desk(store: MemoryStore, stock: Stock) -> CardDesk:
    drawer = PayerCardDrawer(store, TRAIL, stock)
    drawer.keep(drawer.look(EXAMPLE))
    return CardDesk(store, TRAIL, stock, lambda: TODAY)


def _sheet(desk: CardDesk) -> CardSheet:
    before = desk.before("example-mutual")
    assert before is not None
    return before.sheet


def test_a_change_is_a_version_more_with_its_source_and_author(
    desk: CardDesk, store: MemoryStore
) -> None:
    saved = desk.save(_sheet(desk).model_copy(update={"phone": "614-555-0100", "source": CALL}))
    assert saved.before is not None
    assert (saved.before.phone, saved.before.version) == ("555-010-0170", 1)
    assert (saved.record.version, saved.record.said_by["phone"]) == (2, "example-mutual/S1")
    assert saved.record.sources["example-mutual/S1"].author == "Ada Samplemann"
    assert desk.stored(saved.record) == saved.record
    newest, first = desk.versions("example-mutual")
    assert (newest.sheet, newest.by, newest.at) == (saved.record, "Ada Samplemann", NOW)
    assert first.sheet.phone == "555-010-0170"
    with store.reading() as found:
        row = found.audit.page(AuditQuery(about="example-mutual", limit=1)).rows[0]
    assert (row.deed, row.told["version"]) == ("record changed", 2)


def test_a_second_change_by_the_same_word_needs_no_second_source(desk: CardDesk) -> None:
    first = desk.save(_sheet(desk).model_copy(update={"phone": "614-555-0100", "source": CALL}))
    again = first.record.model_copy(update={"fax": "614-555-0101", "source": CALL})
    assert list(desk.save(again).record.sources) == ["example-mutual/P1", "example-mutual/S1"]


def test_the_same_manual_on_another_day_renews_nothing_that_rests_on_it(desk: CardDesk) -> None:
    older = CALL.model_copy(update={"checked": dt.date(2025, 1, 5)})
    first = desk.save(_sheet(desk).model_copy(update={"phone": "614-555-0100", "source": older}))
    again = first.record.model_copy(update={"fax": "614-555-0101", "source": CALL})
    stored = desk.save(again).record
    said = {fact: stored.sources[name].checked for fact, name in stored.said_by.items()}
    assert (said["phone"], said["fax"]) == (older.checked, TODAY)


def test_comments_of_the_cards_file_stay_when_it_is_changed(
    desk: CardDesk, store: MemoryStore
) -> None:
    desk.save(_sheet(desk).model_copy(update={"phone": "614-555-0100", "source": CALL}))
    with store.reading() as found:
        text = found.payer_cards.file_text("example-mutual")
    comments = [line for line in EXAMPLE.read_text("utf-8").splitlines() if line.startswith("#")]
    assert comments
    assert all(comment in text for comment in comments)


def test_a_change_without_a_source_is_refused_and_nothing_is_kept(desk: CardDesk) -> None:
    with pytest.raises(UnsaidSource):
        desk.save(_sheet(desk).model_copy(update={"phone": "614-555-0100"}))
    assert len(desk.versions("example-mutual")) == 1


def test_a_sheet_that_says_nothing_new_makes_no_version(desk: CardDesk) -> None:
    saved = desk.save(_sheet(desk).model_copy(update={"source": CALL}))
    assert saved.record.version == 1
    assert len(desk.versions("example-mutual")) == 1


def test_who_comes_second_is_told(desk: CardDesk) -> None:
    both = _sheet(desk).model_copy(update={"source": CALL})
    desk.save(both.model_copy(update={"phone": "614-555-0100"}))
    with pytest.raises(StaleRecord):
        desk.save(both.model_copy(update={"phone": "614-555-0199"}))
    assert _sheet(desk).phone == "614-555-0100"


def test_a_card_begins_with_its_name_alone(desk: CardDesk) -> None:
    saved = desk.save(CardSheet(id="new", payer="Testwell Dental Plan"))
    assert (saved.record.version, saved.before) == (1, None)
    with pytest.raises(ValueError, match="first save"):
        desk.take_back(saved)


def test_taking_back_is_a_version_more_and_no_id_is_free_again(desk: CardDesk) -> None:
    sheet = _sheet(desk)
    ask = CardAsk(field="consultations/npi", say="Add the NPI.", because="It is asked.")
    rule = sheet.codes["D9311"]
    rule = rule.model_copy(update={"asks": (*rule.asks, ask)})
    more = {**sheet.codes, "D9311": rule}
    saved = desk.save(sheet.model_copy(update={"codes": more, "source": CALL}))
    back = desk.take_back(saved)
    assert back.record.version == 3
    assert back.record.retired == ("CARD-D9311-consultations_npi",)
    assert back.record.codes == sheet.codes
    assert back.before == saved.record
    with pytest.raises(StaleRecord):
        desk.take_back(saved)


def test_a_source_is_renewed_by_whoever_looked_it_up(desk: CardDesk) -> None:
    renewed = desk.checked_again("example-mutual", "example-mutual/P1")
    source = renewed.sources["example-mutual/P1"]
    assert (source.checked, source.author, renewed.version) == (TODAY, "Ada Samplemann", 2)


def test_only_who_may_change_cards_does(desk: CardDesk, store: MemoryStore, stock: Stock) -> None:
    with store.writing() as found:
        helper = samples.dentist("s2").model_copy(update={"role": StaffRole.ASSISTANT})
        found.staff.save(helper)
    other = CardDesk(store, TRAIL.as_user("s2"), stock, lambda: TODAY)
    sheet = _sheet(desk).model_copy(update={"phone": "614-555-0100", "source": CALL})
    with pytest.raises(NotAllowed):
        other.save(sheet)
    with pytest.raises(NotAllowed):
        other.checked_again("example-mutual", "example-mutual/P1")
    with pytest.raises(NotAllowed):
        other.keep_left_out(sheet, Merge({}, {}, {}, (), ()), {})
    assert len(other.versions("example-mutual")) == 1


def test_a_card_whose_rules_fit_no_form_says_so(desk: CardDesk, store: MemoryStore) -> None:
    with store.writing() as found:
        card = found.payer_cards.get("example-mutual")
        assert card
        text = found.payer_cards.file_text(card.id).replace("field: diagnoses", "field: gone")
        found.payer_cards.put(card, text)
    with pytest.raises(UnfitCard):
        desk.before("example-mutual")
    assert desk.versions("example-mutual")[0].sheet.payer == "Example Mutual Dental"
