"""The bar at the foot of the pack page: how far laying out is, what stands in the way, make it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.theme import Role, Space, dress


class PackFooter(QFrame):
    """`again_wanted` lays out once more what was stopped or failed."""

    make_wanted = Signal()
    stop_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="panel")
        self._picture = Picture(icons, "info", Role.SILENT, self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName("Pages laid out")
        self.stop = QPushButton("Cancel", self)
        self.again = QPushButton("Lay it out", self)
        self.make = QPushButton("Make the pack…", self)
        self.make.setToolTip("Ctrl+Return")
        dress(self.make, kind="primary")
        icons.put(self.make, "file-check", Role.ON_ACCENT)
        self.stop.clicked.connect(self.stop_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.make.clicked.connect(self.make_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        for widget in (self._bar, self.stop, self.again, self.make):
            row.addWidget(widget)
        self.say("", Role.SILENT)

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far laying out is; nothing is known yet while `total` is 0."""
        self._show("Laying the pack out…", "clock", Role.SILENT)
        if total:
            self._text.setText(f"Laying the pack out… page {done} of {total}")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._offer(is_busy=True)

    def say(self, text: str, role: Role, *, may_make: bool = False, again: bool = False) -> None:
        """Say how it stands, and offer to make the pack or to lay it out again."""
        icons = {Role.BLOCKS: "octagon-alert", Role.DONE: "circle-check"}
        self._show(text, icons.get(role, "info"), role)
        self._offer(may_make=may_make, again=again)

    def _show(self, text: str, icon: str, role: Role) -> None:
        self._text.setText(text)
        self._picture.show_icon(icon, role)
        self._picture.setVisible(bool(text))

    def _offer(self, *, is_busy: bool = False, may_make: bool = False, again: bool = False) -> None:
        self._bar.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        self.again.setVisible(again)
        self.make.setEnabled(may_make)
