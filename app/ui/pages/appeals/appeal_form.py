"""What is written for an appeal: the request, quotations, own words, enclosures, authorization.

The page of an appeal holds it at the left of the letter.
"""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.reading.dates import show_date
from app.services.cards.appeal_words import OF_MEMBER
from app.services.denials.appeal_file import AppealFile
from app.services.packs.pack_material import Attached
from app.ui.fields.drop_down import DropDown
from app.ui.fields.long_text import GrowingText
from app.ui.page_tools import PageTools
from app.ui.pages.appeals.appeal_quotes import AppealQuotes
from app.ui.pages.claims.claim_section import words
from app.ui.pages.packs.pack_documents import PackDocuments
from app.ui.pages.parts.day_line import DayLine
from app.ui.theme import Face, Role, Space, dress

_QUOTES = (
    "Tick what the letter quotes. It goes in word for word, with who signed it and when; what was"
    " added later is marked as later."
)
_NO_NOTE = "No signed note stands on this claim: there is nothing to quote."
_WORDS = "Goes into a part of its own that says it was written for this letter."
_DOCUMENTS = "The whole chart note always goes along, as it was signed."
_NO_DOCUMENTS = "No documents yet. Take the EOB in on the patient’s page."
_MEMBER = "This is the member’s right. Without the signed authorization nothing is sent."
_NONE = "Choose the document"


class AppealForm(QWidget):
    """`edited` carries a field of the appeal and its value; only the user's own edits are told."""

    edited = Signal(str, object)
    document_opened = Signal(str)

    def __init__(self, tools: PageTools, now: Callable[[], dt.datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._telling = False
        self.request = self._text("What you ask for")
        self.note = DropDown(self)
        self.quotes = AppealQuotes(tools.appearance, tools.icons, self)
        self.own = self._text("Your own words")
        self.documents = PackDocuments(tools.appearance, tools.icons, self)
        self.member = QWidget(self)
        self.authorization = DropDown(self.member)
        self.authorized_on = DayLine("Signed on", "Example: 11/3", now, self.member)
        self._quotes_hint = words(_QUOTES, self, face=Face.CAPTION, tone=Role.MUTED)
        self._documents_hint = words(_DOCUMENTS, self, face=Face.CAPTION, tone=Role.MUTED)
        self._lay_out()
        self._connect()

    def show_file(self, file: AppealFile) -> None:
        """Show an appeal, without telling anybody."""
        appeal = file.appeal
        self._telling = True
        _put(self.request, appeal.request)
        _put(self.own, appeal.words)
        self._show_notes(file)
        self.quotes.show_offered(file.offered, appeal.quotes)
        self.quotes.setVisible(bool(file.offered))
        self._quotes_hint.setText(_QUOTES if file.offered else _NO_NOTE)
        attached = tuple(
            Attached(each.title, each.sha256, each, "documents", each.sensitive)
            for each in file.documents
        )
        self.documents.show_documents(attached, appeal.documents)
        self.documents.setVisible(bool(attached))
        self._documents_hint.setText(_DOCUMENTS if attached else f"{_DOCUMENTS} {_NO_DOCUMENTS}")
        self._show_member(file)
        self._telling = False
        may = appeal.is_written
        for widget in (self.request, self.own):
            widget.setReadOnly(not may)
        for other in (
            self.note,
            self.quotes,
            self.documents,
            self.authorization,
            self.authorized_on,
        ):
            other.setEnabled(may)

    def _show_notes(self, file: AppealFile) -> None:
        """The note can be chosen where the claim has several."""
        self.note.clear()
        for note_id, label in file.notes:
            self.note.addItem(label, note_id)
        self.note.setCurrentIndex(max(self.note.findData(file.appeal.note), 0))
        self.note.setVisible(len(file.notes) > 1)

    def _show_member(self, file: AppealFile) -> None:
        appeal = file.appeal
        self.member.setVisible(appeal.kind in OF_MEMBER)
        self.authorization.clear()
        self.authorization.addItem(_NONE, "")
        for each in file.documents:
            self.authorization.addItem(each.title, each.id)
        self.authorization.setCurrentIndex(
            max(self.authorization.findData(appeal.authorization), 0)
        )
        day = appeal.authorization_on
        self.authorized_on.setText(show_date(day) if day else "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self._section(column, "What you ask for", self.request)
        self.note.setAccessibleName("The note it rests on")
        self._section(column, "What the record says", self.note, self._quotes_hint, self.quotes)
        hint = words(_WORDS, self, face=Face.CAPTION, tone=Role.MUTED)
        self._section(column, "Your own words", hint, self.own)
        self._section(column, "Enclosed", self._documents_hint, self.documents)
        self._lay_out_member()
        column.addSpacing(Space.M)
        column.addWidget(self.member)

    def _lay_out_member(self) -> None:
        title = QLabel("The member’s authorization", self.member)
        dress(title, face=Face.LEAD)
        self.authorization.setAccessibleName("Document of the authorization")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.authorization, 1)
        row.addWidget(self.authorized_on)
        column = QVBoxLayout(self.member)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(title)
        column.addWidget(words(_MEMBER, self.member, face=Face.CAPTION, tone=Role.MUTED))
        column.addLayout(row)

    def _section(self, column: QVBoxLayout, title: str, *widgets: QWidget) -> None:
        label = QLabel(title, self)
        dress(label, face=Face.LEAD)
        if column.count():
            column.addSpacing(Space.M)
        column.addWidget(label)
        for widget in widgets:
            column.addWidget(widget)
            widget.raise_()  # children in reading order, for Tab

    def _text(self, name: str) -> GrowingText:
        text = GrowingText(self)
        text.setAccessibleName(name)
        text.setUndoRedoEnabled(True)
        return text

    def _connect(self) -> None:
        self.request.textChanged.connect(lambda: self._tell("request", self.request.toPlainText()))
        self.own.textChanged.connect(lambda: self._tell("words", self.own.toPlainText()))
        self.note.currentIndexChanged.connect(
            lambda _at: self._tell("note", self.note.currentData() or "")
        )
        self.quotes.changed.connect(lambda: self._tell("quotes", self.quotes.chosen))
        self.documents.changed.connect(lambda: self._tell("documents", self.documents.chosen))
        self.documents.opened.connect(self.document_opened)
        self.authorization.currentIndexChanged.connect(
            lambda _at: self._tell("authorization", self.authorization.currentData() or "")
        )
        self.authorized_on.changed.connect(
            lambda: self._tell("authorization_on", self.authorized_on.day)
        )

    def _tell(self, name: str, value: object) -> None:
        if not self._telling:
            self.edited.emit(name, value)


def _put(text: GrowingText, content: str) -> None:
    if text.toPlainText() != content:
        text.setPlainText(content)
