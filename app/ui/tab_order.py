"""Tab in the order in which one reads: heads, dialogs and pages call it once they are laid out.

Qt leads Tab through widgets in the order in which they were made.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget


def order_as_laid_out(root: QWidget, then: Sequence[QWidget] = ()) -> None:
    """Let Tab go through `root` as its layouts read; widgets are often made in another order.

    What stands in `root` keeps its place among what stands around it; `then` is what follows it.
    """
    here = root.window()
    stops = [
        each
        for each in _as_laid_out(root)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.window() is here
    ]
    before: QWidget | None = root
    while stops and before is not None and before not in stops:
        before = before.nextInFocusChain()
    for stop in (*stops, *then):
        if before is not None:
            QWidget.setTabOrder(before, stop)
        before = stop


def _as_laid_out(root: QWidget) -> Iterator[QWidget]:
    layout = root.layout()
    inside = list(_widgets_of(layout)) if layout is not None else []
    known = set(inside)
    beside = (each for each in root.children() if isinstance(each, QWidget) and each not in known)
    for each in (*inside, *beside):
        yield each
        yield from _as_laid_out(each)


def _widgets_of(layout: QLayout) -> Iterator[QWidget]:
    """What stands in a layout and those within it: from left to right, from top to bottom."""
    order = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        order.sort(key=lambda at: _cell(layout, at))
    for at in order:
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets_of(inner)


def _cell(grid: QGridLayout, at: int) -> tuple[int, int]:
    place = grid.getItemPosition(at)
    assert isinstance(place, tuple), "row, column and how many of each"
    return place[0], place[1]
