"""What a patient asked for, in short: restrictions in force and open requests; on the patient page.

They are taken down and answered on a page of their own.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.services.requests.patient_requests import RequestDesk, RequestFile
from app.ui.icons import Icons
from app.ui.models.request_words import request_words, restriction_words
from app.ui.theme import Face, Role, Space, dress

_NONE = "Nothing is restricted, and no request is open."


class PatientRights(QWidget):
    """`wished` asks for the page of the patient's requests."""

    wished = Signal()

    def __init__(self, patient_id: str, desk: RequestDesk, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._patient_id = patient_id
        self._desk = desk
        self._rows: list[QLabel] = []
        self._none = QLabel(_NONE, self)
        dress(self._none, face=Face.CAPTION, tone=Role.MUTED)
        self.open = QPushButton("Requests and restrictions", self)
        icons.put(self.open, "clipboard-check")
        self.open.clicked.connect(self.wished)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._lines)
        column.addWidget(self._none)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def lines(self) -> Sequence[str]:
        """What is shown."""
        return [row.text() for row in self._rows]

    def refresh(self) -> None:
        """Read what is in force and open."""
        for row in self._rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        file = self._desk.file(self._patient_id)
        self._rows = [self._row(words, tone) for words, tone in self._words(file)]
        for row in self._rows:
            self._lines.addWidget(row)
        self._none.setVisible(not self._rows)
        self.open.setEnabled(file.patient is not None)

    def _words(self, file: RequestFile) -> Sequence[tuple[str, Role]]:
        today = self._desk.today()
        found = []
        for held in file.restrictions:
            if held.is_in_force:
                payer, span, _ = restriction_words(held)
                found.append((f"Nothing goes to: {payer} · {span}", Role.BLOCKS))
        for kind, requests in (("Records", file.records), ("Amendment", file.amendments)):
            for request in requests:
                if request.is_open:
                    name, words, _ = request_words(request, today)
                    tone = Role.BLOCKS if request.due < today else Role.TEXT
                    found.append((f"{kind}, came in {name} · {words}", tone))
        return found

    def _row(self, words: str, tone: Role) -> QLabel:
        row = QLabel(words, self)
        row.setWordWrap(True)
        dress(row, tone=tone)
        return row
