"""Words and the focus as they are drawn in every state, measured in pixels, in both themes."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.paths import fonts_folder, resources_folder
from app.ui.theme import Appearance, ThemeChoice, dress
from tests.ui.accessible.light import ENOUGH, RATIO, changed_by_focus, contrast, pixels_of

TEXT_RATIO = 4.5  # WCAG 2.2, 1.4.3
BUTTONS = ("", "primary", "danger", "quiet", "link", "heading", "caption")
TOOLS = ("", "small", "segment", "chip", "tooth", "rail", "closing")


@pytest.fixture(params=["light", "dark"])
def desk(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """An empty window in one of the themes."""
    choice: ThemeChoice = request.param
    look = Appearance(qapp, Path(resources_folder() / "theme"), fonts_folder(), choice)
    window = QWidget()
    QHBoxLayout(window)
    qtbot.addWidget(window)
    yield window
    look.setParent(None)
    look.deleteLater()


def put(window: QWidget, *widgets: QWidget) -> None:
    row = window.layout()
    assert row is not None
    for widget in widgets:
        row.addWidget(widget)


def show(qtbot: QtBot, window: QWidget) -> None:
    with qtbot.waitActive(window):
        window.show()


def strongest(window: QWidget, widget: QWidget) -> float:
    """The contrast of the words of a widget: its strongest pixel against what most of it has."""
    inner = widget.rect().adjusted(5, 5, -5, -5).translated(widget.mapTo(window, QPoint(0, 0)))
    colors = Counter(pixels_of(window.grab(inner).toImage()))
    behind = colors.most_common(1)[0][0]
    return max(contrast(each, behind) for each in colors)


def test_the_focus_is_seen_on_every_kind_of_button(desk: QWidget, qtbot: QtBot) -> None:
    buttons: list[QAbstractButton] = [QCheckBox("Only mine", desk)]
    for kind in BUTTONS:
        button = QPushButton("Sign", desk)
        dress(button, kind=kind)
        buttons.append(button)
    for kind in TOOLS:
        for is_on in (False, True):
            tool = QToolButton(desk)
            tool.setText("Sign")
            tool.setCheckable(True)
            tool.setChecked(is_on)
            tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            dress(tool, kind=kind)
            buttons.append(tool)
    put(desk, *buttons)
    show(qtbot, desk)
    hardly = [
        (type(each).__name__, each.property("kind"), each.isChecked())
        for each in buttons
        if changed_by_focus(each, desk) < min(ENOUGH, each.width() + each.height())
    ]
    assert hardly == []


def test_words_of_fields_and_lists_can_be_read_in_every_state(desk: QWidget, qtbot: QtBot) -> None:
    empty, off, read_only = QLineEdit(desk), QLineEdit("MMMM", desk), QLineEdit("MMMM", desk)
    empty.setPlaceholderText("MMMM")
    off.setEnabled(False)
    read_only.setReadOnly(True)
    rows = QListWidget(desk)
    rows.addItems(["MMMM", "MMMM"])
    rows.setCurrentRow(0)
    put(desk, empty, off, read_only, rows)
    show(qtbot, desk)
    rows.setFocus()
    QTest.mouseMove(rows.viewport(), rows.visualItemRect(rows.item(1)).center())
    assert strongest(desk, empty) >= TEXT_RATIO, "placeholder"
    assert strongest(desk, read_only) >= TEXT_RATIO, "read only"
    assert strongest(desk, off) >= RATIO, "disabled"
    assert strongest(desk, rows) >= TEXT_RATIO, "chosen and under the pointer"
