"""How the program looks: color roles, type and spacing scales, two palettes, one stylesheet.

`bootstrap` makes one `Appearance` and hands it on; widgets take colors from their `Theme` and their
look from the stylesheet by the properties that `dress` sets. Nothing else holds a color or a size.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.plain_words import PlainWords

ThemeChoice = Literal["system", "light", "dark"]

BUNDLED_FAMILY = "Noto Sans"


class Role(StrEnum):
    """What a color is for. `*_soft` is the background that goes under text of the same name."""

    CANVAS = "canvas"  # the window behind everything
    SURFACE = "surface"  # cards, panels and fields on it
    RAISED = "raised"  # menus and pop-ups above them
    HOVER = "hover"  # under the pointer
    LINE = "line"  # separates; carries no meaning
    EDGE = "edge"  # bounds a control, so it must be seen
    TEXT = "text"
    MUTED = "muted"  # hints and what is secondary
    FAINT = "faint"  # disabled
    ACCENT = "accent"
    ACCENT_STRONG = "accent_strong"  # the accent under the pointer
    ACCENT_SOFT = "accent_soft"
    ON_ACCENT = "on_accent"
    FOCUS = "focus"
    NEEDED = "needed"
    NEEDED_SOFT = "needed_soft"
    WARNS = "warns"
    WARNS_SOFT = "warns_soft"
    BLOCKS = "blocks"
    BLOCKS_SOFT = "blocks_soft"
    SILENT = "silent"
    SILENT_SOFT = "silent_soft"
    DONE = "done"
    DONE_SOFT = "done_soft"
    DENTIST = "dentist"
    DENTIST_SOFT = "dentist_soft"


# Light and dark side by side, so that a new role cannot be forgotten in one of them.
_COLORS: Mapping[Role, tuple[str, str]] = {
    Role.CANVAS: ("#f4f6f8", "#12171c"),
    Role.SURFACE: ("#ffffff", "#1a2128"),
    Role.RAISED: ("#ffffff", "#222b34"),
    Role.HOVER: ("#eaeef2", "#2a343e"),
    Role.LINE: ("#dfe4ea", "#303b46"),
    Role.EDGE: ("#848f9c", "#6f7d8b"),
    Role.TEXT: ("#1a232d", "#e8edf2"),
    Role.MUTED: ("#566270", "#a6b2be"),
    Role.FAINT: ("#7f8a96", "#6f7d8b"),
    Role.ACCENT: ("#0b6b72", "#5bc8c7"),
    Role.ACCENT_STRONG: ("#08555b", "#82d9d6"),
    Role.ACCENT_SOFT: ("#dff0f0", "#173a3d"),
    Role.ON_ACCENT: ("#ffffff", "#06282b"),
    Role.FOCUS: ("#2f6fe4", "#7fb4ff"),
    Role.NEEDED: ("#2d5bb0", "#9bbcf7"),
    Role.NEEDED_SOFT: ("#e6eefb", "#1d2c47"),
    Role.WARNS: ("#8a5000", "#f2bd66"),
    Role.WARNS_SOFT: ("#fdf1da", "#3a2d15"),
    Role.BLOCKS: ("#b3261e", "#ff9d93"),
    Role.BLOCKS_SOFT: ("#fce9e7", "#452321"),
    Role.SILENT: ("#566270", "#a6b2be"),
    Role.SILENT_SOFT: ("#eaeef2", "#2a343e"),
    Role.DONE: ("#1b7043", "#80d0a0"),
    Role.DONE_SOFT: ("#e3f3ea", "#183523"),
    Role.DENTIST: ("#7a3d9c", "#d2a8ee"),
    Role.DENTIST_SOFT: ("#f4eaf9", "#35223f"),
}


# What differs where the system asks for high contrast: text of 7:1 (WCAG 1.4.6), lines to be seen.
_STRONG: Mapping[Role, tuple[str, str]] = {
    Role.CANVAS: ("#ffffff", "#000000"),
    Role.SURFACE: ("#ffffff", "#000000"),
    Role.RAISED: ("#ffffff", "#000000"),
    Role.HOVER: ("#e4e4e4", "#262626"),
    Role.LINE: ("#000000", "#ffffff"),
    Role.EDGE: ("#000000", "#ffffff"),
    Role.TEXT: ("#000000", "#ffffff"),
    Role.MUTED: ("#1f1f1f", "#f0f0f0"),
    Role.FAINT: ("#595959", "#a6a6a6"),
    Role.ACCENT: ("#00474d", "#7df0ee"),
    Role.ACCENT_STRONG: ("#003338", "#a8fffd"),
    Role.ON_ACCENT: ("#ffffff", "#000000"),
    Role.FOCUS: ("#0033cc", "#ffe14d"),
    Role.NEEDED: ("#0b3680", "#b8d0ff"),
    Role.WARNS: ("#5c3300", "#ffd28a"),
    Role.BLOCKS: ("#8a0f0a", "#ffbdb5"),
    Role.SILENT: ("#1f1f1f", "#f0f0f0"),
    Role.DONE: ("#0a4a28", "#9ff0bf"),
    Role.DENTIST: ("#551f75", "#e6c8fa"),
}


def _column(number: int, *, strong: bool = False) -> Mapping[Role, str]:
    pairs = {**_COLORS, **_STRONG} if strong else _COLORS
    return MappingProxyType({role: pair[number] for role, pair in pairs.items()})


class Space(IntEnum):
    """The spacing scale in logical pixels, steps of four."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Face(StrEnum):
    """The type scale."""

    CAPTION = "caption"
    BODY = "body"
    LABEL = "label"  # as large as body text, and strong
    LEAD = "lead"
    TITLE = "title"
    DISPLAY = "display"


# Logical pixels, not points: a point is 96/72 of a pixel on Windows and one on macOS.
_PIXELS: Mapping[Face, int] = {
    Face.CAPTION: 12,
    Face.BODY: 14,
    Face.LABEL: 14,
    Face.LEAD: 16,
    Face.TITLE: 20,
    Face.DISPLAY: 28,
}


@dataclass(frozen=True)
class Theme:
    """One look: a name, a color for every role, and how much larger than usual text is."""

    name: Literal["light", "dark"]
    colors: Mapping[Role, str]
    text_scale: float = 1.0

    def color(self, role: Role) -> QColor:
        """The color of a role."""
        return QColor(self.colors[role])

    def pixels(self, face: Face) -> int:
        """The size of a face in logical pixels."""
        return round(_PIXELS[face] * self.text_scale)

    def font(self, face: Face = Face.BODY, *, strong: bool = False) -> QFont:
        """The application's font in a face of the scale; for painting, labels use `dress`."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.pixels(face))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font


LIGHT = Theme("light", _column(0))
DARK = Theme("dark", _column(1))
STRONG_LIGHT = Theme("light", _column(0, strong=True))
STRONG_DARK = Theme("dark", _column(1, strong=True))


def theme_for(
    choice: ThemeChoice, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference
) -> Theme:
    """The theme of a choice, where the system is set to a scheme and a contrast.

    High contrast is followed whatever was chosen: who sets it up cannot read without it.
    """
    dark = choice == "dark" or (choice == "system" and scheme is Qt.ColorScheme.Dark)
    if contrast is Qt.ContrastPreference.HighContrast:
        return STRONG_DARK if dark else STRONG_LIGHT
    return DARK if dark else LIGHT


class Appearance(QObject):
    """The look in force. Applies it to the application and follows the system when so chosen.

    `folder` is `resources/theme`, `fonts` the folder of the bundled fonts, which may be missing.
    """

    changed = Signal(object)  # the new Theme

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        fonts: Path,
        choice: ThemeChoice = "system",
        text_scale: float = 1.0,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._folder = folder
        self._sheet = Template((folder / "chartproof.qss").read_text(encoding="utf-8"))
        self._text_scale = text_scale
        self._choice: ThemeChoice = choice
        app.setStyle(PlainWords())
        self._family = _load_fonts(fonts)
        self._theme = self._wanted()
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        hints = app.styleHints().accessibility()
        hints.contrastPreferenceChanged.connect(self._on_system_changed)
        self._tell_system()

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Take on a theme, or follow the system from now on."""
        self._choice = choice
        self._tell_system()
        self._refresh()

    def _tell_system(self) -> None:
        """Ask for window frames and system dialogs in the same scheme."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(
            schemes.get(self._choice, Qt.ColorScheme.Unknown),
        )

    def _on_system_changed(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted != self._theme:
            self._theme = wanted
            self._apply()
            self.changed.emit(wanted)

    def _wanted(self) -> Theme:
        hints = self._app.styleHints()
        contrast = hints.accessibility().contrastPreference()
        theme = theme_for(self._choice, hints.colorScheme(), contrast)
        return replace(theme, text_scale=self._text_scale)

    def _apply(self) -> None:
        font = QFont(self._family) if self._family else QFont(self._app.font())
        font.setPixelSize(self._theme.pixels(Face.BODY))
        self._app.setFont(font)
        self._app.setPalette(palette_of(self._theme))
        sheet = sheet_of(self._theme, font.family(), self._sheet, self._folder)
        self._app.setStyleSheet(sheet)


def dress(
    widget: QWidget,
    *,
    face: Face | None = None,
    tone: Role | None = None,
    pill: Role | None = None,
    kind: str | None = None,
    surface: str | None = None,
    state: str | None = None,
    place: str | None = None,
) -> None:
    """Give a widget its look by the names the stylesheet knows; only what is given changes.

    `face`, `tone` and `pill` (a small filled badge) are for labels; `kind` is for buttons
    (`primary`, `quiet`, `danger`, `small`, …), `surface` for frames (`card`, `panel`, `sunken`,
    `raised`, or for notices a role that has a `_soft` background), `state` for fields
    (`unreadable`), `place` for one of several joined buttons (`first`, `last`). An empty name takes
    a look away.
    """
    wanted = {
        "face": face,
        "tone": tone,
        "pill": pill,
        "kind": kind,
        "surface": surface,
        "state": state,
        "place": place,
    }
    changes = {
        name: str(value)
        for name, value in wanted.items()
        if value is not None and (widget.property(name) or "") != str(value)
    }
    for name, value in changes.items():
        widget.setProperty(name, value)
    if changes and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # Qt reads the properties a stylesheet asks for only when it polishes the widget.
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def palette_of(theme: Theme) -> QPalette:
    """The Qt palette of a theme, for everything the stylesheet does not name."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for qt_role, role in {
        roles.Window: Role.CANVAS,
        roles.WindowText: Role.TEXT,
        roles.Base: Role.SURFACE,
        roles.AlternateBase: Role.CANVAS,
        roles.Text: Role.TEXT,
        roles.Button: Role.SURFACE,
        roles.ButtonText: Role.TEXT,
        roles.BrightText: Role.BLOCKS,
        roles.PlaceholderText: Role.MUTED,
        roles.Highlight: Role.ACCENT,
        roles.HighlightedText: Role.ON_ACCENT,
        roles.Accent: Role.ACCENT,
        roles.Link: Role.ACCENT,
        roles.LinkVisited: Role.ACCENT,
        roles.ToolTipBase: Role.RAISED,
        roles.ToolTipText: Role.TEXT,
        roles.Light: Role.RAISED,
        roles.Midlight: Role.HOVER,
        roles.Mid: Role.LINE,
        roles.Dark: Role.EDGE,
        roles.Shadow: Role.EDGE,
    }.items():
        palette.setColor(qt_role, theme.color(role))
    for qt_role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, qt_role, theme.color(Role.FAINT))
    return palette


def sheet_of(theme: Theme, family: str, template: Template, folder: Path) -> str:
    """The stylesheet of a theme in a type face.

    Raises KeyError when the template names what no scale has.
    """
    names = {role.value: color for role, color in theme.colors.items()}
    names |= {f"px_{face.value}": f"{theme.pixels(face)}px" for face in Face}
    names |= {f"space_{space.name.lower()}": f"{space.value}px" for space in Space}
    return template.substitute(names, family=family, marks=(folder / theme.name).as_posix())


def _load_fonts(folder: Path) -> str:
    """Load the bundled face and return its family; empty when it is not there."""
    families: list[str] = []
    for path in sorted(folder.glob(f"{BUNDLED_FAMILY.replace(' ', '')}-*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return BUNDLED_FAMILY if BUNDLED_FAMILY in families else ""
