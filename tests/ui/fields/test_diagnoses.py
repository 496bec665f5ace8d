"""Diagnoses by words or code, at most four, in the order of the claim."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.guides.answers import Diagnoses, DiagnosisCode, Unreadable
from app.domain.guides.guide import Field, FieldKind
from app.ui.fields.diagnoses import DiagnosesControl, DiagnosisRow
from tests.ui.fields.desk import DIAGNOSES, Desk, MakeDesk, click, list_below, shown_words

CODES = Field("f", FieldKind.DIAGNOSES, "Diagnoses")
FOUR = tuple(DiagnosisCode(d.code, d.title) for d in DIAGNOSES if d.billable)


def offered(at: Desk) -> list[str]:
    control = at.editor.findChild(DiagnosesControl)
    assert isinstance(control, DiagnosesControl)
    return [hit.title for hit in control.line.hits]


def press_in_list(at: Desk, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(list_below(at.line), key)


def rows(at: Desk) -> list[DiagnosisRow]:
    return [row for row in at.editor.findChildren(DiagnosisRow) if row.isVisible()]


def codes(at: Desk) -> list[str]:
    last = at.said[-1]
    return [d.code for d in last.values] if isinstance(last, Diagnoses) else []


@pytest.mark.parametrize(("typed", "found"), [("z9", ["Z95.2"]), ("valve", ["Z95.2"]), ("q", [])])
def test_words_and_codes_find(desk: MakeDesk, typed: str, found: list[str]) -> None:
    at = desk(CODES)
    at.type_in(typed)
    assert offered(at) == found


def test_enter_takes_the_first_and_clears_the_search(desk: MakeDesk) -> None:
    at = desk(CODES)
    at.type_in("valve")
    press_in_list(at, Qt.Key.Key_Return)
    assert at.said == [Diagnoses((DiagnosisCode("Z95.2", "Presence of prosthetic heart valve"),))]
    assert at.line.text() == ""
    assert "A\nZ95.2\nPresence of prosthetic heart valve" in shown_words(at.editor)


def test_the_head_of_a_group_is_refused_and_its_codes_offered(desk: MakeDesk) -> None:
    at = desk(CODES)
    at.type_in("type 2")
    press_in_list(at, Qt.Key.Key_Return)
    assert at.said == []
    assert (
        at.editor.line.full_text == "E11 heads a group and cannot be billed: pick a code below it."
    )
    assert offered(at) == ["E11", "E11.9"]
    press_in_list(at, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert codes(at) == ["E11.9"]


def test_a_code_typed_out_is_taken_on_leaving(desk: MakeDesk) -> None:
    at = desk(CODES)
    at.type_in("z952")
    at.line.clear()
    at.type_in("Z95.2")
    at.leave()
    assert codes(at) == ["Z95.2"]


def test_half_a_search_is_not_guessed(desk: MakeDesk) -> None:
    at = desk(CODES)
    at.type_in("heart")
    at.leave()
    assert at.said == []
    assert at.line.text() == "heart"


def test_the_same_diagnosis_is_not_taken_twice(desk: MakeDesk) -> None:
    at = desk(CODES)
    at.editor.set_value(Diagnoses(FOUR[:1]))
    at.type_in(FOUR[0].code)
    press_in_list(at, Qt.Key.Key_Return)
    assert at.said == []
    assert at.editor.line.full_text == "E11.9 is among the diagnoses already."


def test_four_are_the_most(desk: MakeDesk) -> None:
    at = desk(CODES)
    at.editor.set_value(Diagnoses(FOUR))
    assert len(rows(at)) == 4
    assert not at.line.isEnabled()
    assert at.line.placeholderText() == "A claim holds four diagnoses"
    click(rows(at)[3].remove)
    assert at.line.isEnabled()
    assert len(codes(at)) == 3


def test_order_is_changed_by_the_arrows(desk: MakeDesk) -> None:
    at = desk(CODES)
    at.editor.set_value(Diagnoses(FOUR[:3]))
    assert not rows(at)[0].up.isEnabled()
    assert not rows(at)[2].down.isEnabled()
    click(rows(at)[2].up)
    assert codes(at) == [FOUR[0].code, FOUR[2].code, FOUR[1].code]
    assert rows(at)[1].up.hasFocus()
    click(rows(at)[0].down)
    assert codes(at) == [FOUR[2].code, FOUR[0].code, FOUR[1].code]


def test_what_could_not_be_read_stands_in_the_line(desk: MakeDesk) -> None:
    at = desk(CODES)
    at.editor.set_value(Unreadable("E11", "E11 heads a group: choose E11.9."))
    assert at.line.text() == "E11"
    assert at.editor.line.full_text == "E11 heads a group: choose E11.9."
