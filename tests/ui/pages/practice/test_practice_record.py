"""The practice page: the billing entity, fees, licensed wording, staff, medical professionals."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.guides.answers import Choice
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.ui.fields.chips import Chip
from app.ui.form.steps_list import StepsList
from app.ui.pages.practice.practice import PracticePage
from tests.storage import samples
from tests.ui.pages.record_desk import CODES, RecordDesk, focused_editor

CONTROL = Qt.KeyboardModifier.ControlModifier


def _page(desk: RecordDesk) -> PracticePage:
    page = PracticePage(desk.records, CODES, desk.support)
    desk.show(page)
    return page


def _hint() -> str:
    return focused_editor().line.full_text


def test_a_first_practice_is_typed_and_saved(desk: RecordDesk) -> None:
    page = _page(desk)
    desk.type("Sampleton Dental Group")
    page.go_to("practice.npi")
    desk.type("1993999998")
    assert _hint() == "The check digit fits."
    page.go_to("practice.fee", "D9311")
    desk.type("85")
    page.go_to("practice.nomenclature", "D9997")
    desk.type("Our licensed words")
    desk.save(page)
    practice = desk.records.practice_file().practice
    assert (practice.name, practice.npi) == ("Sampleton Dental Group", "1993999998")
    assert practice.fees == {"D9311": Decimal("85.00")}
    assert practice.nomenclature == {"D9997": "Our licensed words"}
    assert practice.place_of_service == "11"


def test_a_wrong_check_digit_is_said_under_the_field_and_kept(desk: RecordDesk) -> None:
    page = _page(desk)
    desk.type("Sample")
    page.go_to("practice.npi")
    desk.type("1234567839")
    npi = focused_editor()
    desk.press(Qt.Key.Key_Tab)
    assert npi.line.full_text.startswith("The check digit does not fit, perhaps digits 9 and 10")
    desk.save(page)
    assert desk.records.practice_file().practice.npi == "1234567839"


def test_a_prefix_that_cannot_be_is_refused_with_its_field(desk: RecordDesk) -> None:
    desk.records.save(samples.practice())
    page = _page(desk)
    page.go_to("practice.control_prefix")
    desk.type("no good")
    desk.press(Qt.Key.Key_S, CONTROL)
    assert page.notice.text.startswith("Attachment numbers begin with: Up to eight capital")
    assert focused_editor().path == "control_prefix"


def test_after_how_long_entries_are_late_is_typed_within_bounds(desk: RecordDesk) -> None:
    desk.records.save(samples.practice())
    page = _page(desk)
    page.go_to("practice.late_after_hours")
    focused_editor().focus_widget().clear()  # type: ignore[attr-defined] # a line, by its kind
    desk.type("0")
    desk.press(Qt.Key.Key_S, CONTROL)
    assert page.notice.text == "Hours until entries are late: Whole hours, from 1 to 720."
    desk.press(Qt.Key.Key_A, CONTROL)
    desk.type("24")
    desk.save(page)
    assert desk.records.practice_file().practice.late_after_hours == 24


def test_the_page_says_that_no_licensed_wording_is_shipped(desk: RecordDesk) -> None:
    page = _page(desk)
    page.go_to("practice.nomenclature", "D9311")
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("© American Dental Association" in text for text in texts)


def test_somebody_is_added_to_the_staff_by_keyboard(desk: RecordDesk) -> None:
    desk.records.save(samples.dentist())
    page = _page(desk)
    page.show_tab("Staff")
    page.staff.cards.add_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.type("Finn")
    desk.press(Qt.Key.Key_Tab)
    desk.type("Deskwell")
    card = page.staff.cards.cards[0]
    card.go_to("role")
    desk.type("Front desk")
    card.go_to("supervisor")
    desk.type("Ada Samplemann")
    desk.save(page)
    finn = next(each for each in desk.records.practice_file().staff if each.id != "s1")
    assert (finn.name.full, finn.role) == ("Finn Deskwell", StaffRole.FRONT_DESK)
    assert finn.supervisor == "s1"
    assert finn.active


def test_tab_goes_on_from_a_segment_chosen_by_arrow(desk: RecordDesk) -> None:
    desk.records.save(samples.dentist())
    desk.records.save(
        samples.dentist().model_copy(
            update={"id": "s2", "name": PersonName(given="Otto", family="Beispiel")}
        )
    )
    page = _page(desk)
    page.show_tab("Staff")
    card = page.staff.cards.add()
    card.go_to("role")
    desk.type("Assistant")
    card.go_to("supervisor")
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.staff.cards.cards[1].head
    desk.press(Qt.Key.Key_Backtab)
    assert focused_editor().field.id == "supervisor"
    desk.press(Qt.Key.Key_Backtab)
    assert focused_editor().field.id == "taxonomy"


def test_a_new_dentist_can_be_chosen_as_treating_at_once(desk: RecordDesk) -> None:
    desk.records.save(samples.practice())
    page = _page(desk)
    page.show_tab("Staff")
    card = page.staff.cards.add()
    desk.type("Ada")
    card.go_to("name.family")
    desk.type("Samplemann")
    card.go_to("role")
    desk.type("Dentist")
    desk.save(page)
    page.go_to("practice.treating")
    desk.type("Ada Samplemann")
    desk.save(page)
    file = desk.records.practice_file()
    assert file.practice.treating == file.staff[0].id


def test_a_person_without_a_role_stays_open_and_says_so(desk: RecordDesk) -> None:
    page = _page(desk)
    page.show_tab("Staff")
    card = page.staff.cards.add()
    desk.type("Finn")
    card.go_to("name.family")
    desk.type("Deskwell")
    assert not page.leave()
    assert page.notice.text == "Pick the role."
    assert focused_editor().path == "role"
    assert desk.records.practice_file().staff == ()


def test_a_medical_professional_is_kept(desk: RecordDesk) -> None:
    page = _page(desk)
    page.show_tab("Medical professionals")
    card = page.professionals.cards.add()
    desk.type("Rosa")
    card.go_to("name.family")
    desk.type("Beispiel")
    card.go_to("fax")
    desk.type("614 555 0133")
    with desk.qtbot.waitSignal(page.closed):
        page.leave()
    (rosa,) = desk.records.practice_file().professionals
    assert (rosa.name, rosa.fax) == (PersonName(given="Rosa", family="Beispiel"), "614-555-0133")


def test_what_is_missing_of_the_treating_dentist_leads_to_the_staff(desk: RecordDesk) -> None:
    desk.records.save(samples.dentist())
    desk.records.save(samples.practice().model_copy(update={"treating": "s1"}))
    page = _page(desk)
    page.go_to("treating.license")
    assert focused_editor().path == "license"
    desk.type("D-00042")
    desk.save(page)
    assert desk.records.practice_file().staff[0].license == "D-00042"


def test_one_save_stores_practice_and_people(desk: RecordDesk) -> None:
    desk.records.save(samples.dentist())
    desk.records.save(samples.practice())
    page = _page(desk)
    page.go_to("practice.phone")
    desk.type("614 555 0100")
    page.go_to_staff("s1", "taxonomy")
    desk.type("122300000X")
    desk.save(page)
    desk.until(lambda: page.is_saved)
    file = desk.records.practice_file()
    assert (file.practice.phone, file.staff[0].taxonomy) == ("614-555-0100", "122300000X")


def test_discarding_a_new_person_takes_the_card_away(desk: RecordDesk) -> None:
    page = _page(desk)
    page.show_tab("Staff")
    page.staff.cards.add()
    desk.type("Finn")
    assert not page.leave()
    page.notice.buttons[-1].click()
    assert page.staff.cards.cards == []
    assert page.notice.text == ""
    with desk.qtbot.waitSignal(page.closed):
        page.leave()


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("practice.name", "name"),
        ("practice.tin", "tin"),
        ("practice.address", "address.street"),
        ("practice.fax", "fax"),
        ("practice.place_of_service", "place_of_service"),
        ("practice.fee", "fees.D9311"),
    ],
)
def test_known_names_lead_to_fields(desk: RecordDesk, path: str, field: str) -> None:
    page = _page(desk)
    page.go_to(path, "D9311")
    assert QApplication.focusWidget() is focused_editor().focus_widget()
    assert focused_editor().path == field


def test_former_staff_are_marked_not_removed(desk: RecordDesk) -> None:
    gone = StaffMember(
        id="s9",
        name=PersonName(given="Iris", family="Filler"),
        role=StaffRole.ASSISTANT,
        active=False,
    )
    desk.records.save(gone)
    page = _page(desk)
    head = page.staff.cards.cards[0].head
    assert "no longer here" in head.accessibleDescription()


def test_the_form_of_attachment_numbers_is_typed_and_one_that_cannot_be_is_refused(
    desk: RecordDesk,
) -> None:
    desk.records.save(samples.practice())
    page = _page(desk)
    page.go_to("practice.control_format")
    desk.type("{prefix}-{serial}")
    desk.save(page)
    assert desk.records.practice_file().practice.control_format == "{prefix}-{serial}"
    page.go_to("practice.control_format")
    desk.type("{serial} {patient}")
    desk.press(Qt.Key.Key_S, CONTROL)
    assert page.notice.text.startswith("Form of attachment numbers: Capitals, digits, hyphens")
    assert desk.records.practice_file().practice.control_format == "{prefix}-{serial}"


def test_the_section_one_types_in_is_lit_wherever_the_page_is_scrolled(desk: RecordDesk) -> None:
    page = _page(desk)
    page.resize(1000, 3000)  # everything is seen: nothing scrolls
    steps = page.findChildren(StepsList)[0]
    page.go_to("practice.fee", "D9311")
    fees = steps.steps[steps.currentIndex().row()].section
    page.take_focus()
    first = steps.steps[steps.currentIndex().row()].section
    assert (first, fees) == (steps.steps[0].section, "fees")


def test_the_main_role_is_not_offered_again_beside_it(desk: RecordDesk) -> None:
    ada = samples.dentist().model_copy(update={"more_roles": (StaffRole.MANAGER,)})
    desk.records.save(ada)
    page = _page(desk)
    page.show_tab("Staff")
    page.staff.cards.cards[0].go_to("more_roles")
    offered = [chip.value for chip in page.findChildren(Chip) if chip.isVisible()]
    assert StaffRole.DENTIST.value not in offered
    assert StaffRole.MANAGER.value in offered
    bridge = page.staff.cards.cards[0].session.bridge
    bridge.set_answer("role", Choice(StaffRole.MANAGER.value))
    assert bridge.answer("more_roles") is None
    offered = [chip.value for chip in page.findChildren(Chip) if chip.isVisible()]
    assert StaffRole.MANAGER.value not in offered
    assert StaffRole.DENTIST.value in offered
    desk.save(page)
    kept = desk.records.practice_file().staff[0]
    assert kept.roles == (StaffRole.MANAGER,)
