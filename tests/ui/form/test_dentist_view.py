"""The dentist's page: only the dentist's fields, what staff entered, and signing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Choice, Date
from app.ui.fields.editor import FieldEditor
from app.ui.form.dentist_view import DentistView
from app.ui.theme import Appearance
from tests.small_guide import TODAY
from tests.ui.open_note import LENA, OpenNote


@pytest.fixture
def view(note: OpenNote, appearance: Appearance) -> DentistView:
    """The dentist's page over the note."""
    made = DentistView(note.bridge, note.support, appearance, {"p1": LENA}.get)
    note.show(made, 800, 700)
    return made


def words(view: DentistView) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def button(view: DentistView, text: str) -> QPushButton:
    return next(b for b in view.findChildren(QPushButton) if b.text() == text and not b.isHidden())


def test_only_the_dentist_s_fields_can_be_filled(view: DentistView) -> None:
    assert [each.path for each in view.findChildren(FieldEditor)] == ["advice", "effect"]


def test_what_staff_entered_stands_above_and_follows_changes(
    note: OpenNote, view: DentistView
) -> None:
    note.bridge.set_answers({"reason": Choice("other"), "which": "left one"})
    note.bridge.add_row("visits")
    note.bridge.set_answers({"visits/r1/minutes": "20"})
    shown = words(view)
    assert "left one" in shown
    assert "Visit 1" in shown
    assert "20 min" in shown


def test_what_was_typed_by_the_dentist_is_in_the_note(note: OpenNote, view: DentistView) -> None:
    assert view.go_to("advice")
    QTest.keyClicks(view.window().focusWidget(), "Go ahead")
    assert "advice" not in {item.id for item in note.bridge.state.open_items}
    assert view.go_to("effect")


def test_signing_waits_for_what_blocks_it_and_for_nothing_else(
    note: OpenNote, view: DentistView, qtbot: QtBot
) -> None:
    assert not button(view, "Sign the note").isEnabled()
    with qtbot.waitSignal(view.elsewhere_requested) as asked:
        button(view, "Give day.").click()
    assert asked.args == ["day"]
    note.bridge.set_answers({"day": Date(TODAY)})
    assert note.bridge.state.total.open() > 0
    with qtbot.waitSignal(view.sign_requested):
        button(view, "Sign the note").click()


def test_a_field_on_the_page_is_gone_to_without_asking_the_window(
    view: DentistView, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(view.elsewhere_requested):
        view.go_or_ask("advice")
    with qtbot.waitSignal(view.elsewhere_requested):
        view.go_or_ask("patient.name")


def test_tab_comes_to_the_signature_last(view: DentistView) -> None:
    view.take_focus()
    visited = []
    for _ in range(6):
        focus = view.window().focusWidget()
        visited.append(focus.accessibleName() or focus.property("text"))
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert visited[:2] == ["Advice", "Effect"]
    assert "Give day." in visited, "what blocks signing stands before the button, which is off"


def test_a_signed_note_offers_no_signature(view: DentistView) -> None:
    view.set_read_only(True)
    assert "Sign the note" not in [
        b.text() for b in view.findChildren(QPushButton) if b.isVisible()
    ]
