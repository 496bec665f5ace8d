"""The open note: reading what is typed, undo, rows, reasons, and what one edit changes."""

import datetime as dt

from rpds import HashTrieMap

from app.domain.facts.known import Known
from app.domain.guides.answers import Answer, Choice, Date, Person, Rows, Text, Unreadable
from app.domain.notes.note import EarlierNote
from tests.small_guide import NOW, TODAY, draft, open_ids


def test_the_panel_changes_on_the_same_keystroke() -> None:
    d = draft()
    assert "reason" in open_ids(d)
    change = d.set_answer("reason", "pain")
    assert "reason" not in {item.id for item in change.state.open_items}


def test_a_hidden_required_field_never_counts_as_missing() -> None:
    d = draft()
    d.set_answer("reason", "other")
    assert {"which", "visit"} <= open_ids(d)
    change = d.set_answer("reason", "pain")
    assert not {"which", "visit"} & open_ids(d)
    assert set(change.flipped) == {"which", "visits"}


def test_a_hidden_answer_is_kept_and_read_by_nobody() -> None:
    d = draft()
    d.set_answer("reason", "other")
    d.set_answer("which", "a broken crown")
    assert "why" in open_ids(d)
    d.set_answer("reason", "pain")
    assert "why" not in open_ids(d)
    assert d.answer("which") == Text("a broken crown")
    d.set_answer("reason", "other")
    assert "why" in open_ids(d)


def test_what_cannot_be_read_is_kept_with_its_sentence() -> None:
    d = draft()
    change = d.set_answer("day", "2/30")
    answer = d.answer("day")
    assert isinstance(answer, Unreadable)
    assert answer.typed == "2/30"
    item = change.state.find("day-readable")
    assert item is not None
    assert item.say == answer.why
    assert item.blocks == "signing"
    d.set_answer("day", "11/3")
    assert d.answer("day") == Date(dt.date(2026, 11, 3))
    assert "day-readable" not in open_ids(d)


def test_typing_one_word_is_one_undo_step() -> None:
    d = draft()
    d.set_answer("reason", "other")
    for end in range(1, len("broken crown") + 1):
        d.set_answer("which", "broken crown"[:end])
    d.undo()
    assert d.answer("which") == Text("broken ")
    d.undo()
    assert d.answer("which") is None
    d.redo()
    d.redo()
    assert d.answer("which") == Text("broken crown")


def test_a_new_edit_forgets_what_was_taken_back() -> None:
    d = draft()
    d.set_answer("reason", Choice("pain"))
    d.undo()
    d.set_answer("reason", Choice("other"))
    assert d.redo() is None
    assert d.answer("reason") == Choice("other")


def test_removing_a_row_takes_its_reasons_along_and_undo_brings_them_back() -> None:
    d = draft()
    d.add_row("visits")
    d.set_answer("visits/r1/minutes", "90")
    assert "visit-long@r1" in open_ids(d)
    d.answer_warning("visit-long@r1", "three surgeons were asked")
    assert "visit-long@r1" not in open_ids(d)
    d.remove_row("visits", "r1")
    assert not d.content.reasons
    d.add_row("visits")
    d.set_answer("visits/r1/minutes", "90")
    assert "visit-long@r1" in open_ids(d)
    for _ in range(3):
        d.undo()
    assert d.content.reasons["visit-long@r1"].text == "three surgeons were asked"


def test_a_copied_row_stands_below_with_all_it_holds() -> None:
    d = draft()
    for minutes in ("10", "20"):
        d.add_row("visits")
        d.set_answer(f"visits/{d.rows('visits')[-1]}/minutes", minutes)
    d.add_row("visits", like="r1")
    assert d.answer("visits") == Rows(("r1", "r3", "r2"))
    assert d.answer("visits/r3/minutes") == d.answer("visits/r1/minutes")
    d.move_row("visits", "r3", 1)
    assert d.answer("visits") == Rows(("r1", "r2", "r3"))


def test_rows_are_told_apart_by_id() -> None:
    d = draft()
    d.add_row("visits")
    d.add_row("visits")
    ids = {item.id for item in d.state.open_items if item.requirement == "visit-on"}
    assert ids == {"visit-on@r1", "visit-on@r2"}
    paths = {item.path for item in d.state.open_items if item.requirement == "visit-on"}
    assert paths == {"visits/r1/on", "visits/r2/on"}


def test_who_and_when_is_kept_with_every_answer() -> None:
    d = draft()
    d.set_answer("reason", "pain")
    entry = d.content.entries["reason"]
    assert (entry.by, entry.at) == ("a1", NOW)
    d.set_answer("reason", None)
    assert "reason" not in d.content.entries


def test_several_fields_are_one_step() -> None:
    d = draft()
    d.set_answers({"reason": "other", "which": "crown"})
    d.undo()
    assert not list(d.content.answers)


def test_learning_about_the_patient_closes_its_items_at_once() -> None:
    d = draft()
    assert "name" in open_ids(d)
    known = Known(TODAY, HashTrieMap({"patient.name": Text("Marisol Testwell")}))
    change = d.learn(known)
    assert "name" not in {item.id for item in change.state.open_items}


def test_every_coverage_of_the_patient_is_asked() -> None:
    rows: dict[str, Answer] = {
        "coverages": Rows(("c1", "c2")),
        "coverages/c1/member_id": Text("M-1"),
    }
    d = draft(Known(TODAY, HashTrieMap(rows), (EarlierNote("e", "X0001", TODAY),)))
    assert "member@c2" in open_ids(d)
    assert "member@c1" not in open_ids(d)


def test_a_picked_person_is_kept_as_picked() -> None:
    d = draft()
    person = Person("Iris Filler", "assistant", "RDA", "Dr. Ada Samplemann", "s2")
    d.set_answer("which", person)
    assert d.answer("which") == person


def test_chart_only_removes_every_claim_item_at_once() -> None:
    d = draft()
    d.add_row("visits")
    assert {"visit-minutes@r1", "reason"} <= open_ids(d)
    change = d.set_answer("billing", "chart_only")
    assert "visit-minutes@r1" not in open_ids(d)
    item = change.state.find("reason")
    assert item is not None
    assert item.needed_for == {"chart"}
    assert change.state.total.asked(None) == change.state.total.asked(*item.needed_for)
