"""The list model: Qt's own model test, and the smallest change that leads from rows to rows."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from pytestqt.modeltest import ModelTester

from app.ui.models.open_items import ItemRow, OpenItemsModel, RowKind

ROWS = st.lists(
    st.builds(
        ItemRow,
        key=st.sampled_from("abcdefghij"),
        kind=st.sampled_from([RowKind.SECTION, RowKind.OPEN]),
        text=st.sampled_from(["x", "y"]),
    ),
    unique_by=lambda row: row.key,
).map(tuple)


@given(st.lists(ROWS, min_size=1, max_size=5))
def test_a_view_that_only_listens_shows_the_rows(steps: list[tuple[ItemRow, ...]]) -> None:
    model = OpenItemsModel()
    mirror: list[ItemRow] = []

    def inserted(_parent: QModelIndex, first: int, last: int) -> None:
        mirror[first:first] = model.rows[first : last + 1]

    def removed(_parent: QModelIndex, first: int, last: int) -> None:
        del mirror[first : last + 1]

    def reset() -> None:
        mirror[:] = model.rows

    def data_changed(first: QModelIndex, _last: QModelIndex) -> None:
        mirror[first.row()] = model.rows[first.row()]

    model.rowsInserted.connect(inserted)
    model.rowsRemoved.connect(removed)
    model.modelReset.connect(reset)
    model.dataChanged.connect(data_changed)
    for rows in steps:
        model.show_rows(rows)
        assert model.rows == rows
        assert mirror == list(rows)


@given(ROWS, ROWS)
def test_a_row_that_stays_in_place_keeps_its_index(
    before: tuple[ItemRow, ...], more: tuple[ItemRow, ...]
) -> None:
    kept = {row.key for row in before}
    after = (*before, *(row for row in more if row.key not in kept))
    model = OpenItemsModel()
    model.show_rows(before)
    places = [QPersistentModelIndex(model.index(at)) for at in range(len(before))]
    model.show_rows(after)
    assert [place.row() for place in places] == list(range(len(before)))
    model.show_rows(before)
    assert [place.row() for place in places] == list(range(len(before)))


def test_qt_finds_no_fault_with_it(qtmodeltester: ModelTester) -> None:
    model = OpenItemsModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
    model.show_rows(
        tuple(ItemRow(str(at), RowKind.OPEN if at % 3 else RowKind.SECTION, "t") for at in range(9))
    )
    model.show_rows(tuple(ItemRow(str(at), RowKind.OPEN, "u") for at in range(3, 12)))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
