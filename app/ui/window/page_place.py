"""Where somebody is on a page beside the notes, and the way back there; `returning` asks first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from app.domain.left_open.unfinished import PagePlace
from app.ui.fields.editor import FieldEditor
from app.ui.form.focus import focused_in
from app.ui.pages.notes.note_place import caret_of, put_caret


def place_on(page: QWidget, name: str, title: str, under: str) -> PagePlace:
    """The place of the caret on a page; only that it was open where nothing has the focus."""
    around = tuple(focused_in(page))
    if not around:
        return PagePlace(name, title, under=under)
    table = next((each for each in around if isinstance(each, QAbstractItemView)), None)
    widget = table or around[0]
    cell = table.currentIndex() if table is not None else None
    area = _area_around(widget)
    field = _known_by(widget)
    return PagePlace(
        name,
        title,
        label=widget.accessibleName(),
        field=field,
        number=_same(page, field).index(widget),
        caret=caret_of(widget),
        row=max(cell.row(), 0) if cell is not None else 0,
        column=max(cell.column(), 0) if cell is not None else 0,
        scroll=area.verticalScrollBar().value() if area else 0,
        under=under,
    )


def go_back_on(page: QWidget, place: PagePlace) -> None:
    """Put the caret where it was, as far as the page still has that field."""
    same = _same(page, place.field) if place.field else ()
    if not same:
        return
    widget = same[min(place.number, len(same) - 1)]
    widget.setFocus()
    if isinstance(widget, QAbstractItemView):
        model = widget.model()
        if model is not None:
            widget.setCurrentIndex(model.index(place.row, place.column))
    put_caret(widget, place.caret)
    if area := _area_around(widget):
        area.verticalScrollBar().setValue(place.scroll)


def _known_by(widget: QWidget) -> str:
    """What a field is known by on its page, also when the page is made anew."""
    editor: QWidget | None = widget
    while editor is not None and not isinstance(editor, FieldEditor):
        editor = editor.parentWidget()
    path = editor.path if isinstance(editor, FieldEditor) else ""
    name = widget.objectName() or widget.accessibleName()
    return f"{type(widget).__name__}|{path}|{name}"


def _same(page: QWidget, field: str) -> Sequence[QWidget]:
    """Every widget that is known by this, in the order they were made."""
    return [each for each in page.findChildren(QWidget) if _known_by(each) == field]


def _area_around(widget: QWidget | None) -> QScrollArea | None:
    while widget is not None and not isinstance(widget, QScrollArea):
        widget = widget.parentWidget()
    return widget
