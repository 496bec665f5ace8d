"""Signing, hand-over, what waits, later entries and broken notes, for `screens.py`."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app.crypto import Secret, fingerprint, new_signing_key, public_half
from app.domain.audit import About, Deed
from app.domain.finding.listing import NoteQuery, NoteSummary
from app.domain.notes.note import Note
from app.domain.signing.later_entry import Correction
from app.domain.signing.seal import SigningKey, Standing
from app.services.notes.charting import summary_of
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.dialogs.sign_dialog import SignDialog
from app.ui.window.main_window import MainWindow

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
FINN, ADA = "finn-deskwell", "ada-samplemann"


def draw_signing(window: MainWindow, office: Office, draw: Draw, draw_dialog: DrawDialog) -> None:
    """As Ada, for whom Finn's drafts wait; then what comes after signing."""
    key = _key(office, ADA)
    for number in range(3):
        _handed_over(office, number)
    window.actions_by_name[Do.TO_SIGN].trigger()
    draw(window, "to sign")
    window.actions_by_name[Do.NEXT_TO_SIGN].trigger()
    draw(window, "to sign, the first note")
    page = window.note_page
    assert page is not None, "opened just now"
    page.signing.ask()
    dialog = next(each for each in window.findChildren(SignDialog) if each.isVisible())
    dialog.findChildren(QCheckBox)[0].setChecked(True)
    _scribble(dialog)
    draw_dialog(window, "signing, with a drawn signature")
    page.signing.waiting.ask()
    draw_dialog(window, "handing over")
    _late(window, office, page.note.id)
    draw(window, "late entries")
    _after_signing(window, office, key, draw, draw_dialog)


def _after_signing(
    window: MainWindow, office: Office, key: Secret, draw: Draw, draw_dialog: DrawDialog
) -> None:
    with office.store.reading() as found:
        note_id = found.notes.page(NoteQuery(code="D9997", status="signed")).rows[0].id
    later, today = office.signing.later, office.clock.local().date()
    window.open_note(note_id)
    draw(window, "signed note, nothing added")
    page = window.note_page
    assert page is not None, "opened just now"
    page.signing.later.ask_continuation()
    draw_dialog(window, "continuation")
    page.signing.later.ask_correction()
    draw_dialog(window, "correction")
    page.signing.later.ask_void()
    draw_dialog(window, "voiding")
    later.add_continuation(note_id, key, "The ride service confirmed the next visit.", today)
    was = Correction("need", "Condition", "Uses a wheelchair", "Uses a power wheelchair")
    later.correct(note_id, key, [was], "The model was wrong.")
    window.reopen()
    draw(window, "signed note, continued and corrected")
    later.void(note_id, key, "Written for the wrong day.")
    window.reopen()
    draw(window, "void note")
    with office.store.writing() as found:
        last = found.seals.of_note(note_id)[-1]
        found.seals.add(replace(last, number=last.number + 1))  # an entry that follows no other
    window.reopen()
    draw(window, "signature does not match")
    with office.store.writing() as found:
        row = found.notes.page(NoteQuery(code="D9311", status="signed")).rows[0]
        found.notes.mark(row.id, Standing.DAMAGED, office.clock.utc())
    window.notes_page.search.clear()
    window.show_notes()
    draw(window, "list with broken notes")


def _handed_over(office: Office, number: int) -> Note:
    theirs = office.as_user(FINN)
    with office.store.reading() as found:
        patient = found.notes.page(NoteQuery()).rows[-1].patient_id
    draft = theirs.charting.new_note(patient, "D9311")
    draft.set_answers({"condition": "Mechanical aortic valve", "fit_direct": "yes"})
    note = theirs.charting.save(draft.note, summary_of(draft.state))
    summary = NoteSummary(2 + number, 60 + 10 * number, "Advice received")
    key = _key(office, FINN) if number else None
    return theirs.signing.hand_over.hand_over(note, summary, ADA, key)


def _late(window: MainWindow, office: Office, note_id: str) -> None:
    """The note as if nobody had touched it for three days."""
    window.show_notes()
    with office.store.writing() as found:
        note = found.notes.get(note_id)
        assert note is not None, "stored before"
        ago = office.clock.utc() - dt.timedelta(days=3)
        found.notes.save(replace(note, waits_for="", handed_at=None), NoteSummary(), ago)
    window.open_note(note_id)
    page = window.note_page
    assert page is not None, "opened just now"
    page.bridge.set_answer("condition", "Mechanical aortic valve since 2019")
    page.go_to("condition")


def _key(office: Office, person: str) -> Secret:
    key = new_signing_key()
    public = public_half(key)
    with office.store.writing() as found:
        made = SigningKey(fingerprint(public), person, public, office.clock.utc())
        found.signing_keys.add(made)
        about = About("staff", person)
        office.trail.add(found, Deed.KEY_MADE, about, key=made.fingerprint)
    return key


def _scribble(dialog: QDialog) -> None:
    """Something like a name on the pad."""
    pad = next(each for each in dialog.findChildren(QWidget) if "Draw" in each.accessibleName())
    points = [QPoint(60 + 12 * n, 60 + (25 if n % 2 else -25)) for n in range(16)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])
