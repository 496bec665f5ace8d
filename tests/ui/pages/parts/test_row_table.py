"""Keys and readings of lists: the ends of a long list, and the line chosen while rows are read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.finding.listing import Cursor, Page
from app.ui.models.rows_model import PagedRows
from app.ui.pages.parts.row_table import READ_AHEAD, RowTable

PAGE = 100
MILLION = 1_000_000


class Numbers(PagedRows[int, int]):
    """A million numbers from the one that is asked for, read page after page."""

    def __init__(self, count: int) -> None:
        self.read = 0
        self.count = count
        super().__init__(("Number", "Twice"), self._page, 0)
        self.show(0)

    def words(self, row: int, column: int) -> str:
        """The number, or twice as much."""
        return str(row * (column + 1))

    def key_of(self, row: int) -> str:
        """A number is its own key."""
        return str(row)

    def _page(self, query: int, after: Cursor | None) -> Page[int]:
        first = int(after[0]) + 1 if after else query
        rows = tuple(range(first, min(first + PAGE, query + self.count)))
        self.read += 1
        is_last = not rows or rows[-1] == query + self.count - 1
        return Page(rows, None if is_last else (str(rows[-1]), ""))


@pytest.fixture
def frame(qtbot: QtBot) -> QWidget:
    """What the table stands in."""
    frame = QWidget()
    qtbot.addWidget(frame)
    return frame


def table_of(frame: QWidget, count: int) -> tuple[RowTable, Numbers]:
    """A table that shows about ten of so many numbers."""
    model = Numbers(count)
    table = RowTable(model, "Numbers", 30, frame)
    table.resize(300, 330)
    frame.show()
    table.selectRow(0)
    return table, model


def test_end_goes_to_the_last_line_and_home_to_the_first(frame: QWidget) -> None:
    table, model = table_of(frame, 730)
    QTest.keyClick(table, Qt.Key.Key_End)
    assert (table.currentIndex().row(), model.rowCount()) == (729, 730)
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0


def test_end_reads_a_part_of_a_million_lines_and_goes_on_when_pressed_again(frame: QWidget) -> None:
    table, model = table_of(frame, MILLION)
    QTest.keyClick(table, Qt.Key.Key_End)
    first = table.currentIndex().row()
    assert READ_AHEAD <= first < READ_AHEAD + 2 * PAGE
    assert model.read <= READ_AHEAD / PAGE + 2
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() >= first + READ_AHEAD


def test_page_down_moves_whole_pages_over_what_was_not_read_yet(frame: QWidget) -> None:
    table, _model = table_of(frame, MILLION)
    places = [0]
    for _press in range(40):
        QTest.keyClick(table, Qt.Key.Key_PageDown)
        places.append(table.currentIndex().row())
    steps = {after - before for before, after in pairwise(places[1:])}
    assert len(steps) == 1, places
    for _press in range(40):
        QTest.keyClick(table, Qt.Key.Key_PageUp)
    assert table.currentIndex().row() == 0


@given(chosen=st.integers(0, 99), moved=st.integers(0, 99))
def test_the_line_chosen_stays_chosen_while_it_is_there(chosen: int, moved: int) -> None:
    parent = QWidget()
    model = Numbers(MILLION)
    table = RowTable(model, "Numbers", 30, parent)
    table.selectRow(chosen)
    model.show(moved)
    expected = chosen - moved if chosen >= moved else -1
    assert table.currentIndex().row() == expected
    selected = [index.row() for index in table.selectionModel().selectedRows()]
    assert selected == ([expected] if expected >= 0 else [])


@pytest.mark.parametrize("key", [Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown])
def test_keys_in_an_empty_list_do_nothing(frame: QWidget, key: Qt.Key) -> None:
    table, _model = table_of(frame, 0)
    QTest.keyClick(table, key)
    assert not table.currentIndex().isValid()
