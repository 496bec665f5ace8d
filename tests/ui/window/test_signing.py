"""Signing in the window: what waits, one passphrase for several notes, late and later entries."""

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteSummary
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.domain.signing.seal import Standing
from app.services.notes.charting import summary_of
from app.services.packs.packing import VOID
from app.ui.actions import Do
from app.ui.dialogs.later_dialogs import (
    ContinuationDialog,
    CorrectionDialog,
    CoSignDialog,
    VoidDialog,
)
from app.ui.dialogs.sign_dialog import SignDialog, SigningLook
from app.ui.dialogs.signing_dialog import NOT_SIGNED_YET
from app.ui.fields.late_mark import LateMark
from app.ui.form.focus import path_at_focus
from app.ui.pages.notes.note_signing import NoteSigning
from app.ui.panels.progress import NothingMissing
from app.ui.theme import Appearance, Role
from app.ui.ways.signing_ways import SigningWays
from tests.office_desk import CONTROL, PASSPHRASE, OfficeDesk
from tests.signing_keys import key_for
from tests.ui.window.acts import editor
from tests.ui.window.pack_acts import stored_note
from tests.ui.window.signing_acts import drafts_for, staff_of, typed_passphrase

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_two_notes_are_signed_by_keyboard_with_one_passphrase(desk: OfficeDesk) -> None:
    first, second = drafts_for(desk, 2)
    desk.shortcut(Qt.Key.Key_8, ALT)
    desk.shortcut(Qt.Key.Key_Return)
    assert desk.page.note.id == first
    assert desk.page.dentist is not None
    desk.shortcut(Qt.Key.Key_S, CONTROL | SHIFT)
    dialog = desk.page.findChild(SignDialog)
    assert dialog
    desk.until(dialog.passphrase.hasFocus)
    desk.type(dialog.passphrase, PASSPHRASE)
    desk.press(dialog.passphrase, Qt.Key.Key_Return)
    desk.until(lambda: desk.page.is_signed)
    assert desk.page.isAncestorOf(desk.window.focusWidget())
    queue = desk.window.findChild(SigningWays)
    assert queue
    assert queue.banner.text == "Signed: 1 of 2. F9 leads on."
    with desk.qtbot.waitActive(desk.window):
        desk.window.activateWindow()  # systems do by themselves when a dialog closes
    desk.shortcut(Qt.Key.Key_F9)
    assert desk.page.note.id == second
    assert queue.banner.text.startswith("To sign: 2 of 2. ")
    desk.shortcut(Qt.Key.Key_S, CONTROL | SHIFT)
    again = desk.page.findChild(SignDialog)
    assert again
    assert not again.passphrase.isVisible()
    desk.press(again.act, Qt.Key.Key_Return)
    assert desk.page.is_signed
    with desk.office.store.reading() as found:
        told = found.audit.page(AuditQuery(deeds=(Deed.NOTE_SIGNED,))).rows
        rows = [found.notes.row(each) for each in (first, second)]
    assert [row.note for row in told] == [second, first]
    assert {row.standing for row in rows if row} == {Standing.FITS}


def test_a_time_still_to_come_is_told_and_led_to(desk: OfficeDesk, appearance: Appearance) -> None:
    charting = desk.office.charting
    draft = charting.new_note("p1", "D9997")
    draft.add_row("activities")
    desk.window.open_note(charting.save(draft.note, summary_of(draft.state)).id)
    signing = desk.page.findChild(NoteSigning)
    assert signing
    look = SigningLook("Ada Samplemann", time_ahead="activities/r1/start")
    dialog = SignDialog(look, signing.pen, appearance, desk.page)
    dialog.go_to.connect(desk.page.go_to)
    dialog.open()
    (link,) = [each for each in dialog.findChildren(QPushButton) if "to come" in each.text()]
    link.click()
    assert path_at_focus(desk.page.form) == "activities/r1/start"


def test_a_wrong_passphrase_signs_nothing(desk: OfficeDesk) -> None:
    desk.window.open_note(stored_note(desk, signed=False))
    desk.shortcut(Qt.Key.Key_S, CONTROL | SHIFT)
    dialog = desk.page.findChild(SignDialog)
    assert dialog
    desk.type(dialog.passphrase, "not the passphrase")
    desk.press(dialog.passphrase, Qt.Key.Key_Return)
    desk.until(lambda: bool(dialog.trouble))
    assert dialog.isVisible()
    assert dialog.act.isEnabled()
    assert not desk.page.is_signed


def test_a_signed_note_is_continued_corrected_and_voided_below_it(desk: OfficeDesk) -> None:
    desk.window.open_note(stored_note(desk))
    later = desk.page.signing.later
    later.panel.continues.click()
    told = desk.page.findChild(ContinuationDialog)
    assert told
    told.act.click()
    assert told.trouble == "Type what happened."
    desk.type(told.text, "The cardiologist wrote back.")
    typed_passphrase(desk, told)
    desk.until(lambda: len(later.panel.entries) == 2)
    assert later.panel.entries[1].endswith("The cardiologist wrote back.")

    later.panel.corrects.click()
    corrects = desk.page.findChild(CorrectionDialog)
    assert corrects
    corrects.choice.setCurrentText("Medical condition")
    desk.type(corrects.new, "Mechanical mitral valve")
    desk.type(corrects.reason, "The letter says mitral.")
    desk.press(corrects.reason, Qt.Key.Key_Return)
    assert later.panel.entries[3] == (
        f"{corrects.correction.label}: {corrects.correction.old} → Mechanical mitral valve\n"
        "Reason: The letter says mitral."
    )

    later.panel.voids.click()
    voids = desk.page.findChild(VoidDialog)
    assert voids
    desk.type(voids.reason, "Written twice.")
    desk.press(voids.reason, Qt.Key.Key_Return)
    assert later.is_void
    assert not later.panel.voids.isVisible()
    assert desk.page.signing.mark == ("Void", Role.SILENT)
    assert said_beside(desk) == ["Cannot be sent", VOID]


def test_a_correction_begins_with_the_field_in_which_somebody_is(desk: OfficeDesk) -> None:
    desk.window.open_note(stored_note(desk))
    desk.page.form.go_to("condition")
    desk.shortcut(Qt.Key.Key_R, CONTROL | SHIFT)
    corrects = desk.page.findChild(CorrectionDialog)
    assert corrects
    assert corrects.correction.path == "condition"
    assert corrects.focusWidget() is corrects.new


def said_beside(desk: OfficeDesk) -> list[str]:
    """What the panel beside the note says is next."""
    box = desk.page.needed.findChild(NothingMissing)
    assert isinstance(box, NothingMissing)
    assert box.isVisible()
    assert not any(button.isVisible() for button in box.findChildren(QPushButton))
    return [label.text() for label in box.findChildren(QLabel)]


def test_words_of_a_later_entry_are_not_lost_by_one_escape_and_are_signed_by_keys(
    desk: OfficeDesk,
) -> None:
    desk.window.open_note(stored_note(desk))
    later = desk.page.signing.later
    later.panel.continues.click()
    told = desk.page.findChild(ContinuationDialog)
    assert told
    desk.type(told.text, "The cardiologist wrote back.")
    desk.press(told, Qt.Key.Key_Escape)
    assert told.isVisible()
    assert told.trouble == NOT_SIGNED_YET
    desk.type(told.passphrase, PASSPHRASE)
    desk.press(told.text, Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: len(later.panel.entries) == 2)
    later.panel.corrects.click()
    corrects = desk.page.findChild(CorrectionDialog)
    assert corrects
    desk.type(corrects.reason, "The letter says mitral.")
    for is_left in (False, True):
        desk.press(corrects, Qt.Key.Key_Escape)
        assert corrects.isHidden() is is_left


def test_a_changed_note_says_so_on_the_note_and_in_the_list(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    with desk.office.store.writing() as found:
        signature = found.notes.get(note_id)
        assert signature is not None
        assert signature.signature is not None
        found.signing_keys.end(desk.office.charting.user, dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    desk.window.open_note(note_id)
    later = desk.page.signing.later
    assert later.banner.text.startswith("Signature does not match. ")
    assert desk.page.signing.mark == ("Signature does not match", Role.BLOCKS)
    assert not later.panel.continues.isVisible()
    title, why = said_beside(desk)
    assert title == "Cannot be sent"
    assert why.startswith("Signature does not match. Nothing of it goes to a payer.")
    desk.window.show_notes()
    shown = desk.window.notes_page.table.model().index(0, 3).data()
    assert shown == "Signature does not match"
    with desk.office.store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=(Deed.NOTE_MISFIT,))).rows
    assert [row.note for row in rows] == [note_id]


def test_a_draft_left_for_days_asks_why_and_marks_what_follows(desk: OfficeDesk) -> None:
    note_id = stored_note(desk, signed=False)
    office = desk.office
    with office.store.writing() as found:
        note = found.notes.get(note_id)
        assert note
        found.notes.save(note, NoteSummary(), office.clock.utc() - dt.timedelta(hours=49))
    desk.window.open_note(note_id)
    lateness = desk.page.signing.lateness
    assert lateness.banner.text.endswith("What you enter now is marked as late.")
    assert not office.charting.stored(note_id).late, "looking makes nothing late"
    desk.page.bridge.set_answer("condition", "Mechanical valve, seen by the cardiologist")
    (spell,) = desk.page.note.late
    assert "No reason was given." in late_words(desk, "condition")
    assert late_words(desk, "allergies") == ""
    assert (spell.by, spell.reason) == (office.charting.user, "")
    desk.type(lateness.banner.reason, "The lab called back today")
    desk.press(lateness.banner.reason, Qt.Key.Key_Return)
    said = late_words(desk, "condition")
    assert said.startswith("Late entry, ")
    assert said.endswith("by Ada Samplemann. Reason: The lab called back today")
    condition = editor(desk, "condition")
    assert said in condition.focus_widget().accessibleDescription()
    assert desk.page.flush() == ""
    stored = office.charting.stored(note_id)
    assert stored.late == (replace(spell, reason="The lab called back today"),)
    assert stored.content.entries["condition"].at >= spell.since
    with office.store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=(Deed.NOTE_GONE_ON_LATE,))).rows
    assert len(rows) == 1
    desk.window.reopen()
    assert late_words(desk, "condition") == said, "it is there again when the note is"
    desk.page.bridge.set_answer("condition", None)
    assert late_words(desk, "condition") == "", "nothing entered is late"


def late_words(desk: OfficeDesk, path: str) -> str:
    """What is said of a late answer beside its label; empty where nothing is."""
    (mark,) = editor(desk, path).findChildren(LateMark)
    assert mark.isVisible() is bool(mark.words)
    return mark.words


def test_a_practice_says_itself_after_how_long_entries_are_late(desk: OfficeDesk) -> None:
    note_id = stored_note(desk, signed=False)
    office = desk.office
    with office.store.writing() as found:
        found.practice.save(found.practice.get().model_copy(update={"late_after_hours": 24}))
        note = found.notes.get(note_id)
        assert note
        found.notes.save(note, NoteSummary(), office.clock.utc() - dt.timedelta(hours=25))
    desk.window.open_note(note_id)
    banner = desk.page.signing.lateness.banner
    assert banner.text.endswith("What you enter now is marked as late.")


def test_the_supervising_dentist_co_signs_from_the_queue(desk: OfficeDesk) -> None:
    iris = staff_of(desk, "iris", "Iris", StaffRole.HYGIENIST)
    office = desk.office
    theirs = office.as_user(iris.id)
    note_id = stored_note(desk, signed=False)
    key = key_for(office.store, iris.id, office.clock.utc())
    theirs.charting.sign(theirs.charting.open(note_id), key)
    desk.shortcut(Qt.Key.Key_8, ALT)
    desk.shortcut(Qt.Key.Key_Return)
    assert desk.page.note.id == note_id
    assert desk.page.signing.mark == ("Waits for co-signature", Role.DENTIST)
    queue = desk.window.findChild(SigningWays)
    assert queue
    assert queue.banner.text.startswith("To sign: 1 of 1. Read the note, then co-sign it.")
    desk.shortcut(Qt.Key.Key_S, CONTROL | SHIFT)
    dialog = desk.page.findChild(CoSignDialog)
    assert dialog
    typed_passphrase(desk, dialog)
    desk.until(lambda: not desk.page.signing.later.awaited)
    assert queue.banner.text == "Signed: 1 of 1. F9 leads on."
    assert len(desk.page.signing.later.panel.entries) == 2
    assert office.signing.waiting() == ()


LATER = (Do.CONTINUE, Do.CORRECT, Do.VOID)


def offered(desk: OfficeDesk) -> set[Do]:
    return {do for do in LATER if desk.window.actions_by_name[do].isEnabled()}


def test_keys_add_to_a_signed_note_and_to_nothing_else(desk: OfficeDesk) -> None:
    draft, signed = stored_note(desk, signed=False), stored_note(desk)
    assert offered(desk) == set(), "the list of notes is shown"
    desk.window.open_note(draft)
    assert offered(desk) == set()
    desk.window.open_note(signed)
    assert offered(desk) == set(LATER)
    for key, kind in ((Qt.Key.Key_A, ContinuationDialog), (Qt.Key.Key_R, CorrectionDialog)):
        desk.shortcut(key, CONTROL | SHIFT)
        dialog = desk.page.findChild(kind)
        assert dialog
        desk.press(dialog, Qt.Key.Key_Escape)
        with desk.qtbot.waitActive(desk.window):
            desk.window.activateWindow()
    desk.shortcut(Qt.Key.Key_V, CONTROL | SHIFT)
    void = desk.page.findChild(VoidDialog)
    assert void
    desk.type(void.reason, "Written twice.")
    typed_passphrase(desk, void)
    desk.until(lambda: desk.page.signing.later.is_void)
    assert offered(desk) == set(), "a void note takes nothing more"


def test_who_may_not_sign_is_offered_no_later_entry(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    with desk.office.store.writing() as found:
        me = found.staff.get(desk.office.trail.who)
        assert me
        name = PersonName(given="Mona", family="Testwell")
        found.staff.save(StaffMember(id="mona", name=name, role=StaffRole.MANAGER))
        found.staff.save(me.model_copy(update={"role": StaffRole.FRONT_DESK, "more_roles": ()}))
    desk.window.open_note(note_id)
    assert offered(desk) == set()
