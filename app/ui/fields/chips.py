"""The control for several choices: one chip for each, checked or not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.guides.answers import Answer, Choices
from app.domain.guides.guide import Option
from app.ui.fields.control import Control
from app.ui.fields.flow import FlowLayout
from app.ui.fields.roving import RovingButton, focused, make_entrance, number_by_key
from app.ui.icons import Icons
from app.ui.theme import Role, Space


class Chip(RovingButton):
    """One choice that can hold beside others."""

    def __init__(self, option: Option, icons: Icons, parent: QWidget) -> None:
        super().__init__(option, "chip", parent)
        self.setText(f" {option.label}".replace("&", "&&"))  # Qt sets the icon too close to it
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(self, "square", Role.MUTED, on_name="square-check", on_role=Role.ACCENT)


class ChipsControl(Control):
    """Chips that wrap. One tab stop; arrows and first letters move, Space checks."""

    def __init__(self, parent: QWidget, options: Sequence[Option], icons: Icons) -> None:
        super().__init__(parent)
        self._current = 0
        layout = FlowLayout(self, Space.S)
        self._chips = [Chip(option, icons, self) for option in options]
        for chip in self._chips:
            chip.clicked.connect(lambda _on=False, chip=chip: self._on_clicked(chip))
            layout.addWidget(chip)
        self._make_entrance(0)

    def show_answer(self, answer: Answer | None) -> None:
        """Check the chips of the answer."""
        values = answer.values if isinstance(answer, Choices) else ()
        for chip in self._chips:
            chip.setChecked(chip.value in values)

    def set_read_only(self, read_only: bool) -> None:
        """Show the choices only."""
        self.setEnabled(not read_only)

    def leave_out(self, value: str) -> None:
        """Offer everything but this choice."""
        for chip in self._chips:
            chip.setHidden(chip.value == value)
        if self._chips[self._current].isHidden():
            self._make_entrance(self._chips.index(self._offered[0]))

    def stops(self) -> Sequence[QWidget]:
        """Every chip; the tab key comes to one of them."""
        return self._chips

    def entrance(self) -> QWidget:
        """The chip one was at last."""
        return self._chips[self._current]

    def describe(self, name: str, description: str) -> None:
        """Name the group, and each chip within it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for chip in self._chips:
            chip.setAccessibleDescription(f"{name}. {description}".strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move by arrow or first letter."""
        offered = self._offered
        at = focused(offered, offered.index(self._chips[self._current]))
        number = number_by_key(event, [chip.label for chip in offered], at)
        if number is not None:
            self._make_entrance(self._chips.index(offered[number]))
            offered[number].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    @property
    def _offered(self) -> list[Chip]:
        return [chip for chip in self._chips if not chip.isHidden()]

    def _make_entrance(self, number: int) -> None:
        self._current = number
        make_entrance(self._chips, number)

    def _on_clicked(self, chip: Chip) -> None:
        self._make_entrance(self._chips.index(chip))
        values = tuple(chip.value for chip in self._chips if chip.isChecked())
        self.sent.emit(Choices(values) if values else None)
