"""The Audit binder page: which notes, how many, and the binder made of them.

`request_ways` shows it, of one patient or of everybody.
"""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.domain.practice.authority import Right
from app.domain.reading.dates import read_date
from app.domain.reading.problem import Unread
from app.services.notes.directory import Directory
from app.services.office.request_room import RequestRoom
from app.services.requests.binder import FILE_NAME, NOTES_IN_VOLUME, BoundBinder
from app.services.requests.binder_material import BinderWish
from app.ui.fields.day_meant import show_meant_when_left
from app.ui.fields.drop_down import DropDown
from app.ui.form.page import Page
from app.ui.page_tools import PageTools
from app.ui.pages.parts.long_work import LongWork
from app.ui.pages.requests.plain_page import PlainPage
from app.ui.theme import Role, Space, dress

_INTRO = (
    "One PDF for a board, a court or an auditor: a cover, who signed with which key, every signed"
    " note with all that was added to it, page numbers through the whole, and a last page for the"
    " custodian of records to sign."
)
_MAY_NOT = (
    "Your roles let you make a binder of one patient only: open it from the patient’s requests."
)
_WIDTH = 300


class BinderPage(PlainPage):
    """`patient_id` is empty for everybody's notes."""

    def __init__(
        self,
        room: RequestRoom,
        tools: PageTools,
        patient_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tools, "Audit binder", _whose(room, patient_id), parent)
        self._room = room
        self._patient_id = patient_id
        self.since = self._day_line("First date of service", "From the beginning, or 1/1/2026")
        self.until = self._day_line("Last date of service", "Until today, or t-30")
        self.treating = DropDown(self)
        self.treating.setAccessibleName("Treating provider")
        self.treating.setMinimumWidth(_WIDTH)
        self.treating.addItem("Everybody", "")
        for person in Directory(room.store).staff():
            self.treating.addItem(person.name, person.entry)
        self.treating.currentIndexChanged.connect(lambda _at: self.count())
        self.found = QLabel(self)
        self.found.setWordWrap(True)
        self.make = QPushButton("Make the binder…", self)
        dress(self.make, kind="primary")
        self.make.clicked.connect(self._ask_file)
        self.work = LongWork(tools, "How far the binder is", self)
        self._lay_out()
        self.count()

    @property
    def wish(self) -> BinderWish | None:
        """What is asked for; None while a day cannot be read."""
        since, until = self._day(self.since), self._day(self.until)
        if isinstance(since, Unread) or isinstance(until, Unread):
            return None
        return BinderWish(since, until, self._patient_id, self.treating.currentData() or "")

    def take_focus(self) -> None:
        """Put the caret into the first day."""
        self.since.setFocus()

    def count(self) -> None:
        """Say how many notes fit."""
        wish = self.wish
        may = self._room.desk.may(Right.ANSWER_REQUESTS if self._patient_id else Right.SEE_HISTORY)
        if not may:
            self._say(_MAY_NOT, Role.WARNS)
        elif wish is None:
            self._say("A day cannot be read. Type it like 11/3/2026.", Role.BLOCKS)
        else:
            notes, drafts = self._room.binders.count(wish)
            self._say(_counted(notes, drafts), Role.TEXT)
            may = bool(notes)
        self.make.setEnabled(may and wish is not None)

    def write_to(self, target: Path) -> None:
        """Make the binder; nothing while one is made."""
        wish, binders = self.wish, self._room.binders
        if wish is not None and not self.work.is_running:
            self.work.run(
                lambda progress, stop: binders.write(wish, target, progress, stop), self._on_bound
            )

    def _day_line(self, name: str, example: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(example)
        line.setAccessibleName(name)
        line.setMinimumWidth(_WIDTH)
        line.textChanged.connect(lambda _text: self.count())
        show_meant_when_left(line, self._room.desk.today)
        return line

    def _day(self, line: QLineEdit) -> dt.date | Unread | None:
        text = line.text().strip()
        return read_date(text, self._room.desk.today()) if text else None

    def _say(self, words: str, tone: Role) -> None:
        self.found.setText(words)
        dress(self.found, tone=tone)

    def _lay_out(self) -> None:
        page = Page(self.tools.appearance, self)
        intro = QLabel(_INTRO, page.middle)
        intro.setWordWrap(True)
        dress(intro, tone=Role.MUTED)
        form = QFormLayout()
        form.setHorizontalSpacing(Space.L)
        form.setVerticalSpacing(Space.S)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow("Services from", self.since)
        form.addRow("Services through", self.until)
        form.addRow("Treating provider", self.treating)
        page.column.addWidget(intro)
        page.column.addSpacing(Space.S)
        page.column.addLayout(form)
        page.column.addWidget(self.found)
        page.column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        page.column.addWidget(self.work)
        page.column.addStretch(1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(page)

    def _ask_file(self) -> None:
        if not self.work.is_running:  # the button stays, so that the focus does
            files = self.tools.files
            files.ask_to_save("Audit binder", FILE_NAME, "PDF files", self.write_to, self)

    def _on_bound(self, bound: BoundBinder) -> None:
        files = bound.volumes[0].name
        if len(bound.volumes) > 1:
            files = f"{len(bound.volumes)} volumes, {files} to {bound.volumes[-1].name},"
        self.work.say(
            f"{files} written: {_notes(bound.notes)} on {bound.pages:,} pages. The last page is for"
            " the custodian’s signature.",
            Role.DONE,
        )


def _whose(room: RequestRoom, patient_id: str) -> str:
    if not patient_id:
        return "Signed notes of everybody, by date of service and provider"
    with room.store.reading() as found:
        patient = found.patients.get(patient_id)
    return f"Signed notes of {patient.name.full}" if patient else "Signed notes of one patient"


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"


def _counted(notes: int, drafts: int) -> str:
    said = "1 signed note" if notes == 1 else f"{notes:,} signed notes"
    if notes > NOTES_IN_VOLUME:
        said += f", in {-(-notes // NOTES_IN_VOLUME)} volumes"
    if drafts:
        said += "; 1 draft stays out" if drafts == 1 else f"; {drafts:,} drafts stay out"
    return f"{said}."
