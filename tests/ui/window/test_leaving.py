"""A dentist leaves: the page tells what waits for them and asks who co-signs and supervises."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.ui.dialogs.staff_pages import NO_SECOND_MANAGER, ForgotPage, LeavePage
from tests.office_desk import OfficeDesk
from tests.signing_keys import key_for
from tests.ui.window.acts import new_note, type_condition
from tests.ui.window.test_people import add_finn, staff_tab, staff_ways


def test_a_dentist_leaves_and_another_one_co_signs_and_supervises(desk: OfficeDesk) -> None:
    ada = desk.office.records.practice_file().practice.treating
    with desk.office.store.writing() as found:
        for person, role, supervisor in (
            ("grace", StaffRole.DENTIST, ""),
            ("iris", StaffRole.HYGIENIST, "grace"),
        ):
            name = PersonName(given=person.title(), family="Specimen")
            found.staff.save(StaffMember(id=person, name=name, role=role, supervisor=supervisor))
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    assert desk.page.flush() == ""
    iris = desk.office.as_user("iris")
    key = key_for(desk.office.store, "iris", iris.clock.utc())
    signed = iris.charting.sign(iris.charting.open(desk.stored()[0].id), key)
    page, acts = staff_tab(desk, "grace")
    acts.buttons[1].click()
    asked = staff_ways(desk).page
    assert isinstance(asked, LeavePage)
    words = [label.text() for label in asked.findChildren(QLabel)]
    assert "1 note waiting for their co-signature:" in words
    assert any("Iris Specimen will have no supervising dentist" in each for each in words)
    assert "Who co-signs and supervises from now on" in words
    assert (asked.chosen, asked.chosen_dentist) == ("", ada)
    assert asked.focusWidget() is asked.dentist
    asked.next.click()
    desk.until(lambda: "has left" in page.notice.text)
    assert [row.id for row in desk.office.signing.waiting()] == [signed.id]
    with desk.office.store.reading() as found:
        kept = found.staff.get("iris")
    assert kept is not None
    assert kept.supervisor == ada


def test_one_key_press_by_itself_lets_nobody_leave(desk: OfficeDesk) -> None:
    add_finn(desk)
    _, acts = staff_tab(desk, "finn")
    acts.buttons[1].click()
    asked = staff_ways(desk).page
    assert isinstance(asked, LeavePage)
    assert asked.focusWidget() is asked.back
    desk.press(asked.back, Qt.Key.Key_Space)
    assert not asked.isVisible()
    with desk.office.store.reading() as found:
        finn = found.staff.get("finn")
    assert finn is not None
    assert finn.active


def test_one_manager_alone_is_told_why_it_takes_the_recovery_key(desk: OfficeDesk) -> None:
    add_finn(desk)
    _, acts = staff_tab(desk, "finn")
    acts.buttons[0].click()
    asked = staff_ways(desk).page
    assert isinstance(asked, ForgotPage)
    assert asked.by_key.isChecked()
    assert not asked.by_key.isEnabled()
    (why,) = (each for each in asked.findChildren(QLabel) if each.text() == NO_SECOND_MANAGER)
    assert why.isVisible()
