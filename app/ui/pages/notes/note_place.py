"""Where somebody is in an open note, and the way back there; `returning` asks before it goes."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.guides.paths import template_of
from app.domain.left_open.unfinished import Place
from app.ui.fields.editor import FieldEditor
from app.ui.form.dentist_view import DentistView
from app.ui.pages.notes.note_page import NotePage


def place_in(page: NotePage) -> Place:
    """The place of the caret, else of the section that is shown."""
    form = page.shown_form
    focus = form.last_focus
    editor = _editor_around(focus)
    return Place(
        note=page.note.id,
        patient=page.note.patient_id,
        code=page.note.code,
        guide_version=page.note.guide_version,
        section=page.form.current_section,
        path=editor.path if editor else "",
        caret=caret_of(focus),
        scroll=form.verticalScrollBar().value(),
        is_dentists=isinstance(form, DentistView),
    )


def go_back(page: NotePage, place: Place) -> None:
    """Show the place again, as far as the guide still has it; its view is shown already."""
    if not place.is_dentists and place.section in {s.id for s in page.bridge.guide.sections}:
        page.form.show_section(place.section)
    if place.path and template_of(place.path) in page.bridge.guide.fields:
        if place.is_dentists:
            page.shown_form.go_to(place.path)
        else:
            page.form.go_to(place.path)
        put_caret(page.shown_form.last_focus, place.caret)
    else:
        page.shown_form.take_focus()
    page.shown_form.verticalScrollBar().setValue(place.scroll)


def _editor_around(widget: QWidget | None) -> FieldEditor | None:
    while widget is not None and not isinstance(widget, FieldEditor):
        widget = widget.parentWidget()
    return widget


def caret_of(widget: QWidget | None) -> int:
    """Behind how many characters the caret stands; 0 where there is none."""
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QPlainTextEdit) else 0


def put_caret(widget: QWidget | None, caret: int) -> None:
    """Behind so many characters, nothing selected: the next key goes on where the last one was."""
    if isinstance(widget, QLineEdit):
        widget.deselect()
        widget.setCursorPosition(min(caret, len(widget.text())))
    elif isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(caret, len(widget.toPlainText())), QTextCursor.MoveMode.MoveAnchor)
        widget.setTextCursor(cursor)
