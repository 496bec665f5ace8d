"""Whether a screen can be used without a mouse; the tests of every screen ask."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from tests.ui.accessible.names import place_of, shown_in, spoken


def stops_of(top: QWidget) -> list[QWidget]:
    """Where Tab leads, in its order, once round."""
    stops: list[QWidget] = []
    each = top.nextInFocusChain()
    while each is not None and each is not top:
        takes = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
        if takes and each.isEnabled() and each.isVisibleTo(top) and each.window() is top.window():
            stops.append(each)
        each = each.nextInFocusChain()
    return stops


def trapping(top: QWidget) -> Iterator[str]:
    """What Tab leads into and not out of."""
    for widget in stops_of(top):
        types_tab = isinstance(widget, QPlainTextEdit | QTextEdit) and not widget.tabChangesFocus()
        keeps_tab = isinstance(widget, QAbstractItemView) and widget.tabKeyNavigation()
        if types_tab or keeps_tab:
            yield f"keeps Tab: {place_of(widget)}"


def mouse_only(top: QWidget) -> Iterator[str]:
    """Buttons that Tab passes by, and whose tooltip or action names no key instead."""
    for widget in shown_in(top):
        if not isinstance(widget, QAbstractButton) or not widget.isEnabled():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or _roves(widget) or _in_line(widget):
            continue
        if "(" not in widget.toolTip() and not any(a.shortcuts() for a in widget.actions()):
            yield f"by mouse alone: {spoken(widget)!r}, {place_of(widget)}"


def _roves(button: QAbstractButton) -> bool:
    """Whether it is one of joined buttons that are a single stop; arrows lead on from there."""
    around = button.parentWidget()
    beside = around.findChildren(type(button)) if around is not None else []
    return any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in beside)


def _in_line(button: QAbstractButton) -> bool:
    """Whether it stands inside a line: what it does, keys of the line do."""
    return isinstance(button.parentWidget(), QLineEdit)


def wandering(top: QWidget) -> Iterator[str]:
    """Where Tab goes against the order in which one reads: up, or to the left in a row.

    Once round it comes back to the first: at the left and there at the top, else the highest.
    """
    stops = stops_of(top)
    steps = [*pairwise(stops), (stops[-1], stops[0])] if stops else []
    back = [(here, there) for here, there in steps if _goes_back(here, there, top)]
    corner = min(stops, key=lambda each: _corner(each, top), default=None)
    highest = min(stops, key=lambda each: _place(each, top).top(), default=None)
    ends = {there for _here, there in back}
    first = corner if corner in ends else highest
    for here, there in back:
        if there is not first:
            yield (
                f"Tab goes back: {spoken(here)!r} to {spoken(there)!r},"
                f" {place_of(here)} to {place_of(there)}"
            )


def _goes_back(here: QWidget, there: QWidget, top: QWidget) -> bool:
    if here is there or _pane(here) is not _pane(there):
        return False
    one, other = _place(here, top), _place(there, top)
    is_up = other.bottom() < one.top() and other.left() < one.right()
    in_row = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    is_left = other.right() < one.left()
    return is_up or (is_left and in_row > min(one.height(), other.height()) // 2)


def _corner(widget: QWidget, top: QWidget) -> tuple[int, int]:
    """What stands left by no more than the rail is wide counts as one column."""
    place = _place(widget, top)
    return place.left() // 80, place.top()


def _pane(widget: QWidget) -> QWidget | None:
    """What scrolls by itself around a widget: places in two such cannot be compared."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea | QAbstractScrollArea):
        above = above.parentWidget()
    return above


def _place(widget: QWidget, top: QWidget) -> QRect:
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())
