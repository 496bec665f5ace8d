"""The panel beside the form: Still needed, Narrative, Preview; a strip of buttons when narrow.

The note page makes it. Folded, the panel lies over the form while one of its buttons is pressed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import Icons
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

PANEL_WIDTH = 352
STRIP_WIDTH = 48


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its words, the picture it has in the strip, and its panel."""

    title: str
    icon: str
    panel: QWidget


class SidePanel(QWidget):
    """Takes its own width in the layout: the panel's when there is room, the strip's when not."""

    tab_shown = Signal(int)

    def __init__(self, tabs: Sequence[Tab], icons: Icons, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self._folded = False
        self._sheet = QFrame(self)
        dress(self._sheet, surface="side")
        self.bar = QTabBar(self._sheet)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName("Side panel")
        self._stack = QStackedWidget(self._sheet)
        self._panels = [tab.panel for tab in tabs]
        self._strip = QWidget(self)
        self._buttons: list[QToolButton] = []
        self._count = QLabel(self._strip)
        dress(self._count, pill=Role.NEEDED)
        for tab in tabs:
            self._add(tab, icons)
        self._lay_out()
        self.bar.currentChanged.connect(self._on_tab)
        around.installEventFilter(self)
        self.set_folded(folded=False)

    def show_count(self, still_open: int) -> None:
        """Show how many items are open, on the strip."""
        self._count.setText(str(still_open))
        self._count.setAccessibleName(f"{still_open} still needed")
        dress(self._count, pill=Role.NEEDED if still_open else Role.DONE)

    def show_tab(self, number: int) -> None:
        """Show a tab, over the form if need be, with the focus in it."""
        self.bar.setCurrentIndex(number)
        if self._folded:
            self._unroll()
        entrance = next(
            (
                child
                for child in self._panels[number].findChildren(QWidget)
                if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible()
            ),
            self._panels[number],
        )
        entrance.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_folded(self, *, folded: bool) -> None:
        """Fold the panel to a strip, or give it its room back."""
        self._folded = folded
        self._strip.setVisible(folded)
        self._sheet.setParent(self._around if folded else self)
        if folded:
            self._sheet.hide()
        else:
            self._sheet.show()
            self._inner.addWidget(self._sheet)
        self.setFixedWidth(STRIP_WIDTH if folded else PANEL_WIDTH)
        self._mark_buttons()

    def close_sheet(self) -> None:
        """Put the sheet away when it lies over the form."""
        if self._folded:
            self._sheet.hide()
            self._mark_buttons()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the sheet at the right edge."""
        if watched is self._around and event.type() == QEvent.Type.Resize and self._folded:
            self._place_sheet()
        return super().eventFilter(watched, event)

    def _add(self, tab: Tab, icons: Icons) -> None:
        number = self.bar.addTab(tab.title)
        self.bar.setTabToolTip(number, f"{tab.title} (Ctrl+{number + 1})")
        self._stack.addWidget(tab.panel)
        button = QToolButton(self._strip)
        button.setCheckable(True)
        button.setToolTip(f"{tab.title} (Ctrl+{number + 1})")
        button.setAccessibleName(tab.title)
        icons.put(button, tab.icon, Role.MUTED, on_role=Role.ACCENT, size=20)
        button.clicked.connect(lambda: self._on_button(number))
        self._buttons.append(button)

    def _lay_out(self) -> None:
        sheet = QVBoxLayout(self._sheet)
        sheet.setContentsMargins(0, Space.XS, 0, 0)
        sheet.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(Space.S, 0, Space.S, 0)
        row.addWidget(self.bar)
        row.addStretch(1)
        sheet.addLayout(row)
        sheet.addWidget(self._stack, 1)
        strip = QVBoxLayout(self._strip)
        strip.setContentsMargins(Space.XS, Space.M, Space.XS, Space.M)
        strip.setSpacing(Space.S)
        middle = Qt.AlignmentFlag.AlignHCenter
        strip.addWidget(self._count, 0, middle)
        for button in self._buttons:
            strip.addWidget(button, 0, middle)
        strip.addStretch(1)
        dress(self._count, face=Face.CAPTION)
        self._inner = QHBoxLayout(self)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.addWidget(self._strip)

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._mark_buttons()
        self.tab_shown.emit(number)

    def _on_button(self, number: int) -> None:
        if self._sheet.isVisible() and self.bar.currentIndex() == number:
            self.close_sheet()
        else:
            self.show_tab(number)

    def _unroll(self) -> None:
        self._place_sheet()
        self._sheet.show()
        self._sheet.raise_()
        order_as_laid_out(self._sheet, self._buttons)
        self._mark_buttons()

    def _place_sheet(self) -> None:
        room = self._around.rect()
        width = min(PANEL_WIDTH, room.width() - STRIP_WIDTH)
        left = room.width() - STRIP_WIDTH - width
        top = self.mapTo(self._around, self.rect().topLeft()).y()
        self._sheet.setGeometry(QRect(left, top, width, room.height() - top))

    def _mark_buttons(self) -> None:
        for number, button in enumerate(self._buttons):
            is_open = self._sheet.isVisible() and self.bar.currentIndex() == number
            button.setChecked(self._folded and is_open)
