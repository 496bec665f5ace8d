"""Two versions of a note and of a record, and work without a server, for `screens.py`."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.notes.note import Entry, Note
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.dialogs.left_out import LeftOutDialog
from app.ui.pages.conflicts.conflict_page import ConflictPage
from app.ui.pages.notes.note_page import NotePage
from app.ui.pages.patients.patient import PatientPage
from app.ui.ways.live_ways import LiveWays
from app.ui.window.main_window import MainWindow

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]

_MINE = {
    "condition": "Mechanical mitral valve since 2019, stable; last echo in spring",
    "dental_condition": "Generalized periodontitis, stage III, bleeding on probing",
    "allergies": "Penicillin: rash as a child",
}
_THEIRS = {
    "condition": "Mechanical aortic valve since 2019, stable",
    "dental_condition": "Two abscessed molars",
    "allergies": "None known",
    "anesthesia": "Articaine with epinephrine 1:200,000",
}
_ELSEWHERE = "Otto Beispiel has it open since 10:14 AM"


def draw_side_by_side(
    window: MainWindow, office: Office, draw: Draw, draw_dialog: DrawDialog, until: Until
) -> None:
    """A note that two people changed, and what they see of each other."""
    page = _begun(window)
    until(lambda: page.autosave.is_clean)
    _save_elsewhere(office, page.note)
    for path, words in _MINE.items():
        page.bridge.set_answer(path, words)
    until(lambda: page.keeping.comparison is not None)
    page.header.show_elsewhere(_ELSEWHERE)
    draw(window, "side by side, note changed by two")
    page.notice.buttons[0].click()
    until(lambda: isinstance(window.pages.currentWidget(), ConflictPage))
    comparing = window.pages.currentWidget()
    assert isinstance(comparing, ConflictPage), "waited for"
    draw(window, "side by side, two versions")
    comparing.cards[0].choose("both")
    comparing.cards[1].choose("mine")
    draw(window, "side by side, two versions, half decided")
    comparing.all_theirs.click()
    comparing.save.click()
    until(lambda: page.autosave.is_clean)
    window.actions_by_name[Do.LEFT_OUT].trigger()
    until(lambda: any(each.isVisible() for each in page.findChildren(LeftOutDialog)))
    draw_dialog(window, "side by side, answers left out")
    live = window.findChild(LiveWays)
    assert live is not None, "the window has one"
    live.server.show_lost()
    page.header.show_saving(page.autosave.state, office.clock.zone, kept=True)
    draw(window, "side by side, without the server")
    window.show_notes()
    window.notes_page.show_elsewhere({page.note.id: _ELSEWHERE})
    draw(window, "side by side, list")
    live.server.notice.say("")
    window.notes_page.show_elsewhere({})
    _record(window, office, page.note.patient_id, draw_dialog, until)


def _record(
    window: MainWindow, office: Office, patient_id: str, draw_dialog: DrawDialog, until: Until
) -> None:
    window.show_patient(patient_id)
    page = window.records.page
    assert isinstance(page, PatientPage), "shown just now"
    stored = office.records.patient_file(patient_id).patient
    assert stored is not None, "a sample"
    office.records.save(stored.model_copy(update={"phone": "555-010-0177", "language": "Spanish"}))
    page.session.bridge.set_answer("phone", "555-010-0188")
    page.save()
    until(lambda: page.session.joining.merge is not None)
    page.notice.buttons[0].click()
    draw_dialog(window, "side by side, two versions of a patient")
    page.notice.buttons[-1].click()
    window.show_notes()


def _begun(window: MainWindow) -> NotePage:
    patient = window.notes_page.table.model().index(0, 0).data(256).patient_id
    window.new_note(patient, "D9311")
    assert window.note_page is not None, "just made"
    window.note_page.bridge.set_answer("planned_procedures", "Flap surgery with bone grafting")
    return window.note_page


def _save_elsewhere(office: Office, note: Note) -> None:
    """Save the note as somebody else at another workstation would."""
    with office.store.writing() as found:
        stored = found.notes.get(note.id)
        assert stored is not None, "saved before"
        other = next(each.id for each in found.staff.all() if each.id != office.charting.user)
        content = stored.content
        for path, words in _THEIRS.items():
            entry = Entry(other, office.clock.utc())
            content = replace(
                content,
                answers=content.answers.insert(path, Text(words)),
                entries=content.entries.insert(path, entry),
            )
        found.notes.save(replace(stored, content=content), NoteSummary(), office.clock.utc())
