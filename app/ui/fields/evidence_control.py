"""The control for documents: what is attached is the field's answer, listed and removed here.

The documents themselves belong to the patient and stay there when they are removed here.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.guides.answers import Answer, Evidence, EvidenceItem
from app.ui.fields.attaching import Attaching, Incoming
from app.ui.fields.control import Control
from app.ui.fields.evidence_rows import EvidenceRow
from app.ui.fields.intake import Intake
from app.ui.icons import Icons


class EvidenceControl(Control):
    """The documents of a field in a frame that files can be dropped on and pasted into."""

    def __init__(self, parent: QWidget, label: str, attaching: Attaching, icons: Icons) -> None:
        super().__init__(parent)
        self._attaching = attaching
        self._icons = icons
        self._items: tuple[EvidenceItem, ...] = ()
        self.intake = Intake(label, attaching, icons, self)
        self.pick = self.intake.button(" From this patient…", "folder-open", self._pick)
        self.intake.add_way(self.pick)
        self.intake.taken.connect(self._attach)
        self.intake.said.connect(self.refused)
        self.intake.rebuilt.connect(self.rebuilt)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.intake)

    def show_answer(self, answer: Answer | None) -> None:
        """List the documents."""
        items = answer.items if isinstance(answer, Evidence) else ()
        if items != self._items:
            self._items = items
            self._list_items()

    def set_read_only(self, read_only: bool) -> None:
        """List the documents only; they can still be opened."""
        self.intake.set_read_only(read_only)

    def stops(self) -> Sequence[QWidget]:
        """The buttons that add, then those of each row."""
        return self.intake.stops()

    def take(self, incoming: Sequence[Incoming]) -> None:
        """Take files in and attach them."""
        self.intake.take(incoming)

    def _pick(self) -> None:
        self._attaching.pick(self._items, lambda item: self._attach(item, ""), self.window())

    def _attach(self, item: EvidenceItem, notice: str) -> None:
        if any(each.sha256 == item.sha256 for each in self._items):
            notice = f"{item.title} is among the documents already."
        else:
            self._change((*self._items, item))
        self.intake.say(notice)  # also what was said before, which the change has wiped off

    def _remove(self, item: EvidenceItem) -> None:
        self._change(tuple(each for each in self._items if each != item))
        self.intake.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, items: tuple[EvidenceItem, ...]) -> None:
        self._items = items
        self._list_items()
        self.sent.emit(Evidence(items) if items else None)

    def _list_items(self) -> None:
        self.intake.show_items(self._items, self._row)

    def _row(self, item: EvidenceItem) -> EvidenceRow:
        row = EvidenceRow(item, self._icons, self.intake)
        row.removed.connect(lambda: self._remove(item))
        return row
