"""The documents that tell of what a continuation says: the patient's, and new ones."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from app.domain.guides.answers import EvidenceItem
from app.ui.fields.attaching import Attaching
from app.ui.fields.intake import Intake
from app.ui.icons import Icons
from app.ui.theme import Space, dress

WORDS = "Documents that tell of it"
_LONGEST = 48
_HIGHEST = 120
"""Characters of a document's title, and logical pixels for all of them."""


class ToldDocuments(QWidget):
    """`documents` are titles with SHA-256. A file that is taken in goes to the patient, checked."""

    grew = Signal()
    said = Signal(str)  # about the files that came last

    def __init__(
        self,
        documents: Sequence[tuple[str, str]],
        attaching: Attaching,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        inside = QWidget()
        dress(inside, surface="panel")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self._column.setSpacing(Space.XS)
        self._room = QScrollArea(self)
        self._room.setAccessibleName(WORDS)
        self._room.setWidget(inside)
        self._room.setWidgetResizable(True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.intake = Intake(WORDS, attaching, icons, self)
        self.intake.add.setAutoDefault(False)
        self.intake.taken.connect(self._on_taken)
        self.intake.said.connect(self.said)
        self.intake.rebuilt.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._room)
        column.addWidget(self.intake)
        for title, sha256 in documents:
            self._add(title, sha256)
        self._fit()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The SHA-256 of the documents that are checked."""
        return tuple(sha256 for sha256, box in self.boxes.items() if box.isChecked())

    def _on_taken(self, item: EvidenceItem, notice: str) -> None:
        if item.sha256 not in self.boxes:
            self._add(item.title, item.sha256)
        box = self.boxes[item.sha256]
        box.setChecked(True)
        self._fit()
        self._room.ensureWidgetVisible(box)
        self.intake.say(notice)

    def _add(self, title: str, sha256: str) -> None:
        self.boxes[sha256] = box = QCheckBox(_cut(title), self)
        self._column.addWidget(box)
        box.show()  # at once: a layout would wait for the event loop

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Measure the boxes in the program's own type."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the boxes are; more than a few scroll, and none take no room."""
        for box in self.boxes.values():
            box.ensurePolished()
        self._column.invalidate()
        self._room.setFixedHeight(min(self._column.sizeHint().height() + 4, _HIGHEST))
        self._room.setVisible(bool(self.boxes))
        for widget in (self.intake, self):
            if layout := widget.layout():
                layout.activate()
        self.grew.emit()


def _cut(title: str) -> str:
    shown = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
    return shown.replace("&", "&&")
