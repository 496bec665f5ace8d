"""Whatever the kind: silent when filled, undo left to the window, named, and calm."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import (
    Answer,
    Choice,
    Choices,
    Date,
    Diagnoses,
    DiagnosisCode,
    Evidence,
    EvidenceItem,
    Minutes,
    Money,
    NotGiven,
    Npi,
    Number,
    Person,
    Phone,
    Teeth,
    Text,
    Time,
    Unreadable,
    YesNo,
)
from app.domain.guides.guide import Field, FieldKind, Option, Severity
from app.ui.fields.editor import split_help
from app.ui.fields.kinds import make_editor
from app.ui.fields.support import EditorSupport
from tests.ui.fields.desk import MakeDesk, click, open_item, shown_words

OPTIONS = tuple(
    Option(value, value.capitalize()) for value in ("alpha", "beta", "gamma", "delta", "epsilon")
)
PDF = EvidenceItem("0" * 64, "reply.pdf", 12_000)

FILLED: dict[str, tuple[Field, Answer]] = {
    "text": (Field("f", FieldKind.TEXT, "Field"), Text("words")),
    "name": (Field("f", FieldKind.TEXT, "Field", directory="professionals"), Text("Lena")),
    "long": (Field("f", FieldKind.LONG_TEXT, "Field"), Text("one\ntwo")),
    "segments": (Field("f", FieldKind.CHOICE, "Field", options=OPTIONS[:3]), Choice("beta")),
    "list": (Field("f", FieldKind.CHOICE, "Field", options=OPTIONS), Choice("delta")),
    "choices": (Field("f", FieldKind.CHOICES, "Field", options=OPTIONS), Choices(("beta",))),
    "date": (Field("f", FieldKind.DATE, "Field"), Date(dt.date(2026, 11, 3))),
    "time": (Field("f", FieldKind.TIME, "Field"), Time(dt.time(14, 30))),
    "minutes": (Field("f", FieldKind.MINUTES, "Field"), Minutes(75)),
    "number": (Field("f", FieldKind.NUMBER, "Field"), Number(Decimal("7.2"))),
    "money": (Field("f", FieldKind.MONEY, "Field"), Money(Decimal("85.50"))),
    "yes_no": (Field("f", FieldKind.YES_NO, "Field"), YesNo(True)),
    "teeth": (Field("f", FieldKind.TEETH, "Field"), Teeth(("UR", "3"))),
    "npi": (Field("f", FieldKind.NPI, "Field"), Npi("1234567893")),
    "phone": (Field("f", FieldKind.PHONE, "Field"), Phone("555-010-0199")),
    "person": (Field("f", FieldKind.PERSON, "Field"), Person("Ada Samplemann", "dentist")),
    "evidence": (Field("f", FieldKind.EVIDENCE, "Field"), Evidence((PDF,))),
    "diagnoses": (
        Field("f", FieldKind.DIAGNOSES, "Field"),
        Diagnoses((DiagnosisCode("I10", "Hypertension"),)),
    ),
}
every_kind = pytest.mark.parametrize(("field", "answer"), FILLED.values(), ids=FILLED)
every_field = pytest.mark.parametrize("field", [field for field, _ in FILLED.values()], ids=FILLED)


def test_every_kind_but_tables_has_an_editor(qtbot: QtBot, support: EditorSupport) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    kinds = {field.kind for field, _ in FILLED.values()}
    assert kinds == set(FieldKind) - {FieldKind.TABLE}
    with pytest.raises(KeyError):
        make_editor(Field("f", FieldKind.TABLE, "Rows"), "f", support, parent)


@every_kind
def test_filling_emptying_and_closing_are_silent(
    desk: MakeDesk, field: Field, answer: Answer
) -> None:
    at = desk(field)
    for value in (
        answer,
        None,
        NotGiven("none"),
        answer,
        Unreadable("odd", "Type it again."),
        None,
    ):
        at.editor.set_value(value)
    at.editor.mark([open_item(Severity.NEEDED)])
    at.editor.set_read_only(True)
    assert at.said == []


@every_kind
def test_emptying_leaves_nothing_on_the_screen(
    desk: MakeDesk, field: Field, answer: Answer
) -> None:
    at = desk(field)
    at.editor.set_value(None)
    empty = shown_words(at.editor)
    at.editor.set_value(answer)
    at.editor.set_value(None)
    assert shown_words(at.editor) == empty


@every_kind
def test_going_through_without_typing_says_nothing(
    desk: MakeDesk, field: Field, answer: Answer
) -> None:
    at = desk(field)
    at.answer = answer
    at.editor.set_value(answer)
    before = shown_words(at.editor)
    at.enter()
    at.leave()
    assert at.said == []
    assert shown_words(at.editor) == before


@every_kind
@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"])
def test_undo_keys_reach_the_window(
    desk: MakeDesk, field: Field, answer: Answer, keys: str
) -> None:
    at = desk(field)
    undone: list[str] = []
    action = QAction(at.window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda: undone.append(keys))
    at.window.addAction(action)
    at.editor.set_value(answer)
    at.enter()
    before = shown_words(at.editor)
    at.press(keys)
    assert undone == [keys]
    assert at.said == []
    assert shown_words(at.editor) == before


def test_undo_keys_without_a_window_undo_change_nothing(desk: MakeDesk) -> None:
    at = desk(FILLED["text"][0])
    at.type_in("abc")
    at.press("Ctrl+Z")
    assert at.line.text() == "abc"
    assert at.said == ["a", "ab", "abc"]


@pytest.mark.parametrize("kind", ["text", "long"])
def test_undo_shows_at_once_in_the_field_one_is_in(desk: MakeDesk, kind: str) -> None:
    at = desk(FILLED[kind][0])
    at.type_in("abc")
    at.editor.set_value(Text("ab"))  # what the window's undo does
    assert "ab" in shown_words(at.editor).splitlines()
    assert at.said[-1] == "abc"


@every_field
def test_screen_readers_get_name_and_reason(desk: MakeDesk, field: Field) -> None:
    named = replace(field, label="Who & why", help="Help.")
    at = desk(named)
    at.editor.mark([open_item(Severity.NEEDED, "Name who did it.")])
    control = at.editor.focus_widget()
    known = (control, control.parentWidget())
    assert any(widget and widget.accessibleName() == "Who & why" for widget in known)
    description = control.accessibleDescription()
    assert "Help." in description
    assert "Still needed: Name who did it. A reviewer asks for it." in description
    interface = QAccessible.queryAccessibleInterface(control)
    assert interface.text(QAccessible.Text.Name)


@every_kind
def test_every_button_has_a_name(desk: MakeDesk, field: Field, answer: Answer) -> None:
    at = desk(field)
    at.editor.set_value(answer)
    buttons = [*at.editor.findChildren(QToolButton), *at.editor.findChildren(QPushButton)]
    nameless = [b for b in buttons if not (b.accessibleName() or b.text() or b.toolTip())]
    # Qt's own button inside a line is no stop: what it does, the line does by key.
    assert [b for b in nameless if not isinstance(b.parent(), QLineEdit)] == []


@every_field
def test_the_label_leads_to_the_field(desk: MakeDesk, field: Field) -> None:
    at = desk(field)
    label = next(w for w in at.editor.findChildren(QLabel) if w.text() == "Field")
    assert label.buddy() is at.editor.focus_widget()


@every_field
def test_tab_comes_in_and_goes_on(desk: MakeDesk, field: Field) -> None:
    at = desk(field)
    at.press("Tab", at.before)
    assert at.editor.focus_widget().hasFocus()
    for _ in range(4):
        focused = at.window.focusWidget()
        if focused is at.after:
            break
        at.press("Tab", focused)
    assert at.after.hasFocus()


@every_kind
def test_signed_answers_cannot_be_changed(desk: MakeDesk, field: Field, answer: Answer) -> None:
    at = desk(field)
    at.editor.set_value(answer)
    at.editor.set_read_only(True)
    before = shown_words(at.editor)
    widget = at.enter()
    at.type_in("xy 5")
    at.press("Delete")
    at.press("Down")
    click(widget)
    assert at.said == []
    assert shown_words(at.editor) == before


class TestCalm:
    """Untouched fields are not errors, and nothing jumps."""

    def test_needed_is_a_mark_and_no_sentence(self, desk: MakeDesk) -> None:
        at = desk(FILLED["text"][0])
        at.editor.mark([open_item(Severity.NEEDED)])
        assert at.editor.line.full_text == ""
        assert at.line.property("state") in (None, "")

    def test_a_warning_speaks(self, desk: MakeDesk) -> None:
        at = desk(FILLED["text"][0])
        items = [open_item(Severity.NEEDED), open_item(Severity.WARNS, "Check the exam.")]
        at.editor.mark(items)
        assert at.editor.line.full_text == "Check the exam."
        at.editor.mark([])
        assert at.editor.line.full_text == ""

    def test_unreadable_says_what_to_type_and_nothing_moves(self, desk: MakeDesk) -> None:
        at = desk(FILLED["date"][0])
        height = at.editor.sizeHint().height()
        at.editor.set_value(Unreadable("11/", "Type the day too."))
        assert at.editor.line.full_text == "Type the day too."
        assert at.line.property("state") == "unreadable"
        assert at.line.text() == "11/"
        assert at.editor.sizeHint().height() == height
        at.editor.set_value(None)
        assert at.line.property("state") == ""

    def test_half_a_date_is_no_error_while_one_types(self, desk: MakeDesk) -> None:
        at = desk(FILLED["date"][0])
        at.type_in("11/")
        assert at.line.property("state") in (None, "")
        at.leave()
        assert at.line.property("state") == "unreadable"
        assert "Not a date" in at.editor.line.full_text

    def test_help_shows_while_one_is_there(self, desk: MakeDesk) -> None:
        at = desk(Field("f", FieldKind.TEXT, "Field", "The day of it. Example: t, 11/3"))
        assert at.editor.line.full_text == ""
        at.enter()
        assert at.editor.line.full_text == "The day of it."
        assert at.line.placeholderText() == "t, 11/3"
        at.leave()
        assert at.editor.line.full_text == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ("", "")),
        ("Only help.", ("Only help.", "")),
        ("Example: 85", ("", "85")),
        ("The fee. Example: 85", ("The fee.", "85")),
    ],
)
def test_help_is_parted_into_hint_and_example(text: str, parts: tuple[str, str]) -> None:
    assert split_help(text) == parts


class TestSuggestion:
    FIELD = Field("f", FieldKind.LONG_TEXT, "Why", suggests="{x}")

    def test_use_this_text_takes_it_over(self, desk: MakeDesk) -> None:
        at = desk(self.FIELD)
        at.editor.refresh_suggestion()
        assert "Built for f." in shown_words(at.editor)
        use = next(b for b in at.editor.findChildren(QPushButton) if b.text() == "Use this text")
        click(use)
        assert at.said == ["Built for f."]
        assert "Built for f." in shown_words(at.editor)
        assert not use.isVisible()  # there is nothing else to offer

    def test_own_words_fold_it_away(self, desk: MakeDesk) -> None:
        at = desk(self.FIELD)
        at.editor.refresh_suggestion()
        at.type_in("Own words")
        at.leave()
        assert "Built for f." not in shown_words(at.editor)
        show = next(b for b in at.editor.findChildren(QPushButton) if b.text() == "Show")
        click(show)
        assert "Built for f." in shown_words(at.editor)
        assert at.said[-1] == "Own words"

    def test_a_signed_note_is_offered_nothing(self, desk: MakeDesk) -> None:
        at = desk(self.FIELD)
        at.editor.set_read_only(True)
        at.editor.refresh_suggestion()
        assert "Built for f." not in shown_words(at.editor)


class TestClosing:
    ONE = Field("f", FieldKind.TEXT, "Allergies", closings=("none",))
    THREE = Field(
        "f", FieldKind.MINUTES, "Minutes", closings=("none", "not_available", "would_not_say")
    )

    def button(self, editor: QWidget, words: str) -> QToolButton:
        found = [b for b in editor.findChildren(QToolButton) if b.text().strip() == words]
        assert len(found) == 1
        return found[0]

    def test_one_click_closes_and_opens_again(self, desk: MakeDesk) -> None:
        at = desk(self.ONE)
        close = self.button(at.editor, "None")
        click(close)
        assert at.said == [NotGiven("none")]
        assert at.line.placeholderText() == "None"
        click(close)
        assert at.said == [NotGiven("none"), None]
        assert at.line.placeholderText() == ""

    def test_one_key_closes(self, desk: MakeDesk) -> None:
        at = desk(self.ONE)
        at.enter()
        at.press("Ctrl+.")
        assert at.said == [NotGiven("none")]

    @pytest.mark.parametrize("answer", [None, NotGiven("none"), Text("penicillin")])
    def test_tab_passes_it_by_and_a_key_works_it(
        self, desk: MakeDesk, answer: Answer | None
    ) -> None:
        at = desk(self.ONE)
        at.answer = answer
        at.editor.set_value(at.answer)
        at.enter()
        at.press("Tab")
        assert at.after.hasFocus()
        at.press("Shift+Tab", at.after)
        assert at.line.hasFocus()
        at.press("Ctrl+.")
        assert at.said == [None if answer == NotGiven("none") else NotGiven("none")]

    def test_typing_opens_a_closed_field(self, desk: MakeDesk) -> None:
        at = desk(self.ONE)
        at.editor.set_value(NotGiven("none"))
        at.type_in("x")
        assert at.said == ["x"]
        assert self.button(at.editor, "None").property("state") == ""

    def test_several_are_a_menu(self, desk: MakeDesk) -> None:
        at = desk(self.THREE)
        menu = self.button(at.editor, "No answer").menu()
        words = [action.text() for action in menu.actions()]
        assert words == ["None", "Not available", "Payer would not say"]
        menu.actions()[2].trigger()
        assert at.said == [NotGiven("would_not_say")]
        assert self.button(at.editor, "Payer would not say").property("state") == "closed"
        menu.actions()[2].trigger()
        assert at.said[-1] is None

    def test_a_signed_field_shows_only_how_it_is_closed(self, desk: MakeDesk) -> None:
        at = desk(self.ONE)
        at.editor.set_read_only(True)
        assert "None" not in shown_words(at.editor)
        at.editor.set_value(NotGiven("none"))
        assert "None" in shown_words(at.editor)
