"""The documents of a patient: taken in, listed, opened, moved; the patient page shows it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.guides.answers import EvidenceItem
from app.services.documents.documents import item_of
from app.ui.fields.evidence_rows import EvidenceRow
from app.ui.fields.intake import Intake
from app.ui.icons import Icons
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.theme import Face, Role, Space, dress


class PatientDocuments(QWidget):
    """In the order they came in. A document is never deleted; a wrong one is moved."""

    move_requested = Signal(object)  # EvidenceRecord
    grew = Signal()  # there are other stops now

    def __init__(self, desk: DocumentDesk, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._icons = icons
        self._records: tuple[EvidenceRecord, ...] = ()
        self._none = QLabel("No documents yet: letters, faxes, EOBs, forms and photos.", self)
        self._none.setWordWrap(True)
        dress(self._none, face=Face.CAPTION, tone=Role.MUTED)
        self.intake = Intake("", desk, icons, self)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.hide()
        dress(self._said, face=Face.CAPTION, tone=Role.BLOCKS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for widget in (self._none, self.intake, self._said):
            column.addWidget(widget)
        self.intake.taken.connect(self._on_taken)
        self.intake.said.connect(self.say)
        self.intake.rebuilt.connect(self.grew)
        desk.listed.connect(self._show)
        desk.list_all()

    @property
    def records(self) -> Sequence[EvidenceRecord]:
        """The documents shown."""
        return self._records

    def say(self, sentence: str) -> None:
        """Say one sentence below the list, or nothing."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _on_taken(self, _item: object, notice: str) -> None:
        self.say("")
        self.intake.say(notice)  # also what was said of the other files that came with it
        self._desk.list_all()

    def _show(self, records: tuple[EvidenceRecord, ...]) -> None:
        self._none.setVisible(not records)
        if records != self._records:
            self._records = records
            by_item = {item_of(record): record for record in records}
            self.intake.show_items(tuple(by_item), lambda item: self._row(item, by_item[item].id))

    def _row(self, item: EvidenceItem, document_id: str) -> EvidenceRow:
        row = EvidenceRow(item, self._icons, self.intake)
        move = QToolButton(row)
        dress(move, kind="small")
        self._icons.put(move, "folder-input", Role.MUTED)
        move.setToolTip(f"Move {item.title} to another patient")
        move.setAccessibleName(move.toolTip())
        move.clicked.connect(lambda: self._move(document_id))
        row.put_act(move)
        return row

    def _move(self, document_id: str) -> None:
        """Ask for the move of a document as it stands now; its row may be older."""
        record = next((each for each in self._records if each.id == document_id), None)
        if record is not None:
            self.move_requested.emit(record)
