"""The button that closes a field honestly: none, not available, the payer would not say."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.domain.guides.answers import ClosingKind, NotGiven
from app.domain.guides.showing import CLOSING_WORDS
from app.ui.icons import Icons
from app.ui.theme import Role, dress

_SEVERAL = "No answer"
_ICON = 14


class ClosingButton(QToolButton):
    """A toggle when there is one way to close the field, a menu when there are several.

    `picked` carries NotGiven, or None when the user opens the field again.
    """

    picked = Signal(object)

    def __init__(self, kinds: Sequence[ClosingKind], icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._closed: ClosingKind | None = None
        self._read_only = False
        self._single = kinds[0] if len(kinds) == 1 else None
        self._choices: dict[ClosingKind, QAction] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(_ICON, _ICON))
        dress(self, kind="closing")
        if self._single:
            self.clicked.connect(lambda: self._toggle(kinds[0]))
        else:
            self._add_menu(kinds)
        self._draw()

    def show_closing(self, kind: ClosingKind | None) -> None:
        """Show how the field is closed; None when it is open."""
        if kind != self._closed:
            self._closed = kind
            self._draw()

    def set_read_only(self, read_only: bool) -> None:
        """Show only how the field is closed, if it is."""
        self._read_only = read_only
        self._draw()

    def use(self) -> None:
        """Do by key what a click does."""
        if self._single:
            self._toggle(self._single)
        else:
            self.showMenu()

    def _add_menu(self, kinds: Sequence[ClosingKind]) -> None:
        menu = QMenu(self)
        for kind in kinds:
            action = menu.addAction(CLOSING_WORDS[kind])
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, kind=kind: self._toggle(kind))
            self._choices[kind] = action
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _draw(self) -> None:
        closed, shown = self._closed, self._closed or self._single
        for kind, action in self._choices.items():
            action.setChecked(kind == closed)
        # Qt sets the icon too close to the text.
        self.setText(f" {CLOSING_WORDS[shown]}" if shown else f"{_SEVERAL} ")
        self.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight if shown else Qt.LayoutDirection.RightToLeft
        )
        icon = "square" if self._single else "chevron-down"
        if closed:
            self._icons.put(self, "square-check", Role.ACCENT, size=_ICON)
        else:
            self._icons.put(self, icon, Role.MUTED, size=_ICON)
        dress(self, state="closed" if closed else "")
        self.setToolTip(_tip(closed, self._single))
        self.setEnabled(not self._read_only)
        self.setVisible(not self._read_only or closed is not None)

    def _toggle(self, kind: ClosingKind) -> None:
        self.picked.emit(None if kind == self._closed else NotGiven(kind))


def _tip(closed: ClosingKind | None, single: ClosingKind | None) -> str:
    if closed:
        return "Open this field again (Ctrl+.)"
    if single:
        return f"Close this field with “{CLOSING_WORDS[single]}” (Ctrl+.)"
    return "Say why this field has no answer (Ctrl+.)"
