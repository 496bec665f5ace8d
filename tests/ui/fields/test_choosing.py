"""One choice, several, yes or no: by mouse, by letters, by arrows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Choice, Choices, NotGiven, YesNo
from app.domain.guides.guide import Field, FieldKind, Option
from app.ui.fields.chips import Chip, ChipsControl
from app.ui.fields.choice import ListControl
from app.ui.fields.search import SearchLine
from app.ui.fields.segments import Segment, SegmentsControl
from tests.ui.fields.desk import Desk, MakeDesk, click, list_below

STATES = tuple(Option(v, v.capitalize()) for v in ("sent", "answered", "declined"))
METHODS = tuple(
    Option(v.casefold().replace(" ", "_"), v, help=f"By {v}.")
    for v in ("Phone", "Video", "In person", "Letter", "Fax", "Secure message")
)
FEW = Field("f", FieldKind.CHOICE, "State", options=STATES)
MANY = Field("f", FieldKind.CHOICE, "Method", options=METHODS)
SEVERAL = Field("f", FieldKind.CHOICES, "Ways", options=METHODS)
YES_NO = Field("f", FieldKind.YES_NO, "Family member used")


def segments(at: Desk) -> list[Segment]:
    return at.editor.findChildren(Segment)


def checked(at: Desk) -> list[str]:
    return [segment.value for segment in segments(at) if segment.isChecked()]


def chips(at: Desk) -> list[Chip]:
    return at.editor.findChildren(Chip)


def search_line(at: Desk) -> SearchLine:
    line = at.line
    assert isinstance(line, SearchLine)
    return line


def popup(at: Desk) -> QAbstractItemView:
    return list_below(at.line)


def offered(at: Desk) -> list[str]:
    return [hit.title for hit in search_line(at).hits]


class TestWhichControl:
    @pytest.mark.parametrize(
        ("labels", "control"),
        [
            (("A", "B"), SegmentsControl),
            (("One", "Two", "Three", "Four"), SegmentsControl),
            (("One", "Two", "Three", "Four", "Five"), ListControl),
            (("A rather long choice of words", "Another long choice"), ListControl),
        ],
    )
    def test_few_short_choices_stand_side_by_side(
        self, desk: MakeDesk, labels: tuple[str, ...], control: type
    ) -> None:
        options = tuple(Option(label.casefold(), label) for label in labels)
        at = desk(Field("f", FieldKind.CHOICE, "Field", options=options))
        assert len(at.editor.findChildren(control)) == 1


class TestSegments:
    def test_a_click_chooses_and_a_second_clears(self, desk: MakeDesk) -> None:
        at = desk(FEW)
        click(segments(at)[1])
        click(segments(at)[1])
        assert at.said == [Choice("answered"), None]
        assert checked(at) == []

    def test_another_click_changes_the_choice(self, desk: MakeDesk) -> None:
        at = desk(FEW)
        click(segments(at)[0])
        click(segments(at)[2])
        assert at.said == [Choice("sent"), Choice("declined")]
        assert checked(at) == ["declined"]

    def test_space_arrows_letters_and_delete(self, desk: MakeDesk) -> None:
        at = desk(FEW)
        at.enter()
        at.press("Space")
        at.press("Right", segments(at)[0])
        at.press("D", segments(at)[1])
        at.press("Right", segments(at)[2])
        assert at.said == [Choice(v) for v in ("sent", "answered", "declined", "sent")]
        assert segments(at)[0].hasFocus()
        at.press("Delete", segments(at)[0])
        assert at.said[-1] is None

    @pytest.mark.parametrize("key", ["Space", "Return", "Enter", "Select"])
    def test_a_key_pressed_on_the_choice_keeps_it(self, desk: MakeDesk, key: str) -> None:
        at = desk(YES_NO)
        at.editor.set_value(YesNo(True))
        at.enter()
        at.press(key)
        assert at.said == []
        assert checked(at) == ["yes"]

    @pytest.mark.parametrize("key", ["Delete", "Backspace"])
    def test_a_choice_is_cleared_by_key(self, desk: MakeDesk, key: str) -> None:
        at = desk(YES_NO)
        at.editor.set_value(YesNo(True))
        at.enter()
        at.press(key)
        assert at.said == [None]
        assert checked(at) == []

    def test_tab_stops_once_at_the_choice(self, desk: MakeDesk) -> None:
        at = desk(FEW)
        at.editor.set_value(Choice("declined"))
        at.press("Tab", at.before)
        assert segments(at)[2].hasFocus()
        at.press("Tab", segments(at)[2])
        assert at.after.hasFocus()

    def test_a_value_the_guide_no_longer_has_checks_nothing(self, desk: MakeDesk) -> None:
        at = desk(FEW)
        at.editor.set_value(Choice("gone"))
        assert checked(at) == []
        at.editor.set_value(NotGiven("none"))
        assert checked(at) == []

    @pytest.mark.parametrize(("key", "answer"), [("Y", True), ("N", False)])
    def test_yes_and_no_by_key(self, desk: MakeDesk, key: str, answer: bool) -> None:
        at = desk(YES_NO)
        at.enter()
        at.press(key)
        assert at.said == [YesNo(answer)]
        assert checked(at) == ["yes" if answer else "no"]

    def test_yes_by_key_is_sent_once(self, desk: MakeDesk) -> None:
        at = desk(YES_NO)
        at.enter()
        at.press("Y")
        at.press("Y")
        assert at.said == [YesNo(True)]


class TestList:
    def test_typing_shortens_the_list(self, desk: MakeDesk) -> None:
        at = desk(MANY)
        at.type_in("p")
        assert offered(at) == ["Phone", "In person"]
        assert at.said == []

    def test_one_fit_is_chosen_and_shown_on_leaving(self, desk: MakeDesk) -> None:
        at = desk(MANY)
        at.type_in("sec")
        assert at.said[-1] == Choice("secure_message")
        assert at.line.text() == "sec"
        at.leave()
        assert at.line.text() == "Secure message"

    def test_enter_chooses_the_first(self, desk: MakeDesk) -> None:
        at = desk(MANY)
        at.type_in("p")
        assert popup(at).isVisible()
        QTest.keyClick(popup(at), Qt.Key.Key_Return)
        assert at.said == [Choice("phone")]
        assert at.line.text() == "Phone"

    def test_down_opens_all_and_goes_on(self, desk: MakeDesk) -> None:
        at = desk(MANY)
        at.enter()
        at.press("Down")
        assert offered(at) == [option.label for option in METHODS]
        QTest.keyClick(popup(at), Qt.Key.Key_Down)
        QTest.keyClick(popup(at), Qt.Key.Key_Return)
        assert at.said == [Choice("video")]

    def test_a_click_opens_all(self, desk: MakeDesk) -> None:
        at = desk(MANY)
        at.enter()
        click(at.line)
        assert len(offered(at)) == len(METHODS)
        assert popup(at).isVisible()

    def test_escape_closes_the_list_and_keeps_the_answer(self, desk: MakeDesk) -> None:
        at = desk(MANY)
        at.editor.set_value(Choice("fax"))
        at.enter()
        at.press("Down")
        QTest.keyClick(popup(at), Qt.Key.Key_Escape)
        assert not popup(at).isVisible()
        assert at.said == []
        assert at.line.text() == "Fax"

    def test_a_text_that_fits_nothing_is_taken_back(self, desk: MakeDesk) -> None:
        at = desk(MANY)
        at.answer = Choice("fax")
        at.editor.set_value(at.answer)
        at.enter()
        at.line.selectAll()
        QTest.keyClicks(at.line, "zz")
        assert offered(at) == []
        at.leave()
        assert at.said == []
        assert at.line.text() == "Fax"

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("p", "“p” fits several choices: pick one."),
            ("pigeon", "“pigeon” is none of the choices: pick one."),
            ("pho", ""),
        ],
    )
    def test_what_is_taken_back_is_told_until_the_next_answer(
        self, desk: MakeDesk, typed: str, told: str
    ) -> None:
        at = desk(Field("f", FieldKind.CHOICE, "Way", options=(*METHODS, Option("post", "Post"))))
        at.type_in(typed)
        at.leave()
        assert at.editor.line.full_text == told
        at.enter()
        at.line.selectAll()
        QTest.keyClicks(at.line, "fax")
        at.leave()
        assert at.editor.line.full_text == ""
        assert at.answer == Choice("fax")

    def test_emptying_clears(self, desk: MakeDesk) -> None:
        at = desk(MANY)
        at.editor.set_value(Choice("fax"))
        at.enter()
        at.line.selectAll()
        at.press("Delete")
        assert at.said == [None]


class TestChips:
    def test_clicks_add_up_in_the_order_of_the_guide(self, desk: MakeDesk) -> None:
        at = desk(SEVERAL)
        click(chips(at)[4])
        click(chips(at)[0])
        click(chips(at)[4])
        assert at.said == [Choices(("fax",)), Choices(("phone", "fax")), Choices(("phone",))]
        click(chips(at)[0])
        assert at.said[-1] is None

    def test_keys_move_and_space_checks(self, desk: MakeDesk) -> None:
        at = desk(SEVERAL)
        at.enter()
        at.press("Right")
        at.press("Space", chips(at)[1])
        at.press("L", chips(at)[1])
        assert chips(at)[3].hasFocus()
        at.press("Space", chips(at)[3])
        assert at.said == [Choices(("video",)), Choices(("video", "letter"))]

    def test_tab_stops_once(self, desk: MakeDesk) -> None:
        at = desk(SEVERAL)
        at.press("Tab", at.before)
        at.press("Tab", at.editor.focus_widget())
        assert at.after.hasFocus()

    def test_what_is_left_out_is_not_met_by_keys_either(self, desk: MakeDesk) -> None:
        at = desk(SEVERAL)
        at.editor.leave_out("phone")
        at.enter()
        assert chips(at)[1].hasFocus(), "the first that is offered"
        at.press("Left", chips(at)[1])
        assert chips(at)[-1].hasFocus(), "around the end, past it"
        at.press("Right", chips(at)[-1])
        at.editor.leave_out("video")
        assert [chip.isVisible() for chip in chips(at)[:2]] == [True, False]

    def test_chips_wrap_and_none_is_cut(self, qtbot: QtBot, desk: MakeDesk) -> None:
        at = desk(SEVERAL)
        control = at.editor.findChild(ChipsControl)
        assert isinstance(control, ChipsControl)
        at.window.resize(300, 600)
        qtbot.waitUntil(lambda: control.width() < 300)
        assert control.heightForWidth(260) > control.heightForWidth(2000)
        for chip in chips(at):
            assert chip.width() >= chip.sizeHint().width()
            assert control.rect().contains(chip.geometry())
