"""What the window's actions do with the open note; the main window connects them."""

from collections.abc import Callable, Mapping

from app.ui.actions import Do
from app.ui.pages.notes.note_later import CONTINUATION, CORRECTION, VOID
from app.ui.pages.notes.note_page import NotePage

NOTE_ACTIONS: Mapping[Do, Callable[[NotePage], object]] = {
    Do.NEXT_NEEDED: lambda page: page.walk(1),
    Do.PREVIOUS_NEEDED: lambda page: page.walk(-1),
    Do.NEXT_SECTION: lambda page: page.form.next_section(),
    Do.PREVIOUS_SECTION: lambda page: page.form.previous_section(),
    Do.ADD_ROW: lambda page: page.form.add_row(),
    Do.UNDO: lambda page: page.form.undo(),
    Do.REDO: lambda page: page.form.redo(),
    Do.SHOW_NEEDED: lambda page: page.show_tab(0),
    Do.SHOW_NARRATIVE: lambda page: page.show_tab(1),
    Do.SHOW_PREVIEW: lambda page: page.show_tab(2),
    Do.SIGN: lambda page: page.signing.ask(),
    Do.HAND_OVER: lambda page: page.signing.waiting.ask(),
    Do.CONTINUE: lambda page: page.signing.later.ask(CONTINUATION),
    Do.CORRECT: lambda page: page.signing.later.ask(CORRECTION),
    Do.VOID: lambda page: page.signing.later.ask(VOID),
    Do.TREATING: lambda page: page.treating.ask(),
    Do.PRINT: lambda page: page.papers.print_now(),
    Do.SAVE_PDF: lambda page: page.papers.ask_file(),
    Do.TWO_VERSIONS: lambda page: page.conflict_requested.emit(),
    Do.LEFT_OUT: lambda page: page.keeping.show_left_out(page),
    Do.OPEN_PATIENT: lambda page: page.record_requested.emit("patient.name"),
}
"""The dentist's view is a state of the page, not an act: the window connects it by itself."""
