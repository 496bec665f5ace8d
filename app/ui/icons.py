"""Icons drawn from the SVG files of `resources/icons` in the colors of the theme.

Widgets ask `Icons` for an icon by name and color role, or let it `put` one on a button or action,
which then keeps the right color when the theme changes.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton

from app.ui.theme import Appearance, Role, Theme

SIZE: Final = 16
"""Logical pixels of an icon beside text; icons are drawn on a grid of 24."""

GAP: Final = 4
"""Logical pixels a push button's icon keeps from its words, beside the four that Qt leaves."""

_LARGEST_RATIO = 3.0


@dataclass(frozen=True, slots=True)
class _Look:
    """What makes one icon different from another."""

    name: str
    role: Role
    on_name: str
    on_role: Role
    size: int
    gap: int = 0


class Icons:
    """The icon set in the colors of the theme in force."""

    def __init__(self, folder: Path, appearance: Appearance) -> None:
        self._folder = folder
        self._theme = appearance.theme
        self._drawn: dict[_Look, QIcon] = {}
        self._pixmaps: dict[tuple[str, Role, int, float], QPixmap] = {}
        self._painted: dict[tuple[str, Role, int, float], QPixmap] = {}
        self._worn: WeakKeyDictionary[QAbstractButton | QAction, _Look] = WeakKeyDictionary()
        appearance.changed.connect(self._on_theme_changed)

    def icon(
        self,
        name: str,
        role: Role = Role.TEXT,
        *,
        on_name: str = "",
        on_role: Role | None = None,
        size: int = SIZE,
    ) -> QIcon:
        """The icon of that file name without `.svg`; `on_*` is its look on a checked button.

        Raises OSError when there is no such file.
        """
        return self._draw(_Look(name, role, on_name or name, on_role or role, size))

    def put(
        self,
        target: QAbstractButton | QAction,
        name: str,
        role: Role = Role.TEXT,
        *,
        on_name: str = "",
        on_role: Role | None = None,
        size: int = SIZE,
    ) -> None:
        """Set an icon on a button or action and keep it in the colors of the theme."""
        gap = GAP if isinstance(target, QPushButton) and target.text() else 0
        look = _Look(name, role, on_name or name, on_role or role, size, gap)
        self._worn[target] = look
        if gap and isinstance(target, QPushButton):
            target.setIconSize(QSize(size + gap, size))
        target.setIcon(self._draw(look))

    def pixmap(self, name: str, role: Role, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
        """One drawing of `size` logical pixels for a screen of that ratio; for painting."""
        wanted = (name, role, size, ratio)
        if wanted not in self._pixmaps:
            svg = (self._folder / f"{name}.svg").read_bytes()
            self._pixmaps[wanted] = _render(svg, self._theme, role, size, ratio)
        return self._pixmaps[wanted]

    def _draw(self, look: _Look) -> QIcon:
        if look not in self._drawn:
            icon = QIcon()
            states = (
                (QIcon.State.Off, look.name, look.role),
                (QIcon.State.On, look.on_name, look.on_role),
            )
            for state, name, role in states[: 1 if states[0][1:] == states[1][1:] else 2]:
                self._add(icon, state, name, role, look)
            self._drawn[look] = icon
        return self._drawn[look]

    def _add(self, icon: QIcon, state: QIcon.State, name: str, role: Role, look: _Look) -> None:
        """Draw for the screens there are now, and once large, from which Qt scales for others."""
        svg = (self._folder / f"{name}.svg").read_bytes()
        modes = ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, Role.FAINT))
        for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {
            _LARGEST_RATIO
        }:
            for mode, colored in modes:
                drawn = _render(svg, self._theme, colored, look.size, ratio, look.gap)
                icon.addPixmap(drawn, mode, state)

    def _on_theme_changed(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn.clear()
        self._painted.clear()
        self._pixmaps.clear()
        for target, look in list(self._worn.items()):
            if shiboken6.isValid(target):  # Qt may have deleted it before Python lets go of it
                target.setIcon(self._draw(look))


def _render(svg: bytes, theme: Theme, role: Role, size: int, ratio: float, gap: int = 0) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(svg.replace(b"currentColor", theme.colors[role].encode())))
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels + round(gap * ratio), pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
