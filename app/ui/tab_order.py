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
    children = [each for each in root.children() if isinstance(each, QWidget)]
    layout = root.layout()
    inside = list(_widgets_of(layout, children)) if layout is not None else []
    beside = [each for each in children if each not in inside]
    for each in (*inside, *beside):
        yield each
        yield from _as_laid_out(each)


def _widgets_of(layout: QLayout, children: Sequence[QWidget]) -> Iterator[QWidget]:
    """What stands in a layout and those within it: from left to right, from top to bottom.

    Its items are not asked for: Python would know them still when Qt has made others in their
    place, and take those for them.
    """
    inner = [each for each in layout.children() if isinstance(each, QLayout)]
    placed: list[tuple[int, QWidget | QLayout]] = []
    placed += [(layout.indexOf(each), each) for each in children]
    placed += [(layout.indexOf(each), each) for each in inner]
    here = (pair for pair in placed if pair[0] >= 0)
    for _at, each in sorted(here, key=lambda pair: _place(layout, pair[0])):
        if isinstance(each, QLayout):
            yield from _widgets_of(each, children)
        else:
            yield each


def _place(layout: QLayout, at: int) -> tuple[int, int]:
    """Row and column in a grid, else the place in the row."""
    if not isinstance(layout, QGridLayout):
        return 0, at
    place = layout.getItemPosition(at)
    assert isinstance(place, tuple), "row, column and how many of each"
    return place[0], place[1]
