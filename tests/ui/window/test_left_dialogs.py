"""What is typed in a short dialog outlives a lock, for the same question about the same record."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.ui.dialogs.add_patient import AddPatient
from app.ui.dialogs.ask_dialog import AskDialog
from app.ui.dialogs.sending_dialog import SendingDialog
from app.ui.pages.claims.taking_back import ask_back
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.acts import finder
from tests.ui.window.pack_acts import laid_out, open_packs, stored_note
from tests.ui.window.test_returning import lock_and_unlock


def adding(desk: OfficeDesk, typed: str = "Rosa Invented") -> AddPatient:
    """The dialog that adds somebody who was not found."""
    desk.window.activateWindow()  # no window manager does so here after a dialog over a dialog
    desk.until(desk.window.isActiveWindow)
    desk.shortcut(Qt.Key.Key_N, CONTROL)
    desk.type(finder(desk).line, typed)
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    dialog = next(d for d in desk.window.children() if isinstance(d, AddPatient))
    desk.until(lambda: dialog.isAncestorOf(dialog.focusWidget()) and dialog.isActiveWindow())
    return dialog


def kept(desk: OfficeDesk) -> int:
    return len(desk.office.records.unfinished.names())


def test_a_patient_half_added_is_there_again_for_the_same_search(desk: OfficeDesk) -> None:
    dialog = adding(desk)
    desk.type(dialog.born, "4/2/19")
    dialog.family.setText("Invented-Testwell")
    lock_and_unlock(desk)
    assert kept(desk) == 1
    other = adding(desk, "Otto Invented")
    assert (other.given.text(), other.born.text()) == ("Otto", "")
    desk.press(other.born, Qt.Key.Key_Escape)
    again = adding(desk)
    assert (again.family.text(), again.born.text()) == ("Invented-Testwell", "4/2/19")
    desk.press(again.born, Qt.Key.Key_Escape)
    assert kept(desk) == 0, "it was canceled"
    lock_and_unlock(desk)
    assert adding(desk).born.text() == ""


def test_how_a_pack_was_sent_is_there_again_until_recorded(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    page = open_packs(desk, note_id := stored_note(desk))
    page.make_into(laid_out(desk, page), tmp_path)
    desk.until(lambda: "files written" in page.notice.text)
    page.proof.record.click()
    dialog = page.findChildren(SendingDialog)[0]
    desk.until(dialog.isActiveWindow)
    desk.type(dialog.reference, "R-4711")
    desk.type(dialog.remark, "Fax was busy twice")
    lock_and_unlock(desk)
    page = open_packs(desk, note_id)
    (pack,) = desk.office.packs.of_note(note_id)
    desk.until(lambda: page.tabs.count() == 2)
    page.show_pack(pack.id)
    desk.until(page.proof.record.isVisible)
    page.proof.record.click()
    again = page.findChildren(SendingDialog)[0]
    desk.until(again.isActiveWindow)
    assert (again.reference.text(), again.remark.text()) == ("R-4711", "Fax was busy twice")
    desk.press(again.reference, Qt.Key.Key_Return)
    desk.until(lambda: page.notice.text == "Recorded as sent.")
    assert kept(desk) == 0


def asking_why(desk: OfficeDesk, posting: str) -> AskDialog:
    """The question why a posting is taken back, in front."""
    desk.window.activateWindow()
    dialog = ask_back("About the answer.", lambda _why: None, desk.window, posting)
    desk.until(dialog.fields["why"].hasFocus)
    return dialog


def test_a_reason_is_there_again_for_the_same_record_until_given(desk: OfficeDesk) -> None:
    desk.type(asking_why(desk, "first").fields["why"], "It belongs to her brot")
    lock_and_unlock(desk)
    assert kept(desk) == 1
    other = asking_why(desk, "second")
    assert other.typed() == {"why": ""}
    desk.press(other, Qt.Key.Key_Escape)
    again = asking_why(desk, "first")
    assert again.typed() == {"why": "It belongs to her brot"}
    desk.press(again.fields["why"], Qt.Key.Key_Return)
    assert kept(desk) == 0
