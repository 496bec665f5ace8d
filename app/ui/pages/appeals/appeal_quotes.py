"""The passages of a signed note that a letter can quote, to be ticked; the page of an appeal.

Nobody types a quotation: what is ticked goes in word for word.
"""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.documents.notes.quotations import Quotation
from app.ui.icons import Icons
from app.ui.pages.parts.two_lines import BELOW, TONE, TwoLines
from app.ui.theme import Appearance, Role, dress

_MOST_ROWS = 6
_ID = Qt.ItemDataRole.UserRole


class AppealQuotes(QListWidget):
    """Space ticks a passage. What came later stands last and says so."""

    changed = Signal()

    def __init__(self, appearance: Appearance, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._telling = False
        self.setItemDelegate(TwoLines(appearance, icons, self))
        self.setAccessibleName("Passages of the signed note")
        self.setAccessibleDescription("Space: quote or leave out.")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        dress(self, surface="plain")
        self.itemChanged.connect(self._on_changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of what is quoted, in the order of the note."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)

    def show_offered(self, offered: Sequence[Quotation], chosen: Collection[str]) -> None:
        """Show these passages, those that are quoted first."""
        ranked = sorted(offered, key=lambda each: (each.id not in chosen, each.is_later))
        self._telling = True
        self.clear()
        for each in ranked:
            self.addItem(_item(each, is_chosen=each.id in chosen))
        self._telling = False
        if ranked:
            self.setCurrentRow(0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows, up to some."""
        rows = min(max(self.count(), 1), _MOST_ROWS)
        row = max(self.sizeHintForRow(0), 36)
        return QSize(240, rows * row + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It does not get smaller: the page around it scrolls."""
        return QSize(120, self.sizeHint().height())

    def _on_changed(self) -> None:
        if not self._telling:
            self.changed.emit()


def _item(each: Quotation, *, is_chosen: bool) -> QListWidgetItem:
    text = " ".join(each.text.split())
    item = QListWidgetItem(f"“{text}”")
    parts = (
        each.label,
        "added later" if each.is_later else "",
        "sensitive: quote it only if this payer needs it" if each.sensitive else "",
    )
    line = " · ".join(part for part in parts if part)
    item.setData(_ID, each.id)
    item.setData(BELOW, line)
    item.setToolTip(f"{each.text}\n{each.origin}")
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}. {line}")
    if each.sensitive:
        item.setData(TONE, Role.WARNS.value)
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    )
    item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
    return item
