"""Adding a patient: a name typed without its large letters is offered with them, never changed."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.practice.people import Patient, PersonName
from app.ui.dialogs.add_patient import AddPatient
from app.ui.theme import Appearance

ALT = Qt.KeyboardModifier.AltModifier


class Adding:
    """The dialog and who came out of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._window = QWidget()
        qtbot.addWidget(self._window)
        self.made: list[Patient] = []

    def ask(self, typed: str, sent: Patient | None = None) -> AddPatient:
        """Open it as the list of patients does when nobody is found."""
        today = dt.date(2026, 11, 22)
        dialog = AddPatient(typed, "p9", today, lambda _patient: "", self._window, sent)
        dialog.made.connect(self.made.append)
        with self._qtbot.waitActive(dialog):
            dialog.show()
        return dialog


@pytest.fixture
def adding(qtbot: QtBot, appearance: Appearance) -> Adding:
    del appearance  # the look
    return Adding(qtbot)


def test_one_key_writes_the_usual_letters(adding: Adding) -> None:
    dialog = adding.ask("dela cruz, MARISOL")
    height = dialog.height()
    assert dialog.usual.text() == "Write Marisol Dela Cruz (Alt+W)"
    QTest.keyClick(dialog.born, Qt.Key.Key_W, ALT)
    assert dialog.usual.isHidden()
    assert dialog.height() == height
    QTest.keyClick(dialog.born, Qt.Key.Key_Return)
    assert [each.name.full for each in adding.made] == ["Marisol Dela Cruz"]


def test_without_that_key_the_name_stays_as_it_was_typed(adding: Adding) -> None:
    dialog = adding.ask("bell hooks")
    assert dialog.usual.isVisible()
    QTest.keyClick(dialog.born, Qt.Key.Key_Return)
    assert [each.name.full for each in adding.made] == ["bell hooks"]


def test_the_offer_comes_when_a_name_is_left_and_goes_with_it(adding: Adding) -> None:
    dialog = adding.ask("")
    assert dialog.usual.isHidden()
    QTest.keyClicks(dialog.given, "zofia")
    assert dialog.usual.isHidden(), "nobody is interrupted"
    QTest.keyClick(dialog.given, Qt.Key.Key_Tab)
    assert dialog.usual.isVisible()
    dialog.given.setFocus()
    dialog.given.selectAll()
    QTest.keyClicks(dialog.given, "Zofia")
    QTest.keyClick(dialog.given, Qt.Key.Key_Tab)
    assert dialog.usual.isHidden()


def test_a_name_the_practice_system_sends_in_capitals_is_offered_too(adding: Adding) -> None:
    name = PersonName(given="VERA", family="PLACEHOLDER")
    dialog = adding.ask("", Patient(id="p9", name=name))
    assert dialog.usual.text().startswith("Write Vera Placeholder")
