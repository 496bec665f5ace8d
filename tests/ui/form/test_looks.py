"""The sample notes on the real form: nothing cut, nothing over another, narrow, large text."""

import json
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from app.paths import fonts_folder, resources_folder
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.draft import Draft
from app.ui.form.dentist_view import DentistView
from app.ui.form.row_box import RowBox
from app.ui.icons import Icons
from app.ui.theme import Appearance
from tests.services.note_files.note_files import diagnoses, guides, read
from tests.ui.fields.test_sizes import cut
from tests.ui.open_note import OpenNote

CODES = ("D9311", "D9997")
TEXT_SCALES = (1.0, 1.6)
WIDTHS = (1000, 560)  # at the usual size of text


@pytest.fixture(params=TEXT_SCALES)
def appearance(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Appearance]:
    """The light look with text of another size."""
    made = Appearance(qapp, resources_folder() / "theme", fonts_folder(), "light", request.param)
    yield made
    made.setParent(None)
    made.deleteLater()


@pytest.fixture(params=CODES)
def sample(
    qtbot: QtBot, appearance: Appearance, icons: Icons, request: pytest.FixtureRequest
) -> OpenNote:
    """A sample note as it ships."""
    file = resources_folder() / "samples" / f"{request.param}.json"
    reading = read(json.loads(file.read_text(encoding="utf-8")))
    reader = AnswerReader(lambda: reading.moment, diagnoses)
    guide = guides()[request.param]
    draft = Draft(reading.note, guide, reading.known, reader, lambda: reading.moment, "s1")
    return OpenNote(qtbot, appearance, icons, today=reading.moment.date(), of=draft)


def content_of(page: QScrollArea) -> QWidget:
    content = page.widget()
    assert content is not None
    return content


def parts(page: QScrollArea) -> list[QWidget]:
    """What stands on a page, Qt's own small parts of lines and bars left out."""
    found = content_of(page).findChildren(QWidget)
    small = (QLineEdit, QScrollBar)
    return [w for w in found if w.isVisible() and not isinstance(w.parentWidget(), small)]


def check(page: QScrollArea) -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    content = content_of(page)
    assert content.width() <= page.viewport().width(), "nothing is beside the page"
    shown = parts(page)
    assert [(type(w).__name__, w.property("text")) for w in shown if cut(w)] == []
    for widget in shown:
        place = QRect(widget.mapTo(content, QPoint(0, 0)), widget.size())
        assert content.rect().contains(place), widget
    families: dict[QWidget | None, list[QWidget]] = {}
    for widget in shown:
        families.setdefault(widget.parentWidget(), []).append(widget)
    for family in families.values():
        for one, other in combinations(family, 2):
            assert not one.geometry().intersects(other.geometry()), (one, other)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_section_with_all_rows_open(
    sample: OpenNote, appearance: Appearance, width: int
) -> None:
    form = sample.form()
    form.resize(round(width * appearance.theme.text_scale), 700)
    for step in form.steps.steps:
        form.show_section(step.section)
        page = form.current_page
        for _ in range(2):  # tables in rows are made when the row opens
            for row in page.findChildren(RowBox):
                row.open()
        check(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_dentist_s_page(sample: OpenNote, appearance: Appearance, width: int) -> None:
    view = DentistView(sample.bridge, sample.support, appearance, lambda _id: None)
    sample.show(view, round(width * appearance.theme.text_scale), 700)
    check(view)
