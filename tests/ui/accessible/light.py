"""Whether one sees where the focus is, measured on what is drawn; the tests of every screen ask."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from tests.ui.accessible.keys import stops_of
from tests.ui.accessible.names import place_of, spoken

RATIO = 3.0  # Web Content Accessibility Guidelines 2.2, 2.4.13: between focused and not focused
ENOUGH = 100
"""Pixels that must change so much; of a small widget, as many as half of its edge has."""


class FocusLight:
    """Draws every kind of stop once with the focus and once without."""

    def __init__(self) -> None:
        self.seen: set[tuple[object, ...]] = set()

    def unlit(self, top: QWidget) -> Iterator[str]:
        """What looks the same, or nearly so, when it has the focus."""
        before = top.focusWidget()
        for stop in stops_of(top):
            kind = _kind(stop)
            if kind in self.seen or stop.visibleRegion().isEmpty():
                continue
            changed = changed_by_focus(stop, top)
            if changed < 0:  # the window is not the active one
                continue
            self.seen.add(kind)
            if changed < min(ENOUGH, stop.width() + stop.height()):
                yield f"focus hardly seen, {changed} pixels: {spoken(stop)!r}, {place_of(stop)}"
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)


def _kind(widget: QWidget) -> tuple[object, ...]:
    names = ("kind", "place", "surface", "state", "search")
    is_on = isinstance(widget, QAbstractButton) and widget.isChecked()
    is_typed = isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()
    return (type(widget).__name__, *(widget.property(name) for name in names), is_on, is_typed)


def changed_by_focus(widget: QWidget, top: QWidget) -> int:
    """How many pixels change visibly as the widget gets the focus; -1 when it cannot get it."""
    focused = top.focusWidget()
    if focused is not None:
        focused.clearFocus()
    place = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3)
    without = top.grab(place).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if not widget.hasFocus():
        return -1
    with_it = top.grab(place).toImage()
    pairs = Counter(zip(pixels_of(without), pixels_of(with_it), strict=True))
    return sum(count for pair, count in pairs.items() if contrast(*pair) >= RATIO)


def pixels_of(image: QImage) -> memoryview:
    return memoryview(image.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I")


def contrast(one: int, other: int) -> float:
    """The ratio of two colors, each as red, green and blue in one number."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: int) -> float:
    color = QColor.fromRgb(rgb)
    channels = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
