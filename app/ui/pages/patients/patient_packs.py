"""The packs made of a patient's notes, as links; the patient page shows it."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.packs.pack import Pack
from app.domain.reading.dates import show_date
from app.ui.models.pack_words import sending_line
from app.ui.theme import Face, Role, Space, dress

_NONE = "No packs yet. They are made from a note, and kept as the proof of what was sent."


class PatientPacks(QWidget):
    """Latest first."""

    pack_requested = Signal(str, str)  # note id, pack id

    def __init__(self, zone: dt.tzinfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self._rows: list[QWidget] = []
        self.links: list[QPushButton] = []
        self._none = QLabel(_NONE, self)
        self._none.setWordWrap(True)
        dress(self._none, face=Face.CAPTION, tone=Role.MUTED)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self._none)

    def show_packs(self, packs: Sequence[Pack]) -> None:
        """Show these packs."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.links = []
        self._rows = [self._row(pack) for pack in packs]
        for number, link in enumerate(self.links, start=1):  # two of a day may say the same
            place = f"{number} of {len(packs)}. {link.accessibleDescription()}"
            link.setAccessibleDescription(place)
        for row in self._rows:
            self._column.addWidget(row)
        self._none.setVisible(not packs)

    def _row(self, pack: Pack) -> QWidget:
        row = QWidget(self)
        day = show_date(pack.made_at.astimezone(self._zone).date())
        words = f"{day} · {pack.code} · {pack.channel_title}"
        link = QPushButton(words.replace("&", "&&"), row)
        dress(link, kind="link")
        link.clicked.connect(lambda: self.pack_requested.emit(pack.note, pack.id))
        self.links.append(link)
        files = "1 file" if len(pack.files) == 1 else f"{len(pack.files)} files"
        parts = (pack.control_number, files, sending_line(pack, self._zone))
        state = QLabel(" · ".join(part for part in parts if part), row)
        state.setWordWrap(True)
        link.setAccessibleDescription(state.text())
        dress(state, face=Face.CAPTION, tone=Role.MUTED)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(link)
        column.addWidget(state)
        return row
