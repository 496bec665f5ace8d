"""The plot of a report: bars one under the other, painted in the theme; the Reports page has one.

The words at each bar say what its length says, so that nobody has to read it off a scale.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.work.report import Report
from app.ui.theme import Appearance, Face, Role, Space

_ROW = 26
_BAR = 14
_RADIUS = 3
_LABEL_SHARE = 0.3
"""The most of the width that labels take; longer ones are cut."""


class ReportPlot(QWidget):
    """Shows nothing, and takes no room, while a report has no bars."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._report: Report | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(lambda _theme: self.updateGeometry())
        self.hide()

    def show_report(self, report: Report) -> None:
        """Show the bars of a report."""
        self._report = report
        self.setAccessibleName(report.bars_title)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.words}" for bar in report.bars))
        self.setVisible(any(bar.amount > 0 for bar in report.bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line for the title and one for each bar, as high as the letters need."""
        bars = len(self._report.bars) if self._report else 0
        return QSize(320, self._row_height() * (bars + 1) + Space.S)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As the hint: a plot cut off below would leave bars out."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint title, labels, bars and words."""
        del event
        report, theme = self._report, self._appearance.theme
        if report is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(Face.BODY, strong=True))
        painter.setPen(theme.color(Role.TEXT))
        row, width = self._row_height(), float(self.width())
        painter.drawText(QRectF(0, 0, width, row), left, report.bars_title)
        painter.setFont(theme.font(Face.BODY))
        metrics = QFontMetrics(painter.font())
        labels = self._widest(metrics, [bar.label for bar in report.bars], width * _LABEL_SHARE)
        words = self._widest(metrics, [bar.words for bar in report.bars], width)
        room = max(0.0, width - labels - words - 2 * Space.M)
        for at, bar in enumerate(report.bars):
            top = row * (at + 1)
            shown = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, int(labels))
            painter.setPen(theme.color(Role.MUTED))
            painter.drawText(QRectF(0, top, labels, row), left, shown)
            length = room * report.length(bar)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Role.ACCENT))
            place = QRectF(labels + Space.M, top + (row - _BAR) / 2, length, _BAR)
            painter.drawRoundedRect(place, _RADIUS, _RADIUS)
            painter.setPen(theme.color(Role.TEXT))
            beside = QRectF(place.right() + Space.S, top, words + Space.M, row)
            painter.drawText(beside, left, bar.words)
        painter.end()

    def _row_height(self) -> int:
        return max(_ROW, QFontMetrics(self._appearance.theme.font(Face.BODY)).height() + Space.XS)

    @staticmethod
    def _widest(metrics: QFontMetrics, texts: list[str], most: float) -> float:
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return min(float(widest), most)
