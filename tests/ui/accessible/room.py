"""Whether everything on a screen can be seen or scrolled to on a small one; its tests ask."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from app.ui.fields.cut_label import CutLabel
from app.ui.form.highlight import Highlight
from app.ui.window.rail import SPARE
from tests.ui.accessible.names import place_of, shown_in

SMALL = QSize(910, 430)
"""Logical pixels of a window that fills a screen of 1366 x 768 at 150 %, which is 910 x 512 of
them, without the taskbar (48) and the title (32).
"""


def too_large(top: QWidget) -> Iterator[str]:
    """A window that cannot be made as small as a small screen."""
    least = top.minimumSizeHint().expandedTo(top.minimumSize())
    if top.minimumSize().height():  # said by hand: it counts instead of what the layout says
        least = top.minimumSize()
    if least.boundedTo(SMALL) != least:
        yield f"larger than a small screen: {type(top).__name__}, {least.width()}, {least.height()}"


def cut_off(top: QWidget) -> Iterator[str]:
    """What reaches beyond what it stands in, or has less room than its words need."""
    for widget in shown_in(top):
        parent = widget.parentWidget()
        if widget is top or parent is None or widget.isWindow() or isinstance(widget, Highlight):
            continue
        if _scrolls(parent) or _inside_view(widget):
            continue
        inside = QRect(0, 0, parent.width(), parent.height())
        if not inside.adjusted(-1, -1, 1, 1).contains(widget.geometry()):
            yield f"outside: {place_of(widget)} {_words(widget)!r}"
        elif lacks := _lacks(widget):
            yield f"{lacks}: {place_of(widget)} {_words(widget)!r}"


def _scrolls(parent: QWidget) -> bool:
    """Whether it is what a scroll area looks through: there its content may be larger."""
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent


def _inside_view(widget: QWidget) -> bool:
    """Whether it belongs to a list, a text or Qt's own bars, which lay themselves out."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea) and not isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def _lacks(widget: QWidget) -> str:
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        is_stiff = widget.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if inner and is_stiff and inner.minimumSizeHint().width() > widget.viewport().width() + 1:
            return "cannot be scrolled sideways"
    if isinstance(widget, QLabel) and not isinstance(widget, CutLabel) and widget.text().strip():
        if widget.wordWrap():
            return "too low" if widget.heightForWidth(widget.width()) > widget.height() + 1 else ""
        if widget.sizePolicy().horizontalPolicy() is not QSizePolicy.Policy.Ignored:
            return "too narrow" if widget.sizeHint().width() > widget.width() + 1 else ""
    is_inside = isinstance(widget.parentWidget(), QLineEdit)
    if isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and not is_inside:
        least = widget.minimumSizeHint().boundedTo(widget.maximumSize()).height()
        if least > widget.height() + SPARE:
            return "too low"
    if isinstance(widget, QAbstractButton) and widget.text() and not widget.toolTip():
        return "too narrow" if widget.minimumSizeHint().width() > widget.width() + 1 else ""
    return ""


def _words(widget: QWidget) -> str:
    return widget.text()[:60] if isinstance(widget, QLabel | QAbstractButton) else ""
