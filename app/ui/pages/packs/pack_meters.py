"""How much of a channel's limits a pack uses: one line and one bar for each limit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from app.ui.models.pack_words import Meter
from app.ui.theme import Face, Role, Space, dress

_FULL = 1000


class PackMeters(QWidget):
    """Where no limit is known there is no bar: a full one would lie."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(2, 1)

    def show_meters(self, meters: Sequence[Meter]) -> None:
        """Show these limits."""
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.lines = [f"{meter.title}: {meter.words}" for meter in meters]
        for row, meter in enumerate(meters):
            self._put(row, meter)

    def _put(self, row: int, meter: Meter) -> None:
        title, words = QLabel(meter.title, self), QLabel(meter.words, self)
        for label in (title, words):
            dress(label, face=Face.CAPTION)
        dress(title, tone=Role.MUTED)
        dress(words, tone=Role.BLOCKS if meter.is_over else Role.TEXT)
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(words, row, 1)
        if meter.share is not None:
            self._grid.addWidget(self._bar(meter), row, 2, Qt.AlignmentFlag.AlignVCenter)

    def _bar(self, meter: Meter) -> QProgressBar:
        bar = QProgressBar(self)
        bar.setTextVisible(False)
        bar.setRange(0, _FULL)
        bar.setValue(min(_FULL, round((meter.share or 0) * _FULL)))
        bar.setProperty("over", meter.is_over)
        bar.setAccessibleName(meter.title)
        bar.setAccessibleDescription(meter.words)
        return bar
