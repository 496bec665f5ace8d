"""What the window asks for in a finder: a note or patient to open, a command, a new note's steps.

The main window has one and does what its signals say.
"""

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.finding.listing import DocumentRow, NoteRow, PatientRow
from app.domain.practice.people import Patient
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.dialogs import lists
from app.ui.dialogs.add_patient import AddPatient
from app.ui.dialogs.finder import Finder
from app.ui.dialogs.finder_rows import Find
from app.ui.dialogs.lists import NewPatient
from app.ui.page_tools import PageTools

_TO_PAGE = re.compile(r"Alt\+[0-9]")
_ALIKE = "Somebody of this name and birth date is listed. Press Enter again to add one more."


class Finding(QObject):
    """Opens finders over the window; what was picked goes out by signal."""

    note_picked = Signal(str)  # note id
    patient_picked = Signal(str)  # patient id; empty for a new one
    document_picked = Signal(str)  # document id
    note_wanted = Signal(str, str)  # patient id, code
    command_picked = Signal(object)  # Do
    troubled = Signal(str)  # one sentence: a patient could not be added

    def __init__(
        self, office: Office, actions: Mapping[Do, QAction], tools: PageTools, window: QWidget
    ) -> None:
        super().__init__(window)
        self._office = office
        self._actions = actions
        self._tools = tools
        self._window = window

    def ask_open(self) -> None:
        """Ask for a patient, note or document to open."""
        find = lists.everything(self._office.store)
        self._ask("Open", "Patient, chart number, code, or words of a note", find, self._on_opened)

    def ask_patient(self) -> None:
        """Ask for a patient whose page to show."""
        find = lists.patients_and_import(self._office.store)
        self._ask("Patients", "Name or chart number", find, self._on_opened)

    def ask_command(self) -> None:
        """Ask what to do."""
        find = lists.commands(self._actions)
        self._ask("Commands", "What would you like to do?", find, self.command_picked.emit)

    def ask_new_note(self) -> None:
        """Ask for the patient of a new note, then for the code."""
        find = lists.patients_for_note(self._office.store)
        self._ask("New note: for which patient?", "Name or chart number", find, self._on_patient)

    def ask_code(self, patient_id: str) -> None:
        """Ask for the code of a patient's new note."""
        find = lists.codes(self._office.charting.catalogue.titles())
        self._ask(
            "New note: for which code?",
            "Code or words",
            find,
            lambda code: self.note_wanted.emit(patient_id, str(code)),
        )

    def _ask(self, title: str, prompt: str, find: Find, chosen: Callable[[object], object]) -> None:
        tools = self._tools
        finder = Finder(title, prompt, find, tools.appearance, tools.icons, self._window)
        finder.chosen.connect(chosen)
        self._let_go(finder)
        finder.open_over(self._window)

    def _let_go(self, finder: Finder) -> None:
        """Let the keys of the pages, Alt and a digit, close the finder and go there."""

        def go(action: QAction) -> None:
            if action.isEnabled():
                finder.reject()
                action.trigger()

        for action in self._actions.values():
            for keys in action.shortcuts():
                if _TO_PAGE.fullmatch(keys.toString()):
                    shortcut = QShortcut(keys, finder)
                    shortcut.activated.connect(lambda action=action: go(action))

    def _on_opened(self, found: object) -> None:
        if isinstance(found, NoteRow):
            self.note_picked.emit(found.id)
        elif isinstance(found, PatientRow):
            self.patient_picked.emit(found.id)
        elif isinstance(found, DocumentRow):
            self.document_picked.emit(found.id)
        elif isinstance(found, NewPatient):
            self.patient_picked.emit("")
        elif isinstance(found, Do):
            self.command_picked.emit(found)

    def _on_patient(self, found: object) -> None:
        if isinstance(found, PatientRow):
            self.ask_code(found.id)
        elif isinstance(found, NewPatient):
            self._add_patient(found.typed)

    def _add_patient(self, typed: str) -> None:
        records = self._office.records
        dialog = AddPatient(
            typed,
            records.fresh_id(),
            self._office.clock.local().date(),
            lambda patient: _ALIKE if records.lookalikes(patient) else "",
            self._window,
        )
        dialog.made.connect(self._on_added)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_added(self, patient: Patient) -> None:
        try:
            self._office.records.save(patient)
        except Exception as error:  # noqa: BLE001 - said like every failed save
            self.troubled.emit(self._tools.words.of(error))
            return
        self.ask_code(patient.id)
