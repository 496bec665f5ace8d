"""Names from the directory or typed, with what tells who somebody is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.guides.answers import Person, Text
from app.domain.guides.guide import Field, FieldKind
from tests.ui.fields.desk import PROFESSIONALS, STAFF, Desk, MakeDesk, list_below, shown_words

WHO = Field("f", FieldKind.PERSON, "Who did it", directory="staff")
PROFESSIONAL = Field("f", FieldKind.TEXT, "Full name", directory="professionals")


def named(at: Desk, name: str) -> QLineEdit:
    found = [w for w in at.editor.findChildren(QLineEdit) if w.accessibleName() == name]
    assert len(found) == 1
    return found[0]


def choose_first(line: QWidget) -> None:
    QTest.keyClick(list_below(line), Qt.Key.Key_Return)


def test_somebody_on_the_staff_is_picked_whole(desk: MakeDesk) -> None:
    at = desk(WHO)
    at.type_in("mia")
    choose_first(at.line)
    assert at.said[-1] == STAFF[1]
    assert at.line.text() == "Mia Exampleton"
    assert "RDA · Care coordinator · supervised by Ada Samplemann" in shown_words(at.editor)
    assert not named(at, "Role").isVisible()


def test_a_name_typed_out_is_known(desk: MakeDesk) -> None:
    at = desk(WHO)
    at.type_in("Ada Samplemann")
    before, last = at.said[-2:]
    assert before == "Ada Sampleman"
    assert last == STAFF[0]


def test_another_name_asks_for_role_credential_and_supervisor(desk: MakeDesk) -> None:
    at = desk(WHO)
    at.type_in("Zoe Noname")
    assert at.said[-1:] == ["Zoe Noname"]
    assert named(at, "Role").isVisible()
    QTest.keyClicks(named(at, "Role"), "hyg")
    assert at.said[-1] == Person("Zoe Noname", "hygienist")
    QTest.keyClicks(named(at, "Credential or training"), "RDH")
    QTest.keyClicks(named(at, "Supervising dentist"), "ada")
    choose_first(named(at, "Supervising dentist"))
    whole = Person("Zoe Noname", "hygienist", "RDH", "Ada Samplemann")
    assert at.said[-1] == whole
    at.leave()
    assert at.answer == whole
    assert named(at, "Role").text() == "Hygienist"
    assert named(at, "Supervising dentist").text() == "Ada Samplemann"


def test_a_typed_person_is_shown_whole(desk: MakeDesk) -> None:
    at = desk(WHO)
    at.editor.set_value(Person("Zoe Noname", "assistant", "CDA", "Ada Samplemann"))
    assert named(at, "Role").text() == "Assistant"
    assert named(at, "Credential or training").text() == "CDA"
    at.editor.set_value(None)
    assert not named(at, "Role").isVisible()


def test_changing_a_known_name_drops_what_was_known(desk: MakeDesk) -> None:
    at = desk(WHO)
    at.editor.set_value(STAFF[1])
    at.enter()
    at.line.end(False)
    at.press("Backspace")
    assert at.said == ["Mia Exampleto"]


def test_a_professional_is_picked_with_the_entry(desk: MakeDesk) -> None:
    at = desk(PROFESSIONAL)
    at.type_in("card")
    choose_first(at.line)
    assert at.said == ["c", "ca", "car", "card", PROFESSIONALS[0]]


def test_a_professional_may_be_typed(desk: MakeDesk) -> None:
    at = desk(PROFESSIONAL)
    at.type_in("Zoe Noname")
    at.leave()
    assert at.answer == Text("Zoe Noname")
    assert at.line.text() == "Zoe Noname"


def test_one_word_that_fits_one_person_is_that_person_when_the_line_is_left(desk: MakeDesk) -> None:
    at = desk(WHO)
    at.type_in("ada")
    at.leave()
    assert at.said[-1] == STAFF[0]
    assert at.line.text() == "Ada Samplemann"
    assert not named(at, "Role").isVisible()


def test_a_whole_name_that_begins_like_another_stays_as_typed(desk: MakeDesk) -> None:
    at = desk(WHO)
    at.type_in("Ada S")
    at.leave()
    assert at.said[-1] == "Ada S"


def test_one_word_that_fits_nobody_stays_as_typed(desk: MakeDesk) -> None:
    at = desk(WHO)
    at.type_in("zoe")
    at.leave()
    assert at.said[-1] == "zoe"
