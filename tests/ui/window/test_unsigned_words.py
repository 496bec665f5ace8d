"""What stands in a signing dialog outlives a lock, for this note and person, until it is signed."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.ui.dialogs.later_dialogs import ContinuationDialog, CorrectionDialog, VoidDialog
from app.ui.dialogs.signing_dialog import NOT_SIGNED_YET
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.ui.window.acts import Sit
from tests.ui.window.pack_acts import stored_note, taken_in
from tests.ui.window.test_returning import lock_and_unlock, offer


def continuation(desk: OfficeDesk, note_id: str) -> ContinuationDialog:
    desk.window.open_note(note_id)
    desk.page.signing.later.panel.continues.click()
    dialog = desk.page.findChild(ContinuationDialog)
    assert dialog
    return dialog


def test_a_continuation_is_there_again_after_a_lock_until_it_is_signed(desk: OfficeDesk) -> None:
    note_id, other = stored_note(desk), stored_note(desk)
    letter = taken_in(desk, "Letter of the cardiologist")
    dialog = continuation(desk, note_id)
    desk.type(dialog.text, "The cardiologist wrote back.")
    dialog.day.setText("01/0")
    dialog.documents.boxes[letter.sha256].setChecked(True)
    desk.type(dialog.passphrase, "half a pass")
    lock_and_unlock(desk)
    assert len(desk.office.records.unfinished.names()) == 1
    assert desk.office.as_user("finn").signing.unfinished.names() == ()
    assert continuation(desk, other).typed()["text"] == "", "it belongs to the other note"
    again = continuation(desk, note_id)
    assert again.text.toPlainText() == "The cardiologist wrote back."
    assert again.day.text() == "01/0"
    assert again.chosen == (letter.sha256,)
    assert again.passphrase.text() == ""
    again.day.setText("today")
    desk.type(again.passphrase, PASSPHRASE)
    desk.press(again.passphrase, Qt.Key.Key_Return)
    desk.until(lambda: len(desk.page.signing.later.panel.entries) == 2)
    assert desk.office.records.unfinished.names() == ()


def test_what_is_thrown_away_does_not_come_back(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    desk.type(continuation(desk, note_id).text, "The wrong patient's words.")
    lock_and_unlock(desk)
    again = continuation(desk, note_id)
    for is_left in (False, True):
        desk.press(again, Qt.Key.Key_Escape)
        assert again.isHidden() is is_left
    assert desk.office.records.unfinished.names() == ()
    lock_and_unlock(desk)
    assert continuation(desk, note_id).text.toPlainText() == ""


def test_a_correction_is_there_again_with_its_field(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    desk.window.open_note(note_id)
    desk.page.signing.later.panel.corrects.click()
    dialog = desk.page.findChild(CorrectionDialog)
    assert dialog
    dialog.choice.setCurrentText("The condition in words")
    desk.type(dialog.new, "Mechanical mitral valve")
    desk.type(dialog.reason, "The letter says mitral.")
    typed = dialog.typed()
    lock_and_unlock(desk)
    desk.window.open_note(note_id)
    desk.page.signing.later.panel.corrects.click()
    again = desk.page.findChild(CorrectionDialog)
    assert again
    assert again.choice.currentText() == "The condition in words"
    assert again.typed() == typed


def test_why_a_note_is_void_asks_before_it_goes_and_outlives_a_lock(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    desk.window.open_note(note_id)
    desk.page.signing.later.panel.voids.click()
    dialog = desk.page.findChild(VoidDialog)
    assert dialog
    desk.type(dialog.reason, "Written twice.")
    desk.press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.trouble == NOT_SIGNED_YET
    lock_and_unlock(desk)
    desk.window.open_note(note_id)
    desk.page.signing.later.panel.voids.click()
    again = desk.page.findChild(VoidDialog)
    assert again
    assert again.reason.text() == "Written twice."


def test_a_kill_takes_no_more_than_a_second_of_a_continuation(
    desk: OfficeDesk, sit: Sit, tmp_path: Path
) -> None:
    note_id = stored_note(desk)
    dialog = continuation(desk, note_id)
    desk.type(dialog.text, "The cardiologist wrote back.")
    desk.type(dialog.passphrase, "half a pass")
    desk.until(lambda: len(desk.office.records.unfinished.names()) == 1)
    killed = sit(desk.copy_as_killed(tmp_path / "killed"))
    killed.unlock()
    notice = offer(killed)
    assert "A continuation was typed and not signed." in notice.text
    next(each for each in notice.buttons if each.text() == "Show it").click()
    again = killed.page.findChild(ContinuationDialog)
    assert again
    assert again.text.toPlainText() == "The cardiologist wrote back."
    assert again.passphrase.text() == ""


def test_words_taken_back_are_kept_no_longer(desk: OfficeDesk) -> None:
    dialog = continuation(desk, stored_note(desk))
    desk.type(dialog.text, "The wrong patient's words.")
    desk.until(lambda: len(desk.office.records.unfinished.names()) == 1)
    dialog.text.clear()
    desk.until(lambda: desk.office.records.unfinished.names() == ())


def test_the_caret_stays_in_a_passphrase_while_it_is_tried(desk: OfficeDesk) -> None:
    desk.window.open_note(stored_note(desk))
    later = desk.page.signing.later
    later.panel.voids.click()
    dialog = desk.page.findChild(VoidDialog)
    assert dialog
    desk.type(dialog.reason, "Written for the wrong patient")
    dialog.passphrase.setFocus()
    desk.type(dialog.passphrase, PASSPHRASE)
    desk.press(dialog.passphrase, Qt.Key.Key_Return)
    assert not dialog.act.isEnabled()
    desk.type(dialog.passphrase, "impatient")
    desk.press(dialog.passphrase, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.passphrase
    assert dialog.passphrase.text() == PASSPHRASE
    desk.until(lambda: later.is_void)
    desk.until(lambda: later.panel.isAncestorOf(desk.window.focusWidget()))
