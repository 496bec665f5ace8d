"""What is done with a request, below its editors: the copy, the letter, the note to correct.

The page of a patient's requests makes one for each open card.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.services.office.request_room import RequestRoom
from app.services.printing.printing import Printed
from app.services.requests import request_letters
from app.services.requests.record_requests import FILE_NAME, Copied
from app.services.requests.request_letters import letter_for
from app.ui.file_dialogs import Files
from app.ui.page_tools import PageTools
from app.ui.pages.parts.long_work import LongWork
from app.ui.pages.records.record_session import RecordSession
from app.ui.theme import Role, Space

_SAVE_FIRST = "Save the request first (Ctrl+S)."


class RequestActs(QWidget):
    """Acts on the request as it is stored; while something is unsaved they say so."""

    note_wanted = Signal(str)  # note id
    answer_wanted = Signal(str)  # the field that is typed next

    def __init__(
        self, session: RecordSession, room: RequestRoom, tools: PageTools, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._room = room
        self._tools = tools
        self.work = LongWork(tools, "How far the copy is", self)
        self.copy = self._button("Make the copy…", "download", self._ask_copy)
        self.given = self._button("Given out today", "check", self._give_out)
        self.letter = self._button("Save the letter…", "mail", self._ask_letter)
        self.note = self._button("Open the note", "file-text", self._open_note)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.copy, self.letter, self.note, self.given):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self.work)
        session.changed.connect(self._show_ways)
        self._show_ways()

    def copy_to(self, target: Path) -> None:
        """Write the copy that the request asks for."""
        request = self._session.record
        if isinstance(request, RecordRequest):
            copies = self._room.copies
            self.work.run(
                lambda progress, stop: copies.write(request, target, progress, stop),
                self._on_copied,
            )

    def letter_to(self, path: Path) -> None:
        """Write the letter that the request calls for."""
        request = self._session.record
        if isinstance(request, RecordRequest | AmendmentRequest):
            letters = self._room.letters

            def written(_printed: Printed) -> None:
                self.work.say(f"{path.name} saved. Print it, sign it, and say when it went.")

            self.work.run(lambda _progress, _stop: letters.write(request, path), written)

    def _show_ways(self) -> None:
        request = self._session.record
        is_records = isinstance(request, RecordRequest)
        self.copy.setVisible(is_records)
        self.given.setVisible(isinstance(request, RecordRequest) and request.is_open)
        letter = request if isinstance(request, RecordRequest | AmendmentRequest) else None
        self.letter.setVisible(letter is not None and letter_for(letter) is not None)
        self.note.setVisible(isinstance(request, AmendmentRequest) and bool(request.note))
        saved = self._session.is_saved
        for button in (self.copy, self.letter):
            button.setEnabled(saved)
            button.setToolTip("" if saved else _SAVE_FIRST)

    def _ask_copy(self) -> None:
        request = self._session.record
        if isinstance(request, RecordRequest) and request.form == "files":
            self._tools.files.ask_for_folder(Files.PACKS, "Folder for the copy", self.copy_to, self)
        else:
            self._ask_pdf("Copy of records", FILE_NAME, self.copy_to)

    def _ask_letter(self) -> None:
        self._ask_pdf("Letter", request_letters.FILE_NAME, self.letter_to)

    def _ask_pdf(self, title: str, name: str, take: Callable[[Path], None]) -> None:
        self._tools.files.ask_to_save(title, name, "PDF files", take, self)

    def _on_copied(self, copied: Copied) -> None:
        pages = "1 page" if copied.pages == 1 else f"{copied.pages} pages"
        words = f"{copied.path.name} written, {pages}."
        if copied.stayed:
            count = len(copied.stayed)
            parts = "1 document is" if count == 1 else f"{count} documents are"
            words += f" {parts} not whole in it; its first page says why:"
            words += "".join(f"\n{title}: {why}" for title, why in copied.stayed)
        self.work.say(words, Role.WARNS if copied.stayed else Role.DONE)

    def _give_out(self) -> None:
        """Fill the answer in; how and to whom is typed above, where the caret goes."""
        self._session.bridge.set_answers({"outcome": "sent", "ended_on": "t"})
        self.answer_wanted.emit("sent_by")

    def _open_note(self) -> None:
        if isinstance(self._session.record, AmendmentRequest):
            self.note_wanted.emit(self._session.record.note)

    def _button(self, words: str, icon: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        self._tools.icons.put(button, icon)
        button.clicked.connect(lambda _checked: act())
        return button
