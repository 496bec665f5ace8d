"""Two versions joined: nothing typed on either side vanishes without a decision."""

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.facts.known import Known
from app.domain.guides.answers import Date, Evidence, EvidenceItem, NotGiven, Rows, Text
from app.domain.notes.merging import (
    Cells,
    Merge,
    Side,
    cells_of,
    content_of,
    merge,
    not_taken,
    settle,
)
from app.domain.notes.note import Content, Note, Reason
from app.rules.compiled import CompiledGuide
from app.services.notes.draft import Draft
from tests.small_guide import GUIDE, NOW, TODAY, reader

RULES = CompiledGuide(GUIDE)
TEXTS = ("which", "why_that", "summary")
STEPS = ["type", "type", "cell", "cell", "add", "remove", "move", "inner", "close", "reason"]


def draft(author: str) -> Draft:
    """An empty note that somebody opens."""
    note = Note("n1", GUIDE.code, 1, "p1", "t1", author, NOW)
    return Draft(note, RULES, Known(TODAY), reader(), lambda: NOW, author)


def grown(content: Content, author: str) -> Draft:
    """A draft that goes on from a content, as somebody else types."""
    d = draft(author)
    d.take_over(content)
    return d


def merged(base: Content, theirs: Content, mine: Content) -> Merge:
    return merge(base, theirs, mine, GUIDE.fields, RULES.row_of)


def decided(found: Merge, side: Side) -> Content:
    """Everything decided alike; where both cannot stand together, as mine."""
    return settle(found, decisions(found, side))


def decisions(found: Merge, side: Side) -> dict[str, Side]:
    return {c.path: "mine" if side == "both" and c.both is None else side for c in found.clashes}


def edit(d: Draft, data: st.DataObject, name: str) -> None:
    """A few random edits; every text is another one."""
    for number in range(data.draw(st.integers(0, 7))):
        step = data.draw(st.sampled_from(STEPS))
        rows = d.rows("visits")
        typed = f"{name}{number}"
        if step == "type":
            d.set_answer(data.draw(st.sampled_from(TEXTS)), typed)
        elif step == "add":
            d.add_row("visits")
        elif step == "close" and data.draw(st.booleans()):
            d.set_answer("visits", NotGiven("none"))
        elif step == "reason":
            d.answer_warning("odd", typed)
        elif rows:
            edit_row(d, data, data.draw(st.sampled_from(rows)), step, typed)


def edit_row(d: Draft, data: st.DataObject, row: str, step: str, typed: str) -> None:
    if step == "cell":
        d.set_answer(f"visits/{row}/number", typed)  # no phone number: kept as it was typed
    elif step == "inner":
        d.add_row(f"visits/{row}/tries")
        d.set_answer(f"visits/{row}/tries/{d.rows(f'visits/{row}/tries')[-1]}/how", typed)
    elif step == "remove":
        d.remove_row("visits", row)
    elif step == "move":
        d.move_row("visits", row, data.draw(st.integers(-2, 2)))
    elif step == "reason":
        d.answer_warning(f"visit-long@{row}", typed)


def three(data: st.DataObject) -> tuple[Content, Content, Content]:
    """A content, and two that grew out of it."""
    first = draft("d1")
    edit(first, data, "base")
    base = first.content
    theirs, mine = grown(base, "d2"), grown(base, "d3")
    edit(theirs, data, "theirs")
    edit(mine, data, "mine")
    return base, theirs.content, mine.content


def words(content: Content) -> str:
    """Everything that can be read in a content, removed rows' leftovers included."""
    return repr([cell.value for cell in cells_of(content, RULES.row_of).values()])


@given(st.data())
@settings(deadline=None)
def test_a_side_that_changed_nothing_leaves_the_other_as_it_is(data: st.DataObject) -> None:
    base, theirs, mine = three(data)
    assert decided(merged(base, base, mine), "mine") == mine
    assert decided(merged(base, theirs, base), "mine") == theirs
    assert decided(merged(base, mine, mine), "mine") == mine


@given(st.data(), st.sampled_from(["theirs", "mine", "both"]))
@settings(deadline=None, max_examples=300)
def test_nothing_typed_vanishes_without_a_decision(data: st.DataObject, side: Side) -> None:
    base, theirs, mine = three(data)
    found = merged(base, theirs, mine)
    result = decided(found, side)
    left = repr([each.cell.value for each in not_taken(found, decisions(found, side))])
    for content, name in ((theirs, "theirs"), (mine, "mine")):
        for number in range(7):
            word = f"'{name}{number}'"
            if word in words(content):
                where = words(result) + left
                assert word in where or word[1:-1] in where


@given(st.data(), st.sampled_from(["theirs", "mine"]))
@settings(deadline=None, max_examples=200)
def test_one_decision_for_all_brings_that_side_s_answers(data: st.DataObject, side: Side) -> None:
    base, theirs, mine = three(data)
    found = merged(base, theirs, mine)
    result = cells_of(decided(found, side), RULES.row_of)
    chosen = found.theirs if side == "theirs" else found.mine
    for clash in found.clashes:
        below = {p: c for p, c in chosen.items() if (p + "/").startswith(clash.path + "/")}
        assert below.items() <= result.items()
        if clash.is_row:
            table, _, row = clash.path.rpartition("/")
            assert (row in rows_of(result, table)) == (row in rows_of(chosen, table))


def rows_of(cells: Cells, table: str) -> tuple[str, ...]:
    cell = cells.get(table)
    return cell.value.ids if cell and isinstance(cell.value, Rows) else ()


@given(st.lists(st.sampled_from(TEXTS), unique=True), st.data())
@settings(deadline=None)
def test_the_order_of_saves_does_not_matter_for_different_places(
    split: list[str], data: st.DataObject
) -> None:
    first = draft("d1")
    edit(first, data, "base")
    one, other = grown(first.content, "d2"), grown(first.content, "d3")
    for name in TEXTS:
        (one if name in split else other).set_answer(name, f"typed into {name}")
    there = merged(first.content, one.content, other.content)
    back = merged(first.content, other.content, one.content)
    assert not there.clashes
    assert settle(there, {}) == settle(back, {})


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_every_cell_stands_in_a_row_that_is_there(data: st.DataObject) -> None:
    base, theirs, mine = three(data)
    assume(not any(homeless(content) for content in (base, theirs, mine)))
    sides: tuple[Side, ...] = ("theirs", "mine")
    for side in sides:
        assert not homeless(decided(merged(base, theirs, mine), side))


def homeless(content: Content) -> list[str]:
    """Answers in rows that their table does not have: closing a table leaves them, for undo."""
    found = []
    for path in content.answers:
        parts = path.split("/")
        for end in range(2, len(parts), 2):
            table = content.answers.get("/".join(parts[: end - 1]))
            if not (isinstance(table, Rows) and parts[end - 1] in table.ids):
                found.append(path)
    return found


@given(st.data())
def test_a_content_taken_apart_is_the_content(data: st.DataObject) -> None:
    d = draft("d1")
    edit(d, data, "base")
    assert content_of(cells_of(d.content, RULES.row_of)) == d.content


def start() -> Draft:
    """One visit on the books."""
    d = draft("d1")
    d.add_row("visits")
    d.set_answer("visits/r1/number", "555-0100")
    return d


def test_rows_added_by_both_are_all_kept() -> None:
    base = start().content
    theirs, mine = grown(base, "d2"), grown(base, "d3")
    for d, day in ((theirs, "11/3"), (mine, "11/4")):
        d.add_row("visits")
        d.set_answer("visits/r2/on", day)
        d.answer_warning("visit-long@r2", f"long on {day}")
    found = merged(base, theirs.content, mine.content)
    assert not found.clashes
    both = settle(found, {})
    assert both.answers["visits"] == Rows(("r1", "r2", "r3"))
    assert both.answers["visits/r2/on"] == Date(dt.date(2026, 11, 3))
    assert both.answers["visits/r3/on"] == Date(dt.date(2026, 11, 4))
    assert both.reasons["visit-long@r2"].text == "long on 11/3"
    assert both.reasons["visit-long@r3"].text == "long on 11/4"
    assert "visits/r2/on" in found.taken


def test_a_row_removed_here_and_changed_there_is_asked_about_as_one() -> None:
    base = start().content
    theirs, mine = grown(base, "d2"), grown(base, "d3")
    theirs.remove_row("visits", "r1")
    mine.set_answer("visits/r1/on", "11/4")
    found = merged(base, theirs.content, mine.content)
    assert [(c.path, c.is_row) for c in found.clashes] == [("visits/r1", True)]
    assert decided(found, "theirs") == theirs.content
    assert decided(found, "mine").answers == mine.content.answers
    left = not_taken(found, {"visits/r1": "theirs"})
    assert {each.path for each in left} == {"visits/r1/number", "visits/r1/on"}


def test_a_row_removed_that_nobody_else_touched_is_gone() -> None:
    base = start().content
    theirs, mine = grown(base, "d2"), grown(base, "d3")
    theirs.remove_row("visits", "r1")
    mine.set_answer("which", "a tooth")
    found = merged(base, theirs.content, mine.content)
    assert not found.clashes
    assert set(settle(found, {}).answers) == {"which"}


def test_rows_that_are_numbered_anew_are_compared_as_a_whole() -> None:
    base = start().content
    theirs, mine = grown(base, "d2"), grown(base, "d3")
    theirs.add_row("visits")
    mine.set_answer("visits/r1/number", "555-0101")
    mine.set_answer("which", "a tooth")

    def joined(mine: Content) -> Merge:
        return merge(base, theirs.content, mine, GUIDE.fields, RULES.row_of, rows_keep_ids=False)

    found = joined(mine.content)
    assert [c.path for c in found.clashes] == ["visits"]
    assert decided(found, "theirs").answers == theirs.content.answers.insert(
        "which", Text("a tooth")
    )
    assert decided(found, "mine") == mine.content
    assert decided(joined(base), "mine") == theirs.content


def test_a_table_closed_there_and_filled_here_is_asked_about() -> None:
    base = draft("d1").content
    theirs, mine = grown(base, "d2"), grown(base, "d3")
    theirs.set_answer("visits", NotGiven("none"))
    mine.add_row("visits")
    mine.set_answer("visits/r1/on", "11/4")
    found = merged(base, theirs.content, mine.content)
    assert [c.path for c in found.clashes] == ["visits"]
    assert found.clashes[0].both is None
    assert decided(found, "mine") == mine.content
    assert decided(found, "theirs") == theirs.content


@pytest.mark.parametrize(
    ("path", "joined"), [("summary", "theirs\nmine"), ("which", "theirs; mine")]
)
def test_both_texts_stand_one_after_the_other(path: str, joined: str) -> None:
    base = draft("d1").content
    theirs, mine = grown(base, "d2"), grown(base, "d3")
    theirs.set_answer(path, "theirs")
    mine.set_answer(path, "mine")
    found = merged(base, theirs.content, mine.content)
    assert decided(found, "both").answers[path] == Text(joined)
    assert not_taken(found, {path: "both"}) == ()


def test_both_documents_are_attached() -> None:
    one, two = EvidenceItem("a" * 64, "Letter", 10), EvidenceItem("b" * 64, "Fax", 20)
    base = Content()
    sides = [Content(base.answers.insert("letter", Evidence((each,)))) for each in (one, two)]
    found = merge(base, sides[0], sides[1], GUIDE.fields, RULES.row_of)
    assert decided(found, "both").answers["letter"] == Evidence((one, two))


def test_what_cannot_stand_together_is_one_or_the_other() -> None:
    base = draft("d1").content
    theirs, mine = grown(base, "d2"), grown(base, "d3")
    theirs.set_answer("reason", "pain")
    mine.set_answer("reason", "other")
    found = merged(base, theirs.content, mine.content)
    with pytest.raises(ValueError, match="stand together"):
        settle(found, {"reason": "both"})
    with pytest.raises(KeyError):
        settle(found, {})


def test_two_reasons_for_one_warning_clash() -> None:
    base = draft("d1").content
    sides = [
        Content(base.answers, base.entries, base.reasons.insert("odd", Reason(text, by, NOW)))
        for text, by in (("asked the payer", "d2"), ("as agreed", "d3"))
    ]
    found = merged(base, sides[0], sides[1])
    assert [(c.is_reason, c.item_id) for c in found.clashes] == [(True, "odd")]
    assert decided(found, "both").reasons["odd"].text == "asked the payer\nas agreed"
