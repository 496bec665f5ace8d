"""A desk for record pages: a real store in memory, real workers, a page in a window, typing."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import make_printer
from app.domain.guides.answers import Person
from app.interchange.csv_lines import csv_lines
from app.log import open_log
from app.services.audit.history import History
from app.services.audit.what_left import WhatLeft
from app.services.documents.documents import DocumentDrawer
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.charting import Clock
from app.services.office.used_folders import UsedFolders
from app.services.ports.store import Store
from app.services.records.records import Records
from app.services.requests.patient_requests import RequestDesk
from app.settings import Settings
from app.ui.failure_words import FailureWords
from app.ui.fields.attaching import NoDesk
from app.ui.fields.editor import FieldEditor
from app.ui.fields.support import EditorSupport
from app.ui.file_dialogs import FileDialogs
from app.ui.icons import Icons
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.records.record_page import RecordPage
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance
from tests.fake_light_table import FakeLightTable
from tests.sample_trail import TRAIL
from tests.small_guide import NOW, index

CODES = {"D9311": "Consultation", "D9997": "Case management"}


class RecordDesk:
    """Holds the store, the records over it and what pages are built with."""

    def __init__(
        self,
        qtbot: QtBot,
        appearance: Appearance,
        icons: Icons,
        store: Store,
        tasks: TaskRunner,
        logs: Path,
    ) -> None:
        self.qtbot = qtbot
        self.store = store
        self.records = Records(store, TRAIL)
        editors = EditorSupport(
            icons=icons,
            today=NOW.date,
            staff=lambda: (Person("Ada Samplemann", "dentist", "DDS", "", "s1"),),
            professionals=tuple,
            search_diagnoses=lambda _text: (),
            attaching=NoDesk(),
            suggest=lambda _path: "",
        )
        clock = Clock(lambda: NOW, dt.UTC)
        reader = AnswerReader(lambda: NOW, index)
        used = UsedFolders(self.records.unfinished)
        files = FileDialogs(used, tasks)
        self.support = PageSupport(appearance, editors, reader, clock, tasks, "s1", files)
        self.table = FakeLightTable()
        self.drawer = DocumentDrawer(store, self.table, clock)
        history = History(store, TRAIL, dt.UTC, csv_lines)
        self.what_left = WhatLeft(store, history, make_printer(self.table), clock, TRAIL)
        self.log = open_log(logs)
        self.tools = PageTools(
            appearance,
            icons,
            tasks,
            FailureWords(self.log),
            Settings,
            lambda _settings: None,
            logs,
            used,
        )

    def desk(self, patient_id: str) -> DocumentDesk:
        """A desk for documents over the store and a small light table."""
        return DocumentDesk(self.drawer, lambda: patient_id, "s1", self.tools, self.tools.runner)

    def patient_page(self, patient_id: str) -> PatientPage:
        """The page of a patient, as the window makes it; not shown yet."""
        patient_id = patient_id or self.records.fresh_id()
        desk = self.desk(patient_id)
        support = replace(self.support, editors=replace(self.support.editors, attaching=desk))
        page = PatientPage(
            self.records,
            CODES,
            support,
            desk,
            self.what_left,
            RequestDesk(self.store, NOW.date, "s1"),
            self.tools,
            patient_id,
        )
        desk.setParent(page)
        return page

    def show(self, page: QWidget, width: int = 1280, height: int = 720) -> None:
        """Show a page in a window of its own."""
        self.qtbot.addWidget(page)
        page.resize(width, height)
        with self.qtbot.waitActive(page):
            page.show()

    def type(self, text: str) -> None:
        """Type where the caret is, in place of what stands there."""
        focus = QApplication.focusWidget()
        assert focus
        if isinstance(focus, QLineEdit):
            focus.selectAll()
        QTest.keyClicks(focus, text)

    def press(
        self, keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        focus = QApplication.focusWidget()
        assert focus
        QTest.keyClick(focus, keys, modifier)

    def save(self, page: RecordPage) -> None:
        """Press Ctrl+S and wait until it is stored."""
        with self.qtbot.waitSignal(page.saved):
            self.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def until(self, holds: Callable[[], bool]) -> None:
        """Let workers come back until something holds."""
        self.qtbot.waitUntil(holds)


def focused_editor() -> FieldEditor:
    """The editor that has the caret."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldEditor):
        widget = widget.parentWidget()
    assert widget
    return widget
