"""The bridge: one signal for each edit, in the same call, and what it tells of the draft."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.facts.known import Known, Surroundings, known_facts
from app.domain.guides.answers import Choice, Date, Text
from app.domain.practice.people import Coverage, Patient, PersonName
from app.services.notes.change import Change
from app.ui.draft_bridge import DraftBridge
from tests.small_guide import TODAY, draft


@pytest.fixture
def said(bridge: DraftBridge) -> list[Change]:
    """Everything the bridge said."""
    changes: list[Change] = []
    bridge.changed.connect(changes.append)
    return changes


@pytest.fixture
def bridge(qapp: QApplication) -> DraftBridge:
    """A bridge over an empty draft of the small guide."""
    assert qapp is QApplication.instance()
    return DraftBridge(draft())


def test_every_edit_is_told_once_before_the_call_returns(
    bridge: DraftBridge, said: list[Change]
) -> None:
    edits: tuple[Callable[[], object], ...] = (
        lambda: bridge.set_answer("reason", Choice("other")),
        lambda: bridge.set_answers({"which": "left", "day": "t"}),
        lambda: bridge.add_row("visits"),
        lambda: bridge.add_row("visits", "r1"),
        lambda: bridge.move_row("visits", "r2", -1),
        lambda: bridge.remove_row("visits", "r1"),
        lambda: bridge.answer_warning("odd", "because"),
        bridge.undo,
        bridge.redo,
        lambda: bridge.learn(Known(TODAY)),
    )
    for count, edit in enumerate(edits, start=1):
        edit()
        assert len(said) == count
        assert said[-1].state is bridge.state


def test_nothing_to_undo_says_nothing(bridge: DraftBridge, said: list[Change]) -> None:
    assert bridge.undo() is None
    assert bridge.redo() is None
    assert said == []


def test_only_the_typing_editor_is_the_origin(bridge: DraftBridge, said: list[Change]) -> None:
    bridge.set_answer("which", "left")
    bridge.set_answers({"which": "right"})
    bridge.set_answers({"which": "both", "day": "t"}, origin="which")
    bridge.undo()
    assert [change.origin for change in said] == ["which", None, "which", None]


def test_it_reads_what_the_draft_holds(bridge: DraftBridge) -> None:
    bridge.set_answers({"reason": Choice("other"), "which": "left", "day": "11/3/2026"})
    assert bridge.answer("which") == Text("left")
    assert bridge.facts.read("which") == Text("left")
    bridge.set_answers({"reason": Choice("pain")})
    assert bridge.answer("which") == Text("left"), "a hidden answer is kept"
    assert bridge.facts.read("which") is None, "and read by nobody"
    assert bridge.is_hidden("which")
    assert bridge.is_hidden("visits/r1/on"), "so is everything in a hidden table"
    assert isinstance(bridge.note.content.answers["day"], Date)


def test_rows_are_the_form_s_or_the_patient_s_coverages(bridge: DraftBridge) -> None:
    patient = Patient(
        id="p1",
        name=PersonName(given="Theo", family="Testwell"),
        coverages=(Coverage(payer="Plan"),),
    )
    bridge.learn(known_facts(Surroundings("X0001", TODAY, patient)))
    bridge.add_row("visits")
    assert bridge.rows("visits") == ("r1",)
    assert bridge.rows("coverages") == ("c1",)


def test_answered_warnings_are_those_whose_reasons_count_now(bridge: DraftBridge) -> None:
    for number in ("1", "2"):
        bridge.add_row("visits")
        bridge.set_answers({f"visits/r{number}/minutes": "90"})
        bridge.answer_warning(f"visit-long@r{number}", f"reason {number}")
    found = [
        (each.item.id, each.item.path, each.reason.text) for each in bridge.answered_warnings()
    ]
    assert found == [
        ("visit-long@r1", "visits/r1/minutes", "reason 1"),
        ("visit-long@r2", "visits/r2/minutes", "reason 2"),
    ]
    bridge.set_answers({"visits/r1/minutes": "20"})
    assert [each.item.id for each in bridge.answered_warnings()] == ["visit-long@r2"]
    bridge.remove_row("visits", "r2")
    assert bridge.answered_warnings() == ()
