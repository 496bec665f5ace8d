"""The model of the steps: Qt's own model test, and what it says of each section."""

from PySide6.QtCore import QModelIndex
from pytestqt.modeltest import ModelTester

from app.domain.guides.guide import Severity
from app.ui.models.steps import Step, StepsModel, steps_of
from tests.small_guide import draft


def test_qt_finds_no_fault_with_it(qtmodeltester: ModelTester) -> None:
    model = StepsModel()
    model.show_steps((Step("a", "A", 1, Severity.NEEDED), Step("b", "B")))
    model.show_steps((Step("a", "A"), Step("b", "B", 2, Severity.BLOCKS)))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own


def test_only_steps_that_changed_are_drawn_anew() -> None:
    model = StepsModel()
    model.show_steps((Step("a", "A", 1), Step("b", "B", 1)))
    drawn: list[int] = []

    def changed(first: QModelIndex) -> None:
        drawn.append(first.row())

    model.dataChanged.connect(changed)
    assert not model.show_steps((Step("a", "A", 1), Step("b", "B", 0)))
    assert drawn == [1]
    assert model.show_steps((Step("b", "B", 0),)), "a section went: the list is new"


def test_a_step_counts_its_open_items_and_names_the_gravest() -> None:
    of = draft()
    of.set_answer("day", "some day")
    story = next(step for step in steps_of(of.guide.guide, of.state) if step.section == "story")
    items = next(s for s in of.state.sections if s.id == "story").open_items
    assert story.still_open == len(items) > 0
    assert story.worst is Severity.BLOCKS
    assert story.spoken == f"Story, {len(items)} open, something blocks"
    assert Step("x", "X").spoken == "X, done"
    assert Step("x", "X", asks=False).spoken == "X, nothing asked"
