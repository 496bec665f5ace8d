"""Payer cards in the window: list, one card, back; a note's way there; a lock in the middle."""

from PySide6.QtWidgets import QLabel

from app.domain.practice.people import Coverage, StaffMember, StaffRole
from app.services.payers.payer_cards import CardFile
from app.ui.actions import Do
from app.ui.pages.payers.payer_card import PayerCardPage
from app.ui.pages.payers.payer_card_edit import PayerCardEditPage
from tests.office_desk import OfficeDesk
from tests.ui.window.pack_acts import laid_out, open_packs, stored_note

ID = "example-mutual"


def _add_example(desk: OfficeDesk) -> None:
    files = desk.office.cards.shipped()
    desk.office.cards.keep(next(each for each in files if each.card and each.card.id == ID))


def _list(desk: OfficeDesk) -> PayerCardPage:
    page = desk.window.records.page
    assert isinstance(page, PayerCardPage)
    return page


def _card(desk: OfficeDesk) -> PayerCardEditPage:
    page = desk.window.records.page
    assert isinstance(page, PayerCardEditPage)
    return page


def test_the_list_leads_to_a_card_and_the_card_back(desk: OfficeDesk) -> None:
    _add_example(desk)
    desk.window.actions_by_name[Do.PAYER_CARDS].trigger()
    _list(desk).boxes[0].open_button.click()
    assert _card(desk).card_id == ID
    _card(desk).leave()
    assert [box.card.id for box in _list(desk).boxes] == [ID]
    _list(desk).new_button.click()
    _card(desk).session.bridge.set_answers({"payer": "Testwell Dental Plan"})
    _card(desk).leave()
    assert [box.card.payer for box in _list(desk).boxes] == [
        "Example Mutual Dental",
        "Testwell Dental Plan",
    ]


def test_a_note_leads_to_the_card_of_the_primary_coverage(desk: OfficeDesk) -> None:
    _add_example(desk)
    with desk.office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient
        coverage = Coverage(payer="Example Mutual Dental", payer_card=ID)
        found.patients.save(patient.model_copy(update={"coverages": (coverage,)}))
    desk.window.records.show_path("card.checked", "p1", "D9311")
    assert _card(desk).card_id == ID
    desk.window.records.show_path("card.checked", "p2", "D9311")
    assert _list(desk).boxes


def test_a_card_that_fits_no_form_says_so_on_the_list(desk: OfficeDesk) -> None:
    _add_example(desk)
    with desk.office.store.writing() as found:
        card, text = found.payer_cards.get(ID), found.payer_cards.file_text(ID)
        assert card
        found.payer_cards.put(card, text.replace("field: diagnoses", "field: gone"))
    desk.window.actions_by_name[Do.PAYER_CARDS].trigger()
    said = [label.text() for label in _list(desk).boxes[0].findChildren(QLabel)]
    assert any("no longer fits the forms" in words for words in said)
    _list(desk).boxes[0].open_button.click()
    assert "no longer fits the forms" in _list(desk).notice.text


def test_who_may_not_change_cards_finds_them_locked(desk: OfficeDesk) -> None:
    _add_example(desk)
    with desk.office.store.writing() as found:
        helper = StaffMember(id="s9", name=found.staff.all()[0].name, role=StaffRole.ASSISTANT)
        found.staff.save(helper)
    desk.program.change_user("s9")
    desk.window.actions_by_name[Do.PAYER_CARDS].trigger()
    assert not _list(desk).new_button.isEnabled()
    _list(desk).boxes[0].open_button.click()
    assert "change payer cards" in _card(desk).notice.text
    assert not any(button.isEnabled() for button in _card(desk).sources.buttons.values())


def test_the_list_follows_what_others_keep(desk: OfficeDesk) -> None:
    _add_example(desk)
    desk.window.actions_by_name[Do.PAYER_CARDS].trigger()
    page = _list(desk)
    page.boxes[0].open_button.setFocus()
    files: tuple[CardFile, ...] = desk.office.cards.shipped()
    desk.office.cards.keep(files[0])
    page.reread()
    assert len(page.boxes) == 2
    held = next(box for box in page.boxes if box.card.id == ID)
    assert desk.window.focusWidget() is held.open_button


def test_a_pack_begins_with_the_channel_that_the_payer_card_wants(desk: OfficeDesk) -> None:
    _add_example(desk)
    with desk.office.store.writing() as found:
        patient, card = found.patients.get("p1"), found.payer_cards.get(ID)
        assert patient
        assert card
        rule = card.codes["D9311"].model_copy(update={"channel": "claimconnect"})
        wanted = card.model_copy(update={"codes": {**card.codes, "D9311": rule}})
        found.payer_cards.put(wanted, found.payer_cards.file_text(ID))
        coverage = Coverage(payer="Example Mutual Dental", payer_card=ID)
        found.patients.save(patient.model_copy(update={"coverages": (coverage,)}))
    page = open_packs(desk, stored_note(desk))
    assert laid_out(desk, page).pack.channel == "claimconnect"
