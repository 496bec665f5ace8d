"""The list of notes, quick open and the command palette."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.finding.listing import NoteSummary
from app.ui.actions import Do
from app.ui.models.note_rows import Column
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.practice.practice import PracticePage
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.acts import finder


def many_notes(desk: OfficeDesk, count: int) -> None:
    """Store notes of both patients, in turn."""
    draft = desk.office.charting.new_note("p1", "D9997")
    with desk.office.store.writing() as found:
        for number in range(count):
            note = replace(draft.note, id=f"n{number:04}", patient_id=f"p{number % 2 + 1}")
            found.notes.save(note, NoteSummary(3, 40, "Something"), desk.office.clock.utc())


def test_search_narrows_the_list_and_enter_opens(desk: OfficeDesk) -> None:
    many_notes(desk, 4)
    desk.window.show_notes()
    model = desk.window.notes_page.table.model()
    assert model.rowCount() == 4
    desk.shortcut(Qt.Key.Key_F, CONTROL)
    desk.type(desk.window.notes_page.search, "theo d9997")
    desk.until(lambda: model.rowCount() == 2)
    names = {model.index(line, Column.PATIENT).data() for line in range(2)}
    assert names == {"Testwell, Theo"}
    desk.press(desk.window.notes_page.search, Qt.Key.Key_Return)
    assert desk.page.note.patient_id == "p2"


def test_scrolling_reads_on_to_the_last_note(desk: OfficeDesk) -> None:
    many_notes(desk, 230)
    desk.window.show_notes()
    table = desk.window.notes_page.table
    assert table.model().rowCount() < 230

    def scrolled_to_the_end() -> bool:
        table.scrollToBottom()
        return bool(table.model().rowCount() == 230)

    desk.until(scrolled_to_the_end)


def test_quick_open_finds_by_scattered_letters_and_opens(desk: OfficeDesk) -> None:
    many_notes(desk, 2)
    desk.shortcut(Qt.Key.Key_O, CONTROL)
    assert len(finder(desk).found) == 2  # nothing typed: recent notes
    desk.type(finder(desk).line, "testheo d99")
    assert finder(desk).found[0].title.startswith("Testwell, Theo")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    assert desk.page.note.patient_id == "p2"


def test_the_palette_does_what_is_picked_and_shows_keys(desk: OfficeDesk) -> None:
    desk.shortcut(Qt.Key.Key_K, CONTROL)
    desk.type(finder(desk).line, "help")
    assert finder(desk).found[0].hint == "F1"
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    assert desk.window.pages.currentWidget() is desk.window.help.page


def test_the_palette_offers_nothing_of_a_note_while_none_is_open(desk: OfficeDesk) -> None:
    desk.shortcut(Qt.Key.Key_K, CONTROL)
    assert Do.SIGN not in {found.value for found in finder(desk).found}


def test_the_key_of_a_page_closes_the_palette_and_goes_there(desk: OfficeDesk) -> None:
    desk.shortcut(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    palette = finder(desk)
    desk.until(palette.isActiveWindow)
    desk.press(palette.line, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert palette.isHidden()
    assert isinstance(desk.window.pages.currentWidget(), PracticePage)
    assert QApplication.activeModalWidget() is None


def empty_state(desk: OfficeDesk) -> EmptyState:
    """What the list says when there is nothing in it."""
    found = desk.window.notes_page.findChild(EmptyState)
    assert found is not None
    return found


def words(desk: OfficeDesk, *, of: str) -> str:
    """What a screen reader says of the line of a title."""
    lines = finder(desk).list.model()
    for number, found in enumerate(finder(desk).found):
        if found.title.startswith(of):
            return str(lines.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    raise AssertionError(f"{of} is not among what was found")


def test_open_finds_a_note_by_its_own_words_and_shows_the_place(desk: OfficeDesk) -> None:
    draft = desk.office.charting.new_note("p1", "D9311")
    draft.set_answer("condition", "Atrial fibrillation, takes apixaban")
    desk.office.charting.save(draft.note, NoteSummary(3, 40, "Something"))
    desk.shortcut(Qt.Key.Key_O, CONTROL)
    desk.type(finder(desk).line, "apix")
    (found,) = finder(desk).found
    assert "".join(run.text for run in found.place if run.is_found) == "apixaban"
    assert words(desk, of="Testwell, Marisol").startswith("Notes Testwell, Marisol")
    assert words(desk, of="Testwell, Marisol").endswith("takes apixaban")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    assert desk.page.note.id == draft.note.id


def test_open_offers_similar_names_and_says_so(desk: OfficeDesk) -> None:
    desk.shortcut(Qt.Key.Key_O, CONTROL)
    desk.type(finder(desk).line, "Mariosl Tetswell")
    assert words(desk, of="Testwell, Marisol").startswith("Similar names")


def test_the_filters_narrow_the_list_and_one_step_shows_all_again(desk: OfficeDesk) -> None:
    many_notes(desk, 4)
    window, model = desk.window, desk.window.notes_page.table.model()
    window.show_notes()
    filters = window.notes_page.filters
    filters.states.setCurrentText("Signed")
    assert model.rowCount() == 0
    empty_state(desk).next_requested.emit()
    assert model.rowCount() == 4
    assert filters.states.currentText() == "All states"
    desk.type(filters.first, "t+1")
    desk.press(filters.first, Qt.Key.Key_Return)
    assert model.rowCount() == 0
    filters.first.clear()
    desk.type(filters.first, "the day before")
    desk.press(filters.first, Qt.Key.Key_Return)
    assert filters.first.toolTip()
    assert model.rowCount() == 4
    filters.treating.setCurrentText("Ada Samplemann")
    filters.needing.setChecked(True)
    assert model.rowCount() == 4


def test_the_list_offers_the_name_that_was_perhaps_meant(desk: OfficeDesk) -> None:
    many_notes(desk, 4)
    page = desk.window.notes_page
    desk.window.show_notes()
    desk.shortcut(Qt.Key.Key_F, CONTROL)
    desk.type(page.search, "Thoe Testwell")
    desk.press(page.search, Qt.Key.Key_Return)
    empty = empty_state(desk)
    assert empty.step == "Search for Testwell, Theo"
    desk.press(page.search, Qt.Key.Key_Return)
    assert page.search.text() == "Testwell, Theo"
    assert page.table.model().rowCount() == 2


def test_typing_over_the_list_searches_every_note(desk: OfficeDesk) -> None:
    many_notes(desk, 4)
    desk.window.show_notes()
    page = desk.window.notes_page
    page.table.setFocus()
    desk.type(page.table, "t")
    assert page.search.hasFocus()
    desk.type(page.search, "heo")
    desk.until(lambda: page.table.model().rowCount() == 2)
    assert page.search.text() == "theo"


def test_the_note_chosen_stays_chosen_when_the_list_is_narrowed(desk: OfficeDesk) -> None:
    many_notes(desk, 4)
    desk.window.show_notes()
    page = desk.window.notes_page
    page.table.selectRow(2)
    chosen = page.selected_id
    desk.type(page.search, "testwell")
    page.refresh()
    assert page.selected_id == chosen
