"""The panels at their narrowest, with large text: nothing is cut, nothing stands over another."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Choice, YesNo
from app.domain.guides.guide import Purpose
from app.paths import fonts_folder, resources_folder
from app.ui.icons import Icons
from app.ui.panels.narrative import NarrativePanel
from app.ui.panels.preview import DocumentChoice, PreviewPanel
from app.ui.theme import Appearance
from tests.ui.fields.test_sizes import cut
from tests.ui.open_note import FORM_GUIDE, OpenNote

NARROW = 300


@pytest.fixture(params=(1.0, 1.6))
def appearance(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Appearance]:
    """The light look with text of another size."""
    made = Appearance(qapp, resources_folder() / "theme", fonts_folder(), "light", request.param)
    yield made
    made.setParent(None)
    made.deleteLater()


@pytest.fixture
def note(qtbot: QtBot, appearance: Appearance, icons: Icons) -> OpenNote:
    """A note that asks for every purpose, with a warning and long texts."""
    everything = frozenset(Purpose)
    requires = tuple(replace(rule, needed_for=everything) for rule in FORM_GUIDE.requires)
    made = OpenNote(qtbot, appearance, icons, replace(FORM_GUIDE, requires=requires))
    which = "the left one, which hurt for three weeks before anybody was told " * 3
    made.bridge.set_answers(
        {"reason": Choice("other"), "which": which, "day": "t", "fit_direct": YesNo(False)}
    )
    for at in range(4):
        made.bridge.add_row("visits")
        made.bridge.set_answers({f"visits/r{at + 1}/minutes": str(80 + at)})
    return made


def needed(note: OpenNote) -> QWidget:
    panel = note.panel()
    panel.list.choose("X0001-fit-direct-no")
    return panel


def narrative(note: OpenNote) -> QWidget:
    panel = NarrativePanel(note.bridge, note.appearance, note.icons)
    note.show(panel, NARROW, 700)
    panel.show_length("400")
    return panel


def preview(note: OpenNote) -> QWidget:
    panel = PreviewPanel(note.bridge, (DocumentChoice("chart-note", "Chart note"),), note.icons)
    note.show(panel, NARROW, 700)
    panel.show_problem("The pages cannot be made: the folder for them is full. Free some space.")
    return panel


@pytest.mark.parametrize("make", [needed, narrative, preview])
def test_nothing_is_cut_and_nothing_overlaps(
    note: OpenNote, make: Callable[[OpenNote], QWidget]
) -> None:
    panel = make(note)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert panel.width() == NARROW
    shown = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.isVisible() and not isinstance(widget.parentWidget(), QScrollBar | QTabBar)
    ]
    assert [(type(w).__name__, w.property("text")) for w in shown if cut(w)] == []
    families: dict[QWidget | None, list[QWidget]] = {}
    for widget in shown:
        families.setdefault(widget.parentWidget(), []).append(widget)
    for parent, family in families.items():
        for one, other in combinations(family, 2):
            assert not one.geometry().intersects(other.geometry()), (one, other)
        assert parent is None or all(parent.rect().contains(w.geometry()) for w in family), parent
