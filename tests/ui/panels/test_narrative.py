"""The narrative panel over a real draft: lengths, counter, what was dropped, its sources."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.documents.narrative.narrative import LIMITS, fit, tell
from app.domain.guides.answers import Choice
from app.ui.icons import Icons
from app.ui.panels.narrative import NarrativePanel
from app.ui.theme import Appearance
from tests.ui.open_note import OpenNote


@pytest.fixture
def panel(note: OpenNote, appearance: Appearance, icons: Icons) -> NarrativePanel:
    """The panel at its narrowest."""
    made = NarrativePanel(note.bridge, appearance, icons)
    note.show(made, 300, 700)
    return made


def tell_something(note: OpenNote, visits: int = 2) -> None:
    note.bridge.set_answers({"reason": Choice("other"), "which": "the left one", "day": "t"})
    for at in range(visits):
        note.bridge.add_row("visits")
        note.bridge.set_answers(
            {f"visits/r{at + 1}/minutes": str(10 + at), f"visits/r{at + 1}/on": "11/3/2026"}
        )


def words(panel: NarrativePanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def button(panel: QWidget, text: str) -> QPushButton:
    found = (b for b in panel.findChildren(QPushButton) if b.isVisible() and b.text() == text)
    return next(found)


def test_it_says_after_each_keystroke_what_documents_would_say(
    note: OpenNote, panel: NarrativePanel
) -> None:
    def check() -> None:
        for limit in LIMITS:
            panel.show_length(limit.name)
            wanted = fit(tell(note.bridge.guide, note.bridge.facts), limit)
            assert panel.fitted == wanted
            assert panel.text.toPlainText() == wanted.text

    tell_something(note, 3)
    check()
    for text in ("t", "th", "the right one", ""):
        note.bridge.set_answer("which", text)
        check()
    note.bridge.move_row("visits", "r3", -2)
    check()
    note.bridge.remove_row("visits", "r1")
    check()
    note.bridge.undo()
    check()


def test_letters_beyond_the_basic_plane_keep_sentences_in_place(
    note: OpenNote, panel: NarrativePanel
) -> None:
    tell_something(note)
    note.bridge.set_answer("which", "tooth 𝟛 🦷")
    note.bridge.set_answer("which", "tooth 𝟛 🦷 left")
    assert panel.fitted is not None
    assert panel.text.toPlainText() == panel.fitted.text
    panel.text.setFocus()
    QTest.keyClick(panel.text, Qt.Key.Key_End)
    last = panel.fitted.sentences[-1]
    assert panel.text.textCursor().selectedText() == panel.fitted.text[last.start : last.end]


def test_hidden_it_does_no_work_and_catches_up_when_shown(
    note: OpenNote, panel: NarrativePanel
) -> None:
    panel.hide()
    before = panel.fitted
    tell_something(note)
    assert panel.fitted is before
    panel.show()
    assert "the left one" in panel.text.toPlainText()


def test_the_counter_counts_characters_and_pieces(note: OpenNote, panel: NarrativePanel) -> None:
    tell_something(note)
    panel.show_length("400")
    assert panel.fitted is not None
    length, pieces = len(panel.fitted.text), len(panel.fitted.pieces)
    assert f"{length} / 400 · pieces {pieces} of 5" in words(panel)
    panel.show_length("full")
    assert f"{length} characters" in words(panel)


def test_the_attachment_s_number_is_counted_where_the_claim_s_note_carries_it(
    note: OpenNote, panel: NarrativePanel
) -> None:
    tell_something(note)
    panel.set_control_number("CP-000123")
    panel.show_length("2000")
    assert not panel.text.toPlainText().startswith("CP-000123")
    for name in ("400", "253", "125"):
        panel.show_length(name)
        assert panel.text.toPlainText().startswith("CP-000123 ")
        assert panel.fitted is not None
        assert len(panel.text.toPlainText()) <= (panel.fitted.limit.characters or 0)


def test_what_is_left_out_for_length_is_shown(note: OpenNote, panel: NarrativePanel) -> None:
    tell_something(note, 30)
    panel.show_length("125")
    assert panel.fitted is not None
    dropped = [told.text for told in panel.fitted.dropped]
    assert len(dropped) > 0
    assert panel.dropped.toPlainText().split("\n") == dropped
    assert f"Left out ({len(dropped)})" in words(panel)
    panel.show_length("full")
    assert not panel.dropped.isVisible()


def test_all_of_it_or_one_piece_is_copied(note: OpenNote, panel: NarrativePanel) -> None:
    tell_something(note, 12)
    panel.show_length("400")
    assert panel.fitted is not None
    button(panel, "Copy all").click()
    assert QGuiApplication.clipboard().text() == panel.fitted.text
    copies = [b for b in panel.findChildren(QPushButton) if b.isVisible()]
    second = next(b for b in copies if b.accessibleName() == "Copy piece 2")
    second.click()
    assert QGuiApplication.clipboard().text() == panel.fitted.pieces[1]
    assert all(len(piece) <= 80 for piece in panel.fitted.pieces)


def test_keys_choose_sentences_and_show_the_fields_they_are_made_of(
    note: OpenNote, panel: NarrativePanel, qtbot: QtBot
) -> None:
    tell_something(note)
    panel.text.setFocus(Qt.FocusReason.TabFocusReason)
    first = panel.text.current
    assert first is not None
    assert panel.text.textCursor().selectedText().startswith("Seen on")
    assert panel.text.accessibleDescription() == "From: Day, Reason, Which"
    QTest.keyClick(panel.text, Qt.Key.Key_Right)
    assert panel.text.current is not None
    assert panel.text.current.paths == ("visits/r1/minutes", "visits/r1/on")
    assert button(panel, "Visit 1 · Minutes").isVisible()
    with qtbot.waitSignal(panel.go_to) as gone:
        QTest.keyClick(panel.text, Qt.Key.Key_Return)
    assert gone.args == ["visits/r1/minutes"]
    with qtbot.waitSignal(panel.go_to) as gone:
        button(panel, "Visit 1 · On").click()
    assert gone.args == ["visits/r1/on"]


def point_at(widget: QWidget, place: QPoint) -> None:
    """Move the mouse there. QTest would move the one cursor of the screen, over all windows that
    other tests have left open in the same place.
    """
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    at, globally = QPointF(place), QPointF(widget.mapToGlobal(place))
    move = QMouseEvent(QEvent.Type.MouseMove, at, globally, none, none, keys)
    QGuiApplication.sendEvent(widget, move)


def test_pointing_shows_a_sentence_s_fields_and_a_click_keeps_them(
    note: OpenNote, panel: NarrativePanel
) -> None:
    tell_something(note)
    assert panel.fitted is not None
    place = place_of(panel, panel.fitted.sentences[1].start + 3)
    viewport = panel.text.viewport()
    point_at(viewport, place)
    assert button(panel, "Visit 1 · Minutes").isVisible()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert panel.text.current is not None
    assert panel.text.current.paths[0] == "visits/r1/minutes"


def test_the_rows_of_one_column_stand_under_one_name(note: OpenNote, panel: NarrativePanel) -> None:
    tell_something(note, 3)
    panel.text.setFocus()
    QTest.keyClick(panel.text, Qt.Key.Key_End)
    assert button(panel, "Minutes (3)").isVisible()


def test_the_chosen_sentence_stays_chosen_while_others_change(
    note: OpenNote, panel: NarrativePanel
) -> None:
    tell_something(note)
    panel.text.setFocus()
    QTest.keyClick(panel.text, Qt.Key.Key_End)
    note.bridge.set_answers({"which": "another tooth altogether"})
    assert panel.text.textCursor().selectedText().startswith("Two visits took")


def test_it_cannot_be_typed_into(note: OpenNote, panel: NarrativePanel) -> None:
    tell_something(note)
    before = panel.text.toPlainText()
    QTest.keyClicks(panel.text, "xyz")
    assert panel.text.toPlainText() == before


def place_of(panel: NarrativePanel, position: int) -> QPoint:
    cursor = QTextCursor(panel.text.document())
    cursor.setPosition(position)
    return panel.text.cursorRect(cursor).center()
