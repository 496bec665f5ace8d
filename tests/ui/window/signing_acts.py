"""Drafts that wait, staff, and passphrases typed: what tests of signing in the window share."""

from PySide6.QtCore import Qt

from app.domain.finding.listing import NoteSummary
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.services.notes.charting import summary_of
from app.ui.dialogs.signing_dialog import SigningDialog
from tests.office_desk import PASSPHRASE, OfficeDesk


def drafts_for(desk: OfficeDesk, count: int) -> tuple[str, ...]:
    """Drafts that Finn handed to whoever is at the keyboard, the longest waiting first."""
    office, name = desk.office, PersonName(given="Finn", family="Deskwell")
    finn = StaffMember(id="finn", name=name, role=StaffRole.FRONT_DESK)
    with office.store.writing() as found:
        found.staff.save(finn)
    theirs = office.as_user("finn")
    made = []
    for number in range(count):
        draft = theirs.charting.new_note("p1", "D9311")
        draft.set_answer("condition", f"Mechanical valve {number}")
        note = theirs.charting.save(draft.note, summary_of(draft.state))
        theirs.signing.hand_over.hand_over(note, NoteSummary(2), office.charting.user, None)
        made.append(note.id)
    return tuple(made)


def typed_passphrase(desk: OfficeDesk, dialog: SigningDialog) -> None:
    desk.type(dialog.passphrase, PASSPHRASE)
    desk.press(dialog.passphrase, Qt.Key.Key_Return)


def staff_of(desk: OfficeDesk, staff_id: str, given: str, role: StaffRole) -> StaffMember:
    member = StaffMember(id=staff_id, name=PersonName(given=given, family="Specimen"), role=role)
    with desk.office.store.writing() as found:
        return found.staff.save(member)
