"""The control for teeth and areas of the mouth: typed, or clicked on a chart."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.domain.codes.teeth import describe_teeth, read_teeth, show_teeth
from app.domain.reading.problem import Unread
from app.ui.fields.line import Line
from app.ui.fields.popup import Popup
from app.ui.fields.typed import TypedControl
from app.ui.icons import Icons
from app.ui.theme import Role, Space, dress

# As one looks at the patient: the patient's right is on the left. One empty column in the middle.
_MIDDLE = 8
_ROWS: Sequence[tuple[int, Sequence[str]]] = (
    (0, [str(number) for number in range(1, 17)]),
    (3, list("ABCDEFGHIJ")),
    (3, list("TSRQPONMLK")),
    (0, [str(number) for number in range(32, 16, -1)]),
)
_AREAS = (
    (("UR", "Upper right"), ("UL", "Upper left"), ("01", "Upper arch"), ("00", "Full mouth")),
    (("LR", "Lower right"), ("LL", "Lower left"), ("02", "Lower arch")),
)


class TeethChart(Popup):
    """Teeth and areas as buttons; stays open while several are clicked."""

    picked = Signal(object)  # the tokens in force now, a tuple of str

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.M)
        grid = QGridLayout()
        grid.setSpacing(2)
        grid.setColumnMinimumWidth(_MIDDLE, Space.M)
        for row, (first, teeth) in enumerate(_ROWS):
            for number, token in enumerate(teeth):
                at = first + number
                grid.addWidget(self._button(token, token), row, at + (at >= _MIDDLE))
        column.addLayout(grid)
        areas = QGridLayout()
        areas.setSpacing(2)
        for row, names in enumerate(_AREAS):
            for at, (token, name) in enumerate(names):
                areas.addWidget(self._button(token, name), row, at)
        column.addLayout(areas)

    def show_tokens(self, tokens: Sequence[str]) -> None:
        """Check the buttons of these teeth and areas; supernumerary teeth have none."""
        for token, button in self.buttons.items():
            button.setChecked(token in tokens)

    def _button(self, token: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(name)
        button.setCheckable(True)
        button.setAccessibleName(name if len(name) > 2 else f"Tooth {name}")
        dress(button, kind="tooth")
        # Every tooth as wide as the widest, so that the jaws stand in columns.
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(button.fontMetrics().horizontalAdvance("00") + Space.L)
        button.clicked.connect(
            lambda: self.picked.emit(tuple(t for t, b in self.buttons.items() if b.isChecked()))
        )
        self.buttons[token] = button
        return button


class TeethControl(TypedControl):
    """A line for teeth and areas and a button that opens the chart, also by Down or F4."""

    def __init__(self, parent: QWidget, icons: Icons) -> None:
        super().__init__(parent, Line(parent), understand=_understood)
        self._button = QToolButton(self)
        self._button.setToolTip("Pick from a chart (Down)")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icons.put(self._button, "tooth", Role.MUTED)
        self.row.addWidget(self._button)
        self._button.clicked.connect(self.open_chart)

    def describe(self, name: str, description: str) -> None:
        """Name the line and the button beside it."""
        super().describe(name, description)
        self._button.setAccessibleName(f"Open tooth chart: {name}")

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be selected and copied only."""
        super().set_read_only(read_only)
        self._button.setVisible(not read_only)

    def open_chart(self) -> TeethChart:
        """Open the chart with the teeth typed so far."""
        chart = TeethChart(self)
        chart.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chart.show_tokens(self._tokens())
        chart.picked.connect(self._on_picked)
        chart.open_below(self.line)
        return chart

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the chart by the keys that open lists."""
        is_opener = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4)
        if is_opener and not self.line.isReadOnly():
            self.open_chart()
        else:
            super().keyPressEvent(event)

    def _tokens(self) -> tuple[str, ...]:
        found = read_teeth(self.line.text())
        return () if isinstance(found, Unread) else found

    def _on_picked(self, tokens: tuple[str, ...]) -> None:
        """Take the chart's teeth and keep those it has no button for."""
        typed_only = [t for t in self._tokens() if t not in _ON_CHART]
        self.finished.emit(show_teeth((*tokens, *typed_only)) or None)


_ON_CHART = frozenset(t for _, teeth in _ROWS for t in teeth) | {
    token for row in _AREAS for token, _ in row
}


def _understood(text: str) -> str:
    found = read_teeth(text)
    return "" if isinstance(found, Unread) else f"Understood as {describe_teeth(found)}"
