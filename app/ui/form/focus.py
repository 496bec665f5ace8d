"""Where the focus is and where Tab takes it: for the form view, its pages and what they hold."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.fields.editor import FieldEditor

_AROUND = 48
"""Logical pixels kept visible above and below a field that is jumped to."""


def jump_to(entrance: QWidget, block: QWidget | None = None) -> None:
    """Put the focus into `entrance` and scroll so that it and the `block` around it are seen.

    Qt scrolls for Tab alone. As after Tab, what a line holds is selected: typing replaces it.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # lay out what is new
    entrance.setFocus(Qt.FocusReason.ShortcutFocusReason)
    around = entrance.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.ensureWidgetVisible(block or entrance, 0, _AROUND)
        around.ensureWidgetVisible(entrance, 0, _AROUND)


def order_tab(root: QWidget, before: QWidget | None = None) -> None:
    """Let Tab go through `root` in reading order, after `before`; widgets made late come last.

    Joined buttons are one tab stop that wanders among them, so those that only a click reaches
    now get their place as well.
    """
    here = root.window()  # lists that drop down are windows of their own
    for stop in root.findChildren(QWidget):
        if stop.focusPolicy() != Qt.FocusPolicy.NoFocus and stop.window() is here:
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop


def focused_in(root: QWidget) -> Iterator[QWidget]:
    """The widget with the focus and those around it, up to `root`; none when it is elsewhere."""
    widget: QWidget | None = root.window().focusWidget()
    found: list[QWidget] = []
    while widget is not None and widget is not root:
        found.append(widget)
        widget = widget.parentWidget()
    if widget is root:
        yield from found


def path_at_focus(root: QWidget) -> str:
    """The answer path of the field within `root` that has the focus; empty when none has."""
    editors = (each for each in focused_in(root) if isinstance(each, FieldEditor))
    return next((editor.path for editor in editors), "")
