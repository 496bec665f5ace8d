"""Scrolling columns with a preview at their right; below the last column where it is narrow."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.form.page import Page

_WIDE = 980
"""Logical pixels from which the preview has room beside the columns."""

_LOWEST = 420


class PackColumns(QWidget):
    """The first column is narrow where there are several."""

    def __init__(self, columns: Sequence[Page], preview: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._preview = preview
        self._is_beside = True
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for number, column in enumerate(columns):
            if number:
                self._row.addWidget(self._rule())
            self._row.addWidget(column, 3 if number == 0 and len(columns) > 1 else 4)
        self._row.addWidget(preview, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the preview where there is room."""
        super().resizeEvent(event)
        beside = self.width() >= _WIDE
        if beside == self._is_beside:
            return
        self._is_beside = beside
        if beside:
            self._preview.setMinimumHeight(0)
            self._row.addWidget(self._preview, 4)
        else:
            self._preview.setMinimumHeight(_LOWEST)
            column = self._columns[-1].column
            column.insertWidget(column.count() - 1, self._preview)

    def _rule(self) -> QFrame:
        rule = QFrame(self)
        rule.setProperty("rule", True)
        rule.setFixedWidth(1)
        rule.setMaximumHeight(16_777_215)
        return rule
