"""Asks which of several new scans are meant; the banner about scans opens it."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.services.documents.scanner_folder import Scan
from app.ui.fields.document_words import show_size
from app.ui.theme import Face, Role, Space, dress

_WIDTH, _TALLEST = 460, 320


class ChooseScans(QDialog):
    """`chosen` carries those that were left checked, at least one."""

    chosen = Signal(object)  # tuple of Scan

    def __init__(self, scans: Sequence[Scan], act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("New scans")
        self.setFixedWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = QLabel("Which scans?", self)
        dress(head, face=Face.TITLE)
        words = QLabel("Those left out are offered again. The files stay where they are.", self)
        words.setWordWrap(True)
        dress(words, tone=Role.MUTED)
        inside = QWidget(self)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        self.boxes = {scan: QCheckBox(_words(scan), inside) for scan in scans}
        for box in self.boxes.values():
            box.setChecked(True)
            box.toggled.connect(self._on_toggled)
            rows.addWidget(box)
        rows.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMaximumHeight(_TALLEST)
        scroll.setWidget(inside)
        away = QPushButton("Not now", self)
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        self.act = QPushButton(act, self)
        self.act.setDefault(True)
        dress(self.act, kind="primary")
        self.act.clicked.connect(self._choose)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(away)
        buttons.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for widget in (head, words, scroll):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _checked(self) -> tuple[Scan, ...]:
        return tuple(scan for scan, box in self.boxes.items() if box.isChecked())

    def _on_toggled(self) -> None:
        self.act.setEnabled(bool(self._checked()))

    def _choose(self) -> None:
        scans = self._checked()
        self.accept()
        self.chosen.emit(scans)


def _words(scan: Scan) -> str:
    at = dt.datetime.fromtimestamp(scan.changed_at // 1_000_000_000, dt.UTC).astimezone()
    when = f"{show_date(at.date())}, {show_time(at.time())}"
    return f"{scan.path.name}   {when}   {show_size(scan.size)}".replace("&", "&&")
