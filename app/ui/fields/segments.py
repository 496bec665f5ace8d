"""Few choices side by side, of which one may hold; also yes and no."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.guides.answers import Answer, Choice, YesNo, tokens
from app.domain.guides.guide import Option
from app.ui.fields.control import Control
from app.ui.fields.roving import RovingButton, focused, make_entrance, number_by_key
from app.ui.theme import dress

_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Select, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))


class Segment(RovingButton):
    """One choice of a row."""

    def __init__(self, option: Option, place: str, parent: QWidget) -> None:
        super().__init__(option, "segment", parent)
        self.setText(option.label.replace("&", "&&"))
        dress(self, place=place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Space and Enter choose but never clear: a hurried second press would be silent."""
        if self.isChecked() and event.key() in _PRESSES:
            event.ignore()
        else:
            super().keyPressEvent(event)


class SegmentsControl(Control):
    """Buttons joined in a row. One tab stop; arrows, first letters, Delete to clear."""

    def __init__(
        self, parent: QWidget, options: Sequence[Option], make: Callable[[str], Answer] = Choice
    ) -> None:
        super().__init__(parent)
        self._make = make
        places = {0: "first", len(options) - 1: "last"}
        self._segments = [
            Segment(option, places.get(number, ""), self) for number, option in enumerate(options)
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for segment in self._segments:
            segment.clicked.connect(lambda _on=False, segment=segment: self._on_clicked(segment))
            row.addWidget(segment)
        row.addStretch()
        self._show_value("")

    @property
    def value(self) -> str:
        """The value chosen; empty when none is."""
        return next((segment.value for segment in self._segments if segment.isChecked()), "")

    def show_answer(self, answer: Answer | None) -> None:
        """Check the segment of the answer."""
        is_mine = isinstance(answer, Choice | YesNo)
        self._show_value(tokens(answer)[0] if is_mine and answer is not None else "")

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice only."""
        self.setEnabled(not read_only)

    def stops(self) -> Sequence[QWidget]:
        """Every segment; the tab key comes to one of them."""
        return self._segments

    def entrance(self) -> QWidget:
        """The chosen segment, or the first."""
        return next((s for s in self._segments if s.isChecked()), self._segments[0])

    def describe(self, name: str, description: str) -> None:
        """Name the group, and each segment within it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for segment in self._segments:
            segment.setAccessibleDescription(f"{name}. {description}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose by arrow or first letter, clear by Delete."""
        at = focused(self._segments, 0)
        number = number_by_key(event, [segment.label for segment in self._segments], at)
        if number is not None:
            self._go_to(number)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose("")
        else:
            super().keyPressEvent(event)

    def _go_to(self, number: int) -> None:
        segment = self._segments[number]
        segment.setFocus(Qt.FocusReason.TabFocusReason)
        if not segment.isChecked():
            self._choose(segment.value)

    def _on_clicked(self, segment: Segment) -> None:
        # Qt has checked the button already; one that was the choice is now unchecked and clears.
        self._choose(segment.value if segment.isChecked() else "")

    def _choose(self, value: str) -> None:
        self._show_value(value)
        self.sent.emit(self._make(value) if value else None)

    def _show_value(self, value: str) -> None:
        for segment in self._segments:
            segment.setChecked(segment.value == value)
        checked = (i for i, segment in enumerate(self._segments) if segment.isChecked())
        make_entrance(self._segments, next(checked, 0))


def yes_no_control(parent: QWidget) -> SegmentsControl:
    """Yes or no, also by the keys Y and N."""
    return SegmentsControl(parent, _YES_NO, lambda value: YesNo(value == "yes"))
