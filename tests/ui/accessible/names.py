"""Whether what a screen reader says of a screen can be understood; the tests of every screen ask.

What is checked here is what assistive technology gets, through Qt's accessible interfaces, not what
the program meant to give it.
"""

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTableView,
    QTextEdit,
    QWidget,
)

_CHECKED_ROWS = 20
"""Rows of a list that are looked at: its lines are made alike."""

_TOLD = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QProgressBar)
"""Told of wherever they stand, also where Tab does not come."""


def shown_in(top: QWidget) -> list[QWidget]:
    """Every widget that is to be seen, or could be scrolled to; headers are told as their table."""
    every = [top, *top.findChildren(QWidget)]
    return [
        each
        for each in every
        if each.isVisibleTo(top)
        and not isinstance(each, QHeaderView)
        and not each.objectName().startswith("qt_")
        and each.window() is top.window()
    ]


def spoken(widget: QWidget, text: QAccessible.Text = QAccessible.Text.Name) -> str:
    """What assistive technology is told of a widget."""
    if isinstance(widget, QComboBox) and text is QAccessible.Text.Name:
        return widget.accessibleName() or words_beside(widget)  # what Qt tells on Windows
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, type(widget).__name__
    return interface.text(text).strip()


def words_beside(widget: QWidget) -> str:
    """The words of the label that belongs to a field."""
    labels = widget.window().findChildren(QLabel)
    return next((each.text() for each in labels if each.buddy() is widget), "")


def place_of(widget: QWidget) -> str:
    """Where a widget stands, in the names of classes, the nearest first."""
    names: list[str] = []
    each: QWidget | None = widget
    while each is not None and not each.isWindow() and len(names) < 4:
        names.append(type(each).__name__)
        each = each.parentWidget()
    return " in ".join(names)


def nameless(top: QWidget) -> Iterator[str]:
    """What takes the focus or is clicked, and has no name made of words."""
    for widget in shown_in(top):
        is_told = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus or isinstance(widget, _TOLD)
        has_words = not isinstance(widget, QLabel) or widget.text().strip()
        if is_told and has_words and not any(each.isalnum() for each in spoken(widget)):
            yield f"no name: {place_of(widget)}, {widget.toolTip()!r}"


def alike(top: QWidget) -> Iterator[str]:
    """Buttons and fields that nothing spoken tells apart: their names, descriptions, places."""
    known: defaultdict[tuple[str, ...], list[QWidget]] = defaultdict(list)
    for widget in shown_in(top):
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit | QTextEdit):
            said = (spoken(widget), spoken(widget, QAccessible.Text.Description))
            known[type(widget).__name__, *said, *_within(widget)].append(widget)
    for key, widgets in known.items():
        if len(widgets) > 1:
            yield f"alike, {len(widgets)} times: {key[1]!r}, {place_of(widgets[0])}"


def _within(widget: QWidget) -> Iterator[str]:
    """The names of what a widget stands in; they are told when the focus comes into it."""
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if above.accessibleName():
            yield above.accessibleName()
        above = above.parentWidget()


def wordless_tables(top: QWidget) -> Iterator[str]:
    """Columns without a header, and cells of lists and tables that say nothing."""
    for view in shown_in(top):
        if not isinstance(view, QAbstractItemView) or view.model() is None:
            continue
        model = view.model()
        is_table = isinstance(view, QTableView)
        across = model.columnCount() if not isinstance(model, QAbstractListModel) else 1
        for column in range(across if is_table else 1):
            if isinstance(view, QTableView) and view.isColumnHidden(column):
                continue
            if is_table and not model.headerData(column, Qt.Orientation.Horizontal):
                yield f"no header: column {column} of {place_of(view)}"
            lines = range(min(_CHECKED_ROWS, model.rowCount()))
            cells = [model.index(line, column) for line in lines]
            if not all(_says(cell) or _is_joined(view, cell) for cell in cells):
                yield f"empty cells: column {column} of {place_of(view)}"


def _is_joined(view: QAbstractItemView, cell: QModelIndex) -> bool:
    """Whether one cell reaches over several columns here; its words stand in the first."""
    return isinstance(view, QTableView) and view.columnSpan(cell.row(), cell.column()) > 1


def _says(index: QModelIndex) -> bool:
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
    return any(str(index.data(role) or "").strip() for role in roles)
