"""CSV for spreadsheets: every cell comes back, and none is a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.interchange.csv_lines import MARK, csv_lines

CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def read(content: bytes) -> list[list[str]]:
    assert content.startswith(MARK)
    return list(csv.reader(StringIO(content[len(MARK) :].decode(), newline="")))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_cells_come_back_and_none_begins_like_a_formula(rows: list[list[str]]) -> None:
    headings, *back = read(b"".join(csv_lines(("A", "B"), rows)))
    assert headings == ["A", "B"]
    assert [[cell.removeprefix("'") for cell in row] for row in back] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not any(cell.lstrip(" ")[:1] in tuple("=+-@\t\r\n") for row in back for cell in row)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =cmd|' /C calc'!A0", "\t=1"])
def test_formulas_are_text(cell: str) -> None:
    (_, (first,)) = read(b"".join(csv_lines(("A",), [(cell,)])))
    assert first == f"'{cell}"
