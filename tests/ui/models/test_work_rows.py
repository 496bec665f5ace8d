"""The worklist as a table: a heading once for each group, over pages and readings."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.domain.finding.listing import Page
from app.domain.work.work_item import When, WorkItem, WorkKind, WorkQuery
from app.ui.models.work_rows import HEADINGS, Column, WorkRowsModel, left_words

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def item(number: int, days: int | None, kind: WorkKind = WorkKind.CLAIM) -> WorkItem:
    due = None if days is None else TODAY + days * DAY
    return WorkItem(kind, f"c{number}", "Answer the denial", f"C{number}", due=due)


def model_of(items: Sequence[WorkItem], rows: int) -> WorkRowsModel:
    """A model over these items, so many rows on a page."""
    every = sorted(items, key=lambda each: each.place)

    def read(query: WorkQuery) -> Page[WorkItem]:
        left = [each for each in every if query.after is None or each.place > query.after]
        shown = tuple(left[:rows])
        return Page(shown, shown[-1].place if len(left) > rows else None)

    model = WorkRowsModel(read, lambda staff_id: staff_id)
    model.show(WorkQuery(), TODAY)
    return model


def read_all(model: WorkRowsModel) -> list[str]:
    """Read to the end; the first cells."""
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@given(st.lists(st.none() | st.integers(-9, 40), max_size=30), st.integers(1, 9))
def test_every_item_stands_below_the_one_heading_of_its_group(
    days: list[int | None], rows: int
) -> None:
    items = [item(number, day) for number, day in enumerate(days)]
    model = model_of(items, rows)
    shown = read_all(model)
    headings = [words for words in shown if words in HEADINGS.values()]
    assert len(headings) == len(set(headings))
    assert len(shown) == len(items) + len(headings)
    group = ""
    for line, words in enumerate(shown):
        found = model.item(line)
        if found is None:
            group = words
        else:
            assert HEADINGS[found.when(TODAY)] == group
    model.reread(TODAY)
    assert [str(model.index(row, 0).data()) for row in range(model.rowCount())][: len(shown)] == (
        shown
    )


def test_the_next_line_is_never_a_heading() -> None:
    model = model_of([item(1, -1), item(2, 0), item(3, 0)], 9)
    assert read_all(model)[:3] == ["Overdue", "1 day overdue", "Today"]
    assert [model.item_at(line) for line in (0, 1, 2, 3, 4, 99)] == [1, 1, 3, 3, 4, 4]
    assert model.line_of(item(9, 9)) == 1
    assert model_of([], 9).item_at(0) == model_of([], 9).line_of(None) == -1


@pytest.mark.parametrize(
    ("kind", "days", "words"),
    [
        (WorkKind.CLAIM, 0, "due today"),
        (WorkKind.CLAIM, None, "no day"),
        (WorkKind.SIGN, 0, "since today"),
        (WorkKind.SIGN, -1, "waits 1 day"),
        (WorkKind.SIGN, -3, "waits 3 days"),
        (WorkKind.AUTHORIZATION, -1, "ended"),
        (WorkKind.AUTHORIZATION, 1, "1 day left"),
    ],
)
def test_the_time_left_in_words(kind: WorkKind, days: int | None, words: str) -> None:
    assert left_words(item(1, days, kind), TODAY) == words


def test_screen_readers_hear_headings_and_columns(qtmodeltester: ModelTester) -> None:
    model = model_of([item(1, -1), item(2, None)], 9)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call] # pytest-qt has no types
    spoken = model.index(0, Column.ACT).data(_SPOKEN)
    assert spoken == HEADINGS[When.OVERDUE]
    assert model.index(1, Column.ACT).data(_SPOKEN) == "What to do: Answer the denial"
    assert model.index(1, Column.PAYER).data(_SPOKEN) == "Payer: none"
