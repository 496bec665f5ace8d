"""Icons take the colors of the theme, are sharp on every screen, and each file can be drawn."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.paths import resources_folder
from app.ui.icons import GAP, SIZE, Icons
from app.ui.theme import DARK, LIGHT, Appearance, Role

FOLDER = resources_folder() / "icons"


def strongest(pixmap: QPixmap) -> QColor:
    """The color of the most opaque pixel: what lines are drawn in."""
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    color = max(pixels, key=QColor.alpha)
    color.setAlpha(255)
    return color


def near(one: QColor, other: QColor) -> bool:
    """Whether two colors are the same but for the mixing at soft edges."""
    differences = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return all(abs(difference) < 12 for difference in differences)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_every_file_can_be_drawn_and_recolored(path: Path) -> None:
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    assert renderer.defaultSize() == QSize(24, 24)
    assert "currentColor" in path.read_text(encoding="utf-8")


def test_license_of_the_icons_is_beside_them() -> None:
    notice = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "ISC License" in notice
    assert "Lucide" in notice


def test_pixmap_has_the_role_color_of_the_theme(icons: Icons, appearance: Appearance) -> None:
    assert near(strongest(icons.pixmap("dot", Role.WARNS, 24)), LIGHT.color(Role.WARNS))
    appearance.choose("dark")
    assert near(strongest(icons.pixmap("dot", Role.WARNS, 24)), DARK.color(Role.WARNS))


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_have_the_pixels_of_the_screen(icons: Icons, ratio: float) -> None:
    pixmap = icons.pixmap("calendar", Role.TEXT, 16, ratio)
    assert pixmap.width() == 16 * ratio
    assert pixmap.deviceIndependentSize().toSize() == QSize(16, 16)


def test_a_button_changes_with_the_theme(
    qtbot: QtBot, icons: Icons, appearance: Appearance
) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    icons.put(button, "dot", Role.ACCENT)
    assert near(strongest(button.icon().pixmap(16, 16)), LIGHT.color(Role.ACCENT))
    appearance.choose("dark")
    assert near(strongest(button.icon().pixmap(16, 16)), DARK.color(Role.ACCENT))


def test_a_button_that_is_gone_does_not_disturb(
    qtbot: QtBot, icons: Icons, appearance: Appearance
) -> None:
    parent = QToolButton()
    qtbot.addWidget(parent)
    child = QToolButton(parent)
    icons.put(child, "dot")
    with qtbot.waitSignal(child.destroyed):
        child.deleteLater()
    appearance.choose("dark")
    assert appearance.theme.name == "dark"


def test_checked_and_disabled_look_different(icons: Icons) -> None:
    icon = icons.icon("dot", Role.TEXT, on_role=Role.ACCENT)
    size = QSize(16, 16)
    on = icon.pixmap(size, QIcon.Mode.Normal, QIcon.State.On)
    off = icon.pixmap(size, QIcon.Mode.Disabled, QIcon.State.Off)
    assert near(strongest(on), LIGHT.color(Role.ACCENT))
    assert near(strongest(off), LIGHT.color(Role.FAINT))


def test_an_icon_that_is_not_there_is_an_error(icons: Icons) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("unicorn")


def test_only_words_are_kept_away_from(icons: Icons, qtbot: QtBot) -> None:
    worded, bare = QPushButton("Print…"), QPushButton()
    for button in (worded, bare):
        qtbot.addWidget(button)
        icons.put(button, "printer")
    assert worded.iconSize().width() == SIZE + GAP
    drawn = worded.icon().pixmap(worded.iconSize(), 1.0).toImage()
    right_edge = {drawn.pixelColor(SIZE + 1, y).alpha() for y in range(SIZE)}
    assert right_edge == {0}
    assert bare.icon().availableSizes()[0].width() == bare.icon().availableSizes()[0].height()
