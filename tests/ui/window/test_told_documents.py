"""A continuation brings its letter along: taken in from the dialog, checked, named by the seal."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt

from app.ui.dialogs.later_dialogs import ContinuationDialog
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.ui.window.pack_acts import stored_note, taken_in


def dialog_on(desk: OfficeDesk, note_id: str) -> ContinuationDialog:
    desk.window.open_note(note_id)
    desk.page.signing.later.panel.continues.click()
    dialog = desk.page.findChild(ContinuationDialog)
    assert dialog
    return dialog


def a_letter(folder: Path) -> Path:
    letter = folder / "reply.pdf"
    Image.new("L", (850, 1100), 230).save(letter, "PDF", resolution=100)
    return letter


def test_a_new_letter_is_taken_in_and_signed_with_the_continuation(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    note_id = stored_note(desk)
    dialog = dialog_on(desk, note_id)
    desk.type(dialog.text, "The cardiologist wrote back.")
    dialog.documents.intake.take([a_letter(tmp_path)])
    assert dialog.lacks().startswith("A document is still being looked at.")
    desk.until(lambda: bool(dialog.chosen))
    (record,) = desk.office.documents.of_patient("p1")
    assert dialog.chosen == (record.sha256,)
    desk.type(dialog.passphrase, PASSPHRASE)
    desk.press(dialog.passphrase, Qt.Key.Key_Return)
    panel = desk.page.signing.later.panel
    desk.until(lambda: len(panel.entries) == 2)
    assert panel.entries[1].endswith(f"Documents: {record.title}")
    (entry,) = desk.office.signing.later.of_note(note_id)
    assert entry.documents == (record.sha256,)


def test_what_is_no_document_is_refused_and_what_is_there_is_not_doubled(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    note_id = stored_note(desk)
    there = taken_in(desk, "Letter of the cardiologist")
    dialog = dialog_on(desk, note_id)
    assert list(dialog.documents.boxes) == [there.sha256]
    assert dialog.chosen == ()
    words = tmp_path / "words.pdf"
    words.write_text("only words")
    dialog.documents.intake.take([words])
    desk.until(lambda: bool(dialog.trouble))
    assert "This is a text file." in dialog.trouble
    again = tmp_path / "again.pdf"
    again.write_bytes(desk.office.documents.original(there))
    dialog.documents.intake.take([again])
    desk.until(lambda: dialog.chosen == (there.sha256,))
    assert len(desk.office.documents.of_patient("p1")) == 1


def test_a_dialog_that_goes_stops_what_is_on_its_way(desk: OfficeDesk, tmp_path: Path) -> None:
    dialog = dialog_on(desk, stored_note(desk))
    dialog.documents.intake.take([a_letter(tmp_path)])
    intake = dialog.documents.intake
    desk.until(lambda: intake.is_busy)
    dialog.reject()
    desk.until(lambda: not intake.is_busy)
    desk.until(lambda: desk.page.findChild(ContinuationDialog) is None)
    assert desk.office.documents.of_patient("p1") == ()
