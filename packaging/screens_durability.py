"""Locks, restores and what was left unfinished, for the pictures that `screens.py` draws."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget
from rpds import HashTrieMap

from app.domain.finding.listing import NoteQuery, PatientQuery
from app.domain.guides.answers import Text
from app.domain.left_open.unfinished import LeftWork, record_name, unsaved_text
from app.domain.notes.note import Content
from app.services.notes.guide_migration import EVERYBODY
from app.services.office.office import Office
from app.ui.dialogs.restore_dialog import RestoreDialog
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.practice.backup_row import BackupRow
from app.ui.pages.requests.history import ask_what_happened
from app.ui.window.application import Program
from app.ui.window.main_window import MainWindow

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]

_LEFT = {"recall_months": Text("6"), "front_desk_remark": Text("Prefers mornings.")}


def draw_durability(
    program: Program, phrase: str, share: Path, draw: Draw, draw_dialog: DrawDialog, until: Until
) -> None:
    """Backups and their restore, a form that changed, and the way back after a lock."""
    window, office = _opened(program)
    share.mkdir()
    _backups(window, share, draw, draw_dialog, until)
    _form_changed(window, office, draw)
    ask_what_happened(lambda _reason: None, window)
    draw_dialog(window, "explain a misfit")
    _lock(program, phrase, draw, until)


def _opened(program: Program) -> tuple[MainWindow, Office]:
    assert program.window is not None, "unlocked"
    assert program.office is not None, "unlocked"
    return program.window, program.office


def _backups(
    window: MainWindow, share: Path, draw: Draw, draw_dialog: DrawDialog, until: Until
) -> None:
    window.records.show_backups()
    draw(window, "backups, none yet")
    window.findChildren(BackupRow)[-1].take(str(share))
    until(lambda: not window.records.backing.is_running)
    draw(window, "backups")
    for step in ("choose", "compared"):
        window.records.ask_restore()
        dialog = window.findChildren(RestoreDialog)[-1]
        until(dialog.look.isEnabled)
        if step == "compared":
            dialog.bring()
            until(partial(_is_told, dialog))
        draw_dialog(window, f"restore, {step}")


def _form_changed(window: MainWindow, office: Office, draw: Draw) -> None:
    """As if an older version had asked two things more."""
    with office.store.writing() as found:
        note = found.notes.page(NoteQuery(status="draft")).rows[0]
        text = unsaved_text(Content(HashTrieMap(_LEFT)), 1)
        name = record_name("form", note.id)
        found.unfinished.keep(LeftWork(EVERYBODY, name, office.clock.utc(), text))
    window.show_notes()
    window.open_note(note.id)
    draw(window, "note, the form has changed")


def _lock(program: Program, phrase: str, draw: Draw, until: Until) -> None:
    """Lock over a page that cannot be saved, then over an open note."""
    window, office = _opened(program)
    with office.store.reading() as found:
        patient = found.patients.page(PatientQuery()).rows[0].id
    window.show_patient(patient)
    page = window.records.page
    assert isinstance(page, PatientPage), "shown just now"
    page.session.bridge.set_answer("birth_date", "the ides of March")
    _unlock(program, phrase, until)
    draw(_opened(program)[0], "after a lock, a page not saved")
    window, _ = _opened(program)
    window.show_patient(patient)
    draw(window, "a page with what was not saved")
    window.findChildren(PatientPage)[-1].notice.buttons[0].click()
    window.show_notes()
    window.open_note(window.notes_page.table.model().index(0, 0).data(256).id)
    _unlock(program, phrase, until)
    draw(_opened(program)[0], "after a lock, an open note")


def _unlock(program: Program, phrase: str, until: Until) -> None:
    program.lock()
    assert program.door is not None, "locked"
    program.door.page.findChildren(QLineEdit)[0].setText(phrase)
    program.door.page.advanced.emit()
    until(lambda: program.window is not None)


def _is_told(dialog: RestoreDialog) -> bool:
    return bool(dialog.told)
