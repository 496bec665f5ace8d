"""The page of one payer card: typed, saved with its source, undone, renewed, two at once, read."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from app.domain.guides.answers import Choice, Choices, Rows, Text
from app.domain.payers.card_sheet import CardSheet
from app.domain.payers.payer import CardSource
from app.paths import resources_folder
from app.services.payers.card_desk import CardDesk
from app.services.payers.payer_cards import PayerCardDrawer
from app.stock import Stock
from app.ui.pages.conflicts.conflict_dialog import ConflictDialog
from app.ui.pages.payers.payer_card_edit import PayerCardEditPage
from app.ui.pages.records.record_session import Standing
from tests.sample_trail import TRAIL
from tests.small_guide import NOW
from tests.storage import samples
from tests.ui.pages.record_desk import RecordDesk, focused_editor

EXAMPLE = resources_folder() / "payers" / "example-mutual.yaml"
ID = "example-mutual"
OLD = CardSource(title="Manual of 2024", checked=dt.date(2024, 9, 1))


@pytest.fixture
def cards(desk: RecordDesk) -> CardDesk:
    with desk.store.writing() as found:
        found.staff.save(samples.dentist("s1"))
    drawer = PayerCardDrawer(desk.store, TRAIL, Stock())
    drawer.keep(drawer.look(EXAMPLE))
    return drawer.desk(NOW.date)


@pytest.fixture
def page(desk: RecordDesk, cards: CardDesk) -> PayerCardEditPage:
    made = PayerCardEditPage(cards, {"mail": "Paper by mail"}, desk.support, ID)
    desk.show(made)
    return made


def _stored(cards: CardDesk, card_id: str = ID) -> CardSheet:
    before = cards.before(card_id)
    assert before is not None
    return before.sheet


def _type(page: PayerCardEditPage, desk: RecordDesk, path: str, text: str) -> None:
    page.go_to(path)
    assert focused_editor().path == path
    desk.type(text)


def _texts(page: PayerCardEditPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_a_fact_is_saved_only_with_its_source(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk
) -> None:
    _type(page, desk, "phone", "614-555-0100")
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.session.standing is Standing.REFUSED
    assert "where what you changed comes from" in page.notice.text
    assert focused_editor().path == "source.title"
    desk.type("Call of today")
    desk.save(page)
    stored = _stored(cards)
    assert (stored.phone, stored.version) == ("614-555-0100", 2)
    assert stored.sources[f"{ID}/S1"].author == "Ada Samplemann"
    assert page.versions.words[:3] == (
        "Version 2 · 11/22/2026 10:00 AM · Ada Samplemann",
        "Phone for providers: 555-010-0170 → 614-555-0100",
        "New source: Call of today",
    )
    editor = page.body.fields.binder.editor("phone")
    assert editor is not None
    assert editor.line.full_text == "Checked today (11/22/2026) · Call of today · Ada Samplemann"


def test_a_second_change_needs_no_second_source(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk
) -> None:
    _type(page, desk, "source.title", "Call of today")
    _type(page, desk, "phone", "614-555-0100")
    desk.save(page)
    _type(page, desk, "fax", "614-555-0101")
    desk.save(page)
    said_by = _stored(cards).said_by
    assert (said_by["phone"], said_by["fax"]) == (f"{ID}/S1", f"{ID}/S1")


def test_the_source_may_go_again_once_everything_is_saved(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk
) -> None:
    _type(page, desk, "source.title", "Call of today")
    _type(page, desk, "phone", "614-555-0100")
    desk.save(page)
    page.session.bridge.set_answers({"source.title": None})
    assert page.flush()
    assert _stored(cards).version == 2


def test_typing_is_undone_and_a_save_taken_back(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk
) -> None:
    _type(page, desk, "portal", "portal.example")
    page.undo()
    assert page.session.bridge.answer("portal") == Text("providers.example.com")
    assert page.session.is_saved
    _type(page, desk, "source.title", "Call of today")
    _type(page, desk, "portal", "portal.example")
    desk.save(page)
    with desk.qtbot.waitSignal(page.saved):
        page.undo_save()
    assert (_stored(cards).portal, _stored(cards).version) == ("providers.example.com", 3)


def test_a_new_card_begins_empty_and_says_what_it_lacks(desk: RecordDesk, cards: CardDesk) -> None:
    page = PayerCardEditPage(cards, {}, desk.support, "fresh")
    desk.show(page)
    page.take_focus()
    desk.type("Testwell Dental Plan")
    desk.save(page)
    stored = _stored(cards, "fresh")
    assert (stored.payer, stored.version, stored.codes) == ("Testwell Dental Plan", 1, {})
    assert "The first one kept here." in _texts(page)


def test_what_is_out_of_date_is_marked_and_renewed_in_one_step(
    desk: RecordDesk, cards: CardDesk
) -> None:
    cards.save(_stored(cards).model_copy(update={"phone": "614-555-0100", "source": OLD}))
    page = PayerCardEditPage(cards, {}, desk.support, ID)
    desk.show(page)
    editor = page.body.fields.binder.editor("phone")
    assert editor is not None
    assert (
        editor.line.full_text
        == "812 days old, ask again (09/01/2024) · Manual of 2024 · Ada Samplemann"
    )
    with desk.qtbot.waitSignal(page.saved):
        page.sources.buttons[f"{ID}/S1"].click()
    assert editor.line.full_text == "Checked today (11/22/2026) · Manual of 2024 · Ada Samplemann"
    assert not page.sources.buttons[f"{ID}/S1"].isEnabled()
    assert _stored(cards).sources[f"{ID}/S1"].checked == NOW.date()


def test_nothing_typed_is_lost_when_somebody_else_saves_first(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk
) -> None:
    _type(page, desk, "phone", "614-555-0100")
    _type(page, desk, "source.title", "My call")
    theirs = OLD.model_copy(update={"title": "Their call"})
    cards.save(_stored(cards).model_copy(update={"fax": "614-555-0101", "source": theirs}))
    with desk.qtbot.waitSignal(page.saved):
        page.save()
    stored = _stored(cards)
    assert (stored.phone, stored.fax, stored.version) == ("614-555-0100", "614-555-0101", 3)
    said = {fact: stored.sources[name].title for fact, name in stored.said_by.items()}
    assert (said["phone"], said["fax"]) == ("My call", "Their call")


def test_who_may_not_change_cards_reads_this_one(page: PayerCardEditPage) -> None:
    page.lock()
    assert "change payer cards" in page.notice.text
    editor = page.body.fields.binder.editor("payer")
    assert editor is not None
    line = editor.focus_widget()
    assert isinstance(line, QLineEdit)
    assert line.isReadOnly()
    assert line.text() == "Example Mutual Dental"
    assert not any(button.isEnabled() for button in page.sources.buttons.values())


def test_what_somebody_else_changed_needs_no_source_of_mine(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk
) -> None:
    page.session.bridge.set_answers({"fresh_days": "180"})
    cards.save(_stored(cards).model_copy(update={"fax": "614-555-0101", "source": OLD}))
    with desk.qtbot.waitSignal(page.saved):
        page.save()
    stored = _stored(cards)
    assert (stored.fresh_days, stored.fax, stored.version) == (180, "614-555-0101", 3)


@pytest.mark.parametrize(("side", "phone"), [("theirs", "614-555-0101"), ("mine", "614-555-0100")])
def test_one_fact_typed_by_two_is_decided(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk, side: str, phone: str
) -> None:
    _type(page, desk, "phone", "614-555-0100")
    _type(page, desk, "source.title", "My call")
    theirs = OLD.model_copy(update={"title": "Their call"})
    cards.save(_stored(cards).model_copy(update={"phone": "614-555-0101", "source": theirs}))
    page.save()
    desk.until(lambda: page.session.joining.merge is not None)
    page.notice.buttons[0].click()
    dialog = page.findChild(ConflictDialog)
    assert dialog is not None, "opened"
    with desk.qtbot.waitSignal(page.session.joining.put_together):
        dialog.decided.emit({"phone": side})
    desk.until(lambda: page.session.standing is Standing.SAVED)
    stored = _stored(cards)
    assert stored.phone == phone
    source = stored.sources[stored.said_by["phone"]].title
    assert source == {"theirs": "Their call", "mine": "My call"}[side]


def test_what_could_not_be_saved_is_there_again(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk
) -> None:
    _type(page, desk, "phone", "614-555-0100")
    assert page.put_by(), "kept aside: nobody said where it comes from"
    again = PayerCardEditPage(cards, {}, desk.support, ID)
    desk.show(again)
    assert "not saved" in again.notice.text
    _type(again, desk, "source.title", "Call of today")
    desk.save(again)
    assert _stored(cards).phone == "614-555-0100"


def test_a_fact_asked_for_becomes_a_rule_of_the_next_note(
    desk: RecordDesk, page: PayerCardEditPage, cards: CardDesk
) -> None:
    bridge = page.session.bridge
    bridge.add_row("codes.D9997.asks")
    rows = bridge.answer("codes.D9997.asks")
    assert isinstance(rows, Rows)
    at = f"codes.D9997.asks/{rows.ids[-1]}"
    bridge.set_answers(
        {
            f"{at}/field": Choice("billing"),
            f"{at}/say": "Say whether it is billed.",
            f"{at}/because": "The trigger was sent twice.",
            f"{at}/needed_for": Choices(("claim", "appeal")),
            "source.title": "EOB of 11/20/2026",
        }
    )
    with desk.qtbot.waitSignal(page.saved):
        page.save()
    before = cards.before(ID)
    assert before is not None
    rule = before.rules["D9997"][-1]
    assert (rule.id, rule.check, rule.source) == (
        "CARD-D9997-billing",
        "required",
        f"{ID}/S1",
    )
    assert {each.value for each in rule.needed_for} == {"claim", "appeal"}
