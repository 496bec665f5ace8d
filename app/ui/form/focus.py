"""Where the focus is: the form view and its pages ask which field or table holds it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget


def focused_in(root: QWidget) -> Iterator[QWidget]:
    """The widget with the focus and those around it, up to `root`; none when it is elsewhere."""
    widget: QWidget | None = root.window().focusWidget()
    found: list[QWidget] = []
    while widget is not None and widget is not root:
        found.append(widget)
        widget = widget.parentWidget()
    if widget is root:
        yield from found
