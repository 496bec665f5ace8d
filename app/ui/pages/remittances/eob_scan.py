"""The scan beside the EOB that is typed: one of the patient's documents, or one taken in here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.domain.evidence import page_edits
from app.domain.evidence.evidence import EvidenceKind, EvidenceRecord
from app.domain.guides.answers import EvidenceItem
from app.ui.fields.document_words import facts_line
from app.ui.fields.drop_down import DropDown
from app.ui.fields.intake import Intake
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.parts.page_view import PageView
from app.ui.theme import Face, Role, Space, dress

_NONE = "No scan chosen"
_INVITE = "Scan the EOB and add it here, so that it can be read beside what you type."


class EobScan(QWidget):
    """`chosen` carries the SHA-256 of the scan, empty for none. Turning it is for the eye alone."""

    chosen = Signal(str)

    def __init__(self, desk: DocumentDesk, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = ""
        self._records: dict[str, EvidenceRecord] = {}
        self._record: EvidenceRecord | None = None
        self._at = 0
        self.documents = DropDown(self)
        self.documents.setAccessibleName("Scan of the EOB")
        self.documents.activated.connect(lambda _at: self._on_chosen())
        self.intake = Intake("EOB", desk, tools.icons, self)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        dress(self._said, face=Face.CAPTION, tone=Role.BLOCKS)
        self._invite = QLabel(_INVITE, self)
        self._invite.setWordWrap(True)
        self._invite.setAlignment(Qt.AlignmentFlag.AlignCenter)
        dress(self._invite, tone=Role.MUTED)
        self.view = PageView(desk.pictures, tools.appearance, tools.icons, self)
        self.view.show_only()
        self.before = self._tool(tools, "chevron-left", "Page before", -1)
        self.after = self._tool(tools, "chevron-right", "Next page", 1)
        self._number = QLabel(self)
        dress(self._number, face=Face.CAPTION, tone=Role.MUTED)
        self._lay_out()
        self.say("")
        self._show(0)
        self.intake.taken.connect(self._on_taken)
        self.intake.said.connect(self.say)
        self.view.turn_wished.connect(self._turn)
        desk.listed.connect(self._on_listed)
        desk.list_all()

    def show_chosen(self, sha256: str) -> None:
        """Show a scan by its SHA-256, as soon as the patient's documents are listed."""
        if sha256 == self._wanted:
            return
        self._wanted = sha256
        self._show(self.documents.findData(sha256) if sha256 else 0)

    def say(self, sentence: str) -> None:
        """Say one sentence about what was taken in, or nothing."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _on_taken(self, item: EvidenceItem, notice: str) -> None:
        self.say("")
        self.intake.say(notice)
        self._wanted = item.sha256
        self._desk.list_all()
        self.chosen.emit(item.sha256)

    def _on_listed(self, records: tuple[EvidenceRecord, ...]) -> None:
        newest = sorted(records, key=lambda r: (r.kind is EvidenceKind.EOB, r.taken_at))
        self._records = {record.sha256: record for record in reversed(newest)}
        self.documents.clear()
        self.documents.addItem(_NONE, "")
        for record in self._records.values():
            self.documents.addItem(f"{record.title} · {facts_line(record)}", record.sha256)
        self._show(self.documents.findData(self._wanted) if self._wanted else 0)

    def _on_chosen(self) -> None:
        self._wanted = str(self.documents.currentData() or "")
        self._show(self.documents.currentIndex())
        self.chosen.emit(self._wanted)

    def _show(self, at: int) -> None:
        self.documents.setCurrentIndex(max(0, at))
        record = self._records.get(self._wanted) if at > 0 else None
        if record is None or self._record is None or record.sha256 != self._record.sha256:
            self._record, self._at = record, 0
        self._show_page()

    def _show_page(self) -> None:
        record = self._record
        self.view.setVisible(record is not None)
        self._invite.setVisible(record is None)
        several = record is not None and len(record.pages) > 1
        for part in (self.before, self.after, self._number):
            part.setVisible(several)
        if record is None:
            return
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < len(record.pages) - 1)
        self._number.setText(f"{self._at + 1} of {len(record.pages)}")
        self.view.show_page(record, self._at)

    def _turn(self, degrees: int) -> None:
        if self._record is not None:
            self._record = page_edits.turned(self._record, self._at, degrees)
            self._show_page()

    def _go(self, pages: int) -> None:
        if self._record is not None:
            self._at = max(0, min(len(self._record.pages) - 1, self._at + pages))
            self._show_page()

    def _tool(self, tools: PageTools, icon: str, words: str, pages: int) -> QToolButton:
        tool = QToolButton(self)
        tools.icons.put(tool, icon)
        tool.setToolTip(words)
        tool.setAccessibleName(words)
        tool.clicked.connect(lambda _checked: self._go(pages))
        return tool

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.XS)
        top.addWidget(self.documents, 1)
        for part in (self.before, self._number, self.after):
            top.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(self.intake)
        column.addWidget(self._said)
        column.addWidget(self._invite, 1)
        column.addWidget(self.view, 1)
