"""Handing over in the window: who is led to it, what both people see, who takes back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.services.work.work_words import signing_act
from app.ui.dialogs.hand_over_dialog import HandOverDialog
from app.ui.dialogs.sign_dialog import SignDialog
from app.ui.models.note_rows import Column
from app.ui.models.waiting_words import waiting_words
from app.ui.pages.notes.to_sign import ToSignPage
from app.ui.ways.signing_ways import SigningWays
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.pack_acts import stored_note
from tests.ui.window.signing_acts import drafts_for, staff_of, typed_passphrase

SHIFT = Qt.KeyboardModifier.ShiftModifier


def left_in(words: str) -> int:
    """How many fields a banner says are left."""
    return int(words.partition(": ")[2].split(" ")[0])


def test_handing_over_attests_and_says_for_whom_it_waits(desk: OfficeDesk) -> None:
    name = PersonName(given="Grace", family="Specimen")
    grace = StaffMember(id="grace", name=name, role=StaffRole.DENTIST, credential="DMD")
    with desk.office.store.writing() as found:
        found.staff.save(grace)
    desk.window.open_note(stored_note(desk, signed=False))
    desk.shortcut(Qt.Key.Key_H, CONTROL | SHIFT)
    dialog = desk.page.findChild(HandOverDialog)
    assert dialog
    assert dialog.to == "grace"
    typed_passphrase(desk, dialog)
    desk.until(lambda: bool(desk.page.note.waits_for))
    words = desk.page.signing.waiting.banner.text
    assert words.startswith("Handed over; waits for Grace Specimen: ")
    assert words.endswith("fields and a signature")
    with desk.office.store.reading() as found:
        (seal,) = found.seals.of_note(desk.page.note.id)
    assert seal.kind.value == "attestation"
    listed = words.replace("Handed over; waits", "Waits")
    queue = desk.window.findChild(SigningWays)
    assert queue
    queue.show()
    (given,) = (page.given for page in desk.window.findChildren(ToSignPage))
    assert given.model().index(0, Column.MISSING).data() == listed, "who handed over sees for whom"
    desk.window.show_notes()
    assert desk.window.notes_page.table.model().index(0, Column.MISSING).data() == listed
    hers = desk.office.as_user("grace").signing
    told = [waiting_words(row, hers.names()) for row in hers.waiting()]
    assert told == [listed.replace("Grace Specimen", "you")]
    desk.window.open_note(desk.stored()[0].id)
    before = left_in(words)
    desk.page.bridge.set_answer("condition", "")
    assert left_in(desk.page.signing.waiting.banner.text) == before + 1
    desk.page.bridge.set_answer("condition", "Mechanical valve")
    assert left_in(desk.page.signing.waiting.banner.text) == before
    next(b for b in desk.page.signing.waiting.banner.buttons if b.text() == "Take back").click()
    assert desk.page.note.waits_for == ""
    assert desk.page.signing.waiting.banner.text == ""


def test_who_may_not_sign_is_led_to_handing_over(desk: OfficeDesk) -> None:
    staff_of(desk, "grace", "Grace", StaffRole.DENTIST)
    with desk.office.store.writing() as found:
        me = found.staff.get(desk.office.charting.user)
        assert me
        found.staff.save(me.model_copy(update={"role": StaffRole.FRONT_DESK}))
    desk.window.open_note(stored_note(desk, signed=False))
    steps = [button.text() for button in desk.page.header.findChildren(QPushButton)]
    assert "Hand over…" in steps
    assert "Sign…" not in steps
    desk.shortcut(Qt.Key.Key_S, CONTROL | SHIFT)
    dialog = desk.page.findChild(SignDialog)
    assert dialog
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Hand over…").click()
    assert not dialog.isVisible()
    hand_over = desk.page.findChild(HandOverDialog)
    assert hand_over
    hand_over.attests.setChecked(False)
    hand_over.act.click()
    assert desk.page.note.waits_for == "grace"
    with desk.office.store.reading() as found:
        assert found.seals.of_note(desk.page.note.id) == ()


def test_whom_a_draft_waits_for_signs_it_or_gives_it_back(desk: OfficeDesk) -> None:
    (note_id,) = drafts_for(desk, 1)
    with desk.office.store.writing() as found:
        name = PersonName(given="Mona", family="Testwell")
        found.staff.save(StaffMember(id="mona", name=name, role=StaffRole.MANAGER))
        me = found.staff.get(desk.office.trail.who)
        assert me
        found.staff.save(me.model_copy(update={"more_roles": ()}))
    desk.window.open_note(note_id)
    banner = desk.page.signing.waiting.banner
    assert banner.text.startswith("Handed over; waits for you: ")
    words = [button.text() for button in banner.buttons]
    assert words == ["Sign…", "Hand back to Finn Deskwell"]


def test_what_is_not_complete_goes_back_to_who_handed_it_over(desk: OfficeDesk) -> None:
    (note_id,) = drafts_for(desk, 1)
    desk.window.open_note(note_id)
    banner = desk.page.signing.waiting.banner
    banner.buttons[1].click()
    assert desk.page.note.waits_for == "finn"
    assert banner.text.startswith("Handed over; waits for Finn Deskwell: ")
    assert [button.text() for button in banner.buttons] == ["Take back"]
    theirs = desk.office.as_user("finn").signing
    (row,) = theirs.waiting()
    assert (row.id, signing_act(row)) == (note_id, "Finish and hand over the note")
    giver = theirs.hand_over.giver(desk.page.note)
    assert giver
    assert giver.id == desk.office.trail.who


def test_a_passphrase_that_nobody_asked_for_goes_into_nothing(desk: OfficeDesk) -> None:
    (note_id,) = drafts_for(desk, 1)
    staff_of(desk, "grace", "Grace", StaffRole.DENTIST)
    desk.window.open_note(note_id)
    desk.shortcut(Qt.Key.Key_H, CONTROL | SHIFT)
    dialog = desk.page.findChild(HandOverDialog)
    assert dialog
    assert dialog.without_signature(), "whoever opened it has entered nothing"
    assert dialog.focusWidget() is dialog.choice
