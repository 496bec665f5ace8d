"""Both palettes can be read by everybody, and the look follows what the user chose."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QListView,
    QMenu,
    QMessageBox,
    QPushButton,
    QStatusBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.paths import resources_folder
from app.ui.theme import (
    DARK,
    LIGHT,
    STRONG_DARK,
    STRONG_LIGHT,
    Appearance,
    Face,
    Role,
    Theme,
    dress,
    palette_of,
    sheet_of,
    theme_for,
)

FOLDER = resources_folder() / "theme"
SHEET = (FOLDER / "chartproof.qss").read_text(encoding="utf-8")
BACKGROUNDS = (Role.CANVAS, Role.SURFACE, Role.RAISED)
SEVERITIES = (Role.NEEDED, Role.WARNS, Role.BLOCKS, Role.SILENT, Role.DONE, Role.DENTIST)
WORDS_ON_EVERYTHING = (Role.TEXT, Role.MUTED, Role.ACCENT, *SEVERITIES)

# Web Content Accessibility Guidelines 2.2, level AA: 1.4.3 for text, 1.4.11 for controls' bounds
TEXT_RATIO = 4.5
SHAPE_RATIO = 3.0
STRONG_RATIO = 7.0  # level AAA, 1.4.6

EVERY = {"light": LIGHT, "dark": DARK, "strong light": STRONG_LIGHT, "strong dark": STRONG_DARK}

themes = pytest.mark.parametrize("theme", EVERY.values(), ids=EVERY.keys())


def luminance(color: str) -> float:
    rgb = QColor(color)
    channels = (rgb.redF(), rgb.greenF(), rgb.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme: Theme, one: Role, other: Role) -> float:
    darker, lighter = sorted(luminance(theme.colors[role]) for role in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def sheet_pairs() -> Iterator[tuple[str, Role, Role]]:
    """Text and background of every rule that sets both; what is disabled may fade."""
    plain = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", plain):
        text = re.search(r"(?<!-)\bcolor: \$(\w+)", body)
        behind = re.search(r"(?<!-)\bbackground: \$(\w+)", body)
        if text and behind and ":disabled" not in selector:
            yield selector.strip(), Role(text[1]), Role(behind[1])
        chosen = re.search(r"selection-color: \$(\w+)", body)
        under = re.search(r"selection-background-color: \$(\w+)", body)
        if chosen and under:
            yield selector.strip(), Role(chosen[1]), Role(under[1])


def test_the_contrast_formula_knows_black_on_white() -> None:
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#000000") == pytest.approx(0)
    assert contrast(LIGHT, Role.SURFACE, Role.SURFACE) == pytest.approx(1)


@themes
def test_words_can_be_read_on_every_background(theme: Theme) -> None:
    low = [
        f"{text} on {behind}: {contrast(theme, text, behind):.2f}"
        for text in WORDS_ON_EVERYTHING
        for behind in BACKGROUNDS
        if contrast(theme, text, behind) < TEXT_RATIO
    ]
    assert low == []


@themes
@pytest.mark.parametrize("role", [*SEVERITIES, Role.ACCENT])
def test_words_can_be_read_on_their_own_soft_background(theme: Theme, role: Role) -> None:
    soft = Role(f"{role}_soft")
    assert contrast(theme, role, soft) >= TEXT_RATIO
    assert contrast(theme, Role.TEXT, soft) >= TEXT_RATIO


@themes
@pytest.mark.parametrize("behind", [Role.HOVER, Role.ACCENT_SOFT])
def test_the_chosen_row_of_a_list_can_be_read(theme: Theme, behind: Role) -> None:
    assert contrast(theme, Role.TEXT, behind) >= TEXT_RATIO
    assert contrast(theme, Role.MUTED, behind) >= TEXT_RATIO


@themes
def test_every_rule_of_the_stylesheet_can_be_read(theme: Theme) -> None:
    pairs = list(sheet_pairs())
    assert len(pairs) > 30  # the search above finds the rules
    low = [
        f"{selector}: {text} on {behind} {contrast(theme, text, behind):.2f}"
        for selector, text, behind in pairs
        if contrast(theme, text, behind) < TEXT_RATIO
    ]
    assert low == []


@themes
@pytest.mark.parametrize("shape", [Role.EDGE, Role.FOCUS, Role.ACCENT])
def test_bounds_of_controls_can_be_seen(theme: Theme, shape: Role) -> None:
    assert min(contrast(theme, shape, behind) for behind in BACKGROUNDS) >= SHAPE_RATIO


@themes
@pytest.mark.parametrize("behind", [Role.CANVAS, Role.SURFACE])
def test_what_is_disabled_can_still_be_made_out(theme: Theme, behind: Role) -> None:
    assert contrast(theme, Role.FAINT, behind) >= SHAPE_RATIO


@pytest.mark.parametrize("theme", [STRONG_LIGHT, STRONG_DARK], ids=lambda theme: theme.name)
def test_high_contrast_is_high_and_every_line_is_seen(theme: Theme) -> None:
    behind = (*BACKGROUNDS, Role.ACCENT_SOFT, Role.HOVER)
    low = [
        f"{words} on {under}: {contrast(theme, words, under):.2f}"
        for words in WORDS_ON_EVERYTHING
        for under in (*behind, *(Role(f"{words}_soft") for _ in [0] if words in SEVERITIES))
        if contrast(theme, words, under) < STRONG_RATIO
    ]
    assert low == []
    lines = (Role.LINE, Role.EDGE, Role.FOCUS)
    assert (
        min(contrast(theme, line, under) for line in lines for under in BACKGROUNDS) >= TEXT_RATIO
    )


def test_high_contrast_of_the_system_is_followed_whatever_was_chosen() -> None:
    light, dark = Qt.ColorScheme.Light, Qt.ColorScheme.Dark
    usual, high = Qt.ContrastPreference.NoPreference, Qt.ContrastPreference.HighContrast
    assert theme_for("system", dark, usual) is DARK
    assert theme_for("light", dark, usual) is LIGHT
    assert theme_for("system", dark, high) is STRONG_DARK
    assert theme_for("light", dark, high) is STRONG_LIGHT
    assert theme_for("dark", light, high) is STRONG_DARK


@themes
def test_severities_differ_from_one_another(theme: Theme) -> None:
    assert len({theme.colors[role] for role in SEVERITIES}) == len(SEVERITIES)


@themes
def test_stylesheet_is_filled_in_and_its_marks_exist(theme: Theme) -> None:
    sheet = sheet_of(theme, "Noto Sans", Template(SHEET), FOLDER)
    assert "$" not in sheet
    marks = re.findall(r'url\("([^"]+)"\)', sheet)
    assert marks
    assert [mark for mark in marks if not Path(mark).is_file()] == []


def test_a_stylesheet_with_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError, match="beige"):
        sheet_of(LIGHT, "Noto Sans", Template("QLabel { color: $beige; }"), FOLDER)


@themes
def test_palette_has_the_colors_of_the_theme(theme: Theme) -> None:
    palette = palette_of(theme)
    assert palette.color(QPalette.ColorRole.Window) == theme.color(Role.CANVAS)
    assert palette.color(QPalette.ColorRole.Text) == theme.color(Role.TEXT)


def test_choosing_dark_restyles_at_once_and_tells_once(
    qtbot: QtBot, qapp: QApplication, appearance: Appearance
) -> None:
    told: list[Theme] = []
    appearance.changed.connect(told.append)
    label = QLabel("Still needed")
    qtbot.addWidget(label)
    dress(label, tone=Role.NEEDED)
    label.ensurePolished()
    assert label.palette().color(QPalette.ColorRole.WindowText) == LIGHT.color(Role.NEEDED)
    appearance.choose("dark")
    appearance.choose("dark")
    assert [theme.name for theme in told] == ["dark"]
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.color(Role.CANVAS)
    assert label.palette().color(QPalette.ColorRole.WindowText) == DARK.color(Role.NEEDED)


def test_dress_changes_a_look_of_a_shown_widget(qtbot: QtBot, appearance: Appearance) -> None:
    label = QLabel("Section")
    qtbot.addWidget(label)
    dress(label, face=Face.CAPTION)
    label.ensurePolished()
    small = label.fontMetrics().height()
    dress(label, face=Face.DISPLAY)
    assert label.fontMetrics().height() > small
    assert label.font().pixelSize() == appearance.theme.pixels(Face.DISPLAY)


def test_larger_text_makes_larger_controls(qtbot: QtBot, qapp: QApplication) -> None:
    heights = []
    for scale in (1.0, 1.5):
        appearance = Appearance(qapp, FOLDER, resources_folder() / "fonts", "light", scale)
        button = QPushButton("Sign")
        qtbot.addWidget(button)
        button.ensurePolished()
        heights.append(button.sizeHint().height())
        assert button.sizeHint().height() >= button.fontMetrics().height()
        appearance.setParent(None)
        appearance.deleteLater()
    assert heights[1] > heights[0]


@pytest.mark.parametrize("kind", [QListView, QTableView, QMenu, QMessageBox, QStatusBar])
def test_fonts_that_a_system_has_for_one_kind_of_widget_are_not_used(
    qtbot: QtBot, qapp: QApplication, appearance: Appearance, kind: type[QWidget]
) -> None:
    ours = qapp.font()
    for name in ("QAbstractItemView", "QMenu", "QMessageBox", "QStatusBar"):  # as on Windows
        qapp.setFont(QFont("DejaVu Serif", 31), name)  # type: ignore[arg-type] # the stub errs
    try:
        widget = kind()
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.font().family() == ours.family()
        assert widget.font().pixelSize() <= appearance.theme.pixels(Face.BODY)
    finally:
        qapp.setFont(QFont(ours.family(), 31))  # another one, so that the next says something
        qapp.setFont(ours)  # which ends those of the kinds


def test_without_the_bundled_fonts_the_system_face_is_used(
    qapp: QApplication, tmp_path: Path
) -> None:
    appearance = Appearance(qapp, FOLDER, tmp_path / "nowhere", "light")
    assert qapp.font().pixelSize() == appearance.theme.pixels(Face.BODY)
    appearance.setParent(None)
    appearance.deleteLater()


def test_a_table_with_the_focus_has_a_ring_that_nothing_in_it_covers(
    qtbot: QtBot, appearance: Appearance
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    other, table = QPushButton("Other", page), QTableView(page)
    table.setModel(QStandardItemModel(2, 2, table))
    table.setGeometry(0, 40, 300, 200)
    with qtbot.waitActive(page):
        page.show()
    places = []
    for widget in (other, table):
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        inside = (table.viewport().geometry(), table.horizontalHeader().geometry())
        places.append(inside)
    assert places[0] == places[1], "what is inside stays in its place"
    ring = appearance.theme.color(Role.FOCUS)
    picture = table.grab().toImage()
    middle = table.horizontalHeader().geometry().center().y()
    for across in (0, 1, table.width() - 2, table.width() - 1):
        assert picture.pixelColor(across, middle) == ring, "beside the header too"


@pytest.mark.usefixtures("appearance")
def test_a_list_that_drops_down_shows_all_its_lines_with_the_focus_too(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    boxes = [QComboBox(page), QComboBox(page)]
    for box in boxes:
        box.addItems(["By the day sent", "By the date of service"])
        column.addWidget(box)
    column.addStretch(1)
    page.resize(400, 300)
    with qtbot.waitActive(page):
        page.show()
    boxes[0].setFocus()
    qtbot.waitUntil(boxes[0].hasFocus)
    for box in reversed(boxes):  # the first of them with the focus
        box.showPopup()
        view = box.view()
        qtbot.waitUntil(view.isVisible)
        lines = sum(view.sizeHintForRow(row) for row in range(box.count()))
        assert view.viewport().height() >= lines
        box.hidePopup()
