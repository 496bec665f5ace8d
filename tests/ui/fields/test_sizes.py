"""No text is cut and nothing overlaps: narrow columns, usual and larger text."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Answer
from app.domain.guides.guide import Field
from app.paths import fonts_folder, resources_folder
from app.ui.fields.editor import FieldEditor
from app.ui.theme import Appearance
from tests.ui.fields.desk import MakeDesk
from tests.ui.fields.test_editor import FILLED

TEXT_SCALES = (1.0, 1.6)
NARROW = 380  # half of a form at 1280 pixels with the side panel open, and some


@pytest.fixture(params=TEXT_SCALES)
def appearance(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Appearance]:
    """The light look with text of another size."""
    made = Appearance(qapp, resources_folder() / "theme", fonts_folder(), "light", request.param)
    yield made
    made.setParent(None)
    made.deleteLater()


def parts(editor: FieldEditor) -> list[QWidget]:
    """What stands on the screen, Qt's own small buttons inside lines left out."""
    return [
        widget
        for widget in editor.findChildren(QWidget)
        if widget.isVisible() and not isinstance(widget.parentWidget(), QLineEdit)
    ]


def cut(widget: QWidget) -> bool:
    """Whether a widget is smaller than its text."""
    text_height = widget.fontMetrics().height()
    if isinstance(widget, QAbstractButton):
        least = widget.minimumSizeHint()
        return bool(widget.text()) and (
            widget.width() < least.width() or widget.height() < max(text_height, least.height())
        )
    if isinstance(widget, QLabel):
        wanted = widget.heightForWidth(widget.width()) if widget.wordWrap() else text_height
        return bool(widget.text()) and widget.height() < wanted
    return isinstance(widget, QLineEdit) and widget.height() < text_height + 8


def on_the_editor(widget: QWidget, editor: FieldEditor) -> QRect:
    return QRect(widget.mapTo(editor, widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize(("field", "answer"), FILLED.values(), ids=FILLED)
@pytest.mark.parametrize("width", [NARROW, 900])
def test_nothing_is_cut_and_nothing_overlaps(
    qtbot: QtBot, desk: MakeDesk, field: Field, answer: Answer, width: int
) -> None:
    label = "A label of some length that may need two lines"
    at = desk(replace(field, label=label, closings=("none", "not_available")))
    at.editor.set_value(answer)
    at.window.resize(width, 700)
    qtbot.waitUntil(lambda: at.editor.width() < width)
    assert [type(widget).__name__ for widget in parts(at.editor) if cut(widget)] == []
    for one, other in combinations(parts(at.editor), 2):
        if one.parentWidget() is other.parentWidget():
            places = (on_the_editor(one, at.editor), on_the_editor(other, at.editor))
            assert not places[0].intersects(places[1]), (one, other)
    inside = at.editor.rect()
    assert all(inside.contains(on_the_editor(widget, at.editor)) for widget in parts(at.editor))
