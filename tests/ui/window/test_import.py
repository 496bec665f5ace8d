"""The import page, by keyboard: file, columns, check, decisions, taking in, stopping, going on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.finding.listing import PatientQuery
from app.domain.incoming import ImportKind
from app.errors import DiskFull
from app.services.records.importing.verdict import Decision
from app.services.records.importing.work import BATCH, Importing
from app.ui.actions import Do
from app.ui.pages.importing.import_page import At, ImportPage
from tests.office_desk import CONTROL, PASSPHRASE, OfficeDesk
from tests.ui.window.acts import finder, new_note

HEAD = "PatNum,LName,FName,Birthdate,HmPhone,Nickname\n"
ROWS = HEAD + (
    "1,Testwell,Marisol,01/02/1958,555-010-0101,Mari\n2,Testwell,Rosa,03/04/1970,,\n3,Nobody,,,,\n"
)


def begin(desk: OfficeDesk) -> ImportPage:
    desk.window.actions_by_name[Do.IMPORT].trigger()
    page = desk.window.pages.currentWidget()
    assert isinstance(page, ImportPage)
    return page


def written(folder: Path, text: str) -> Path:
    path = folder / "patients.csv"
    path.write_text(text, encoding="utf-8")
    return path


def read(desk: OfficeDesk, page: ImportPage, path: Path) -> None:
    page.read(path)
    desk.until(lambda: not page.is_busy)


def checked(desk: OfficeDesk, page: ImportPage, path: Path) -> None:
    read(desk, page, path)
    page.next.click()
    page.next.click()
    desk.until(lambda: page.at is At.CHECKING)


def finished(desk: OfficeDesk, page: ImportPage) -> None:
    page.next.click()
    desk.until(lambda: page.at is At.RUNNING and not page.is_busy)


def phones(desk: OfficeDesk) -> dict[str, str]:
    with desk.office.store.reading() as found:
        ids = [row.id for row in found.patients.page(PatientQuery(limit=10_000)).rows]
        return {each.name.given: each.phone for each in found.patients.some(ids)}


def many(number: int) -> str:
    return HEAD + "".join(f"{n},Sampleton,Nia {n},1/2/1980,,\n" for n in range(number))


def test_by_keyboard_from_the_palette_to_the_end(desk: OfficeDesk, tmp_path: Path) -> None:
    desk.shortcut(Qt.Key.Key_K, CONTROL)
    desk.type(finder(desk).line, "import")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, ImportPage)
    page.read(written(tmp_path, many(2)))  # the system's own dialog cannot be typed into here
    desk.until(lambda: not page.is_busy)
    desk.wait_for_window()  # unseen, it does not come back by itself from a dialog
    for at in (At.COLUMNS, At.CHECKING):
        page.next.setFocus()
        desk.shortcut(Qt.Key.Key_Space)
        desk.until(lambda at=at: page.at is at)  # type: ignore[misc] # bound now
    assert QApplication.focusWidget() is page.next
    assert page.next.text() == "Import 2 rows"
    desk.shortcut(Qt.Key.Key_Space)
    desk.until(lambda: page.at is At.RUNNING and not page.is_busy)
    assert len(phones(desk)) == 4
    desk.shortcut(Qt.Key.Key_Space)
    desk.until(lambda: desk.window.pages.currentWidget() is desk.window.notes_page)


def test_the_list_of_patients_leads_to_the_import_until_somebody_is_typed(
    desk: OfficeDesk,
) -> None:
    desk.window.actions_by_name[Do.PATIENTS].trigger()
    found = finder(desk)
    assert [each.value for each in found.found][-1] is Do.IMPORT
    desk.type(found.line, "M")
    assert Do.IMPORT not in [each.value for each in found.found]
    desk.press(found.line, Qt.Key.Key_Backspace)
    desk.press(found.line, Qt.Key.Key_PageDown)
    desk.press(found.line, Qt.Key.Key_Return)
    assert isinstance(desk.window.pages.currentWidget(), ImportPage)


def test_nothing_is_stored_before_the_last_step(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    checked(desk, page, written(tmp_path, ROWS))
    assert set(phones(desk)) == {"Marisol", "Theo"}
    page.leave()
    assert set(phones(desk)) == {"Marisol", "Theo"}


def test_a_lookalike_is_merged_when_somebody_says_so(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    checked(desk, page, written(tmp_path, ROWS))
    assert page.next.text() == "Import 1 row"
    page.checking.card.ways[Decision.MERGE].click()
    assert page.next.text() == "Import 2 rows"
    finished(desk, page)
    assert phones(desk) == {"Marisol": "555-010-0101", "Theo": "", "Rosa": ""}
    assert "1 merged" in page.running.tiles.accessibleName()
    assert "1 could not be read" in page.running.tiles.accessibleName()


def test_a_lookalike_nobody_decided_stays_out(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    checked(desk, page, written(tmp_path, ROWS))
    finished(desk, page)
    assert phones(desk) == {"Marisol": "", "Theo": "", "Rosa": ""}


def test_a_wrong_column_is_corrected_and_remembered(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    path = written(tmp_path, ROWS)
    read(desk, page, path)
    page.next.click()
    page.columns.choices["given"].show_column(5)
    shown = page.columns.preview.item(0, 2)
    assert shown
    assert shown.text() == "Mari"
    page.columns.choices["given"].show_column(-1)
    assert not page.next.isEnabled()
    page.columns.choices["given"].show_column(5)
    page.next.click()
    desk.until(lambda: page.at is At.CHECKING)
    page.leave()
    again = begin(desk)
    assert again is not page
    read(desk, again, path)
    again.next.click()
    assert again.columns.choices["given"].column == 5
    kept = (desk.data / "settings.toml").read_text(encoding="utf-8")
    assert "given = 5" in kept
    assert "Name" not in kept  # a list without headings would begin with a patient


def test_tab_goes_through_the_columns_to_the_buttons(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    read(desk, page, written(tmp_path, ROWS))
    page.next.click()
    boxes = [choice.box for choice in page.columns.choices.values()]
    visited: list[QWidget | None] = [QApplication.focusWidget()]
    for _ in range(len(boxes) + 2):
        desk.shortcut(Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert visited == [*boxes, page.columns.preview, page.back, page.next]


def test_columns_guessed_right_are_left_by_one_key(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    desk.shortcut(Qt.Key.Key_Return, CONTROL)
    assert page.at is At.CHOOSING  # no file yet
    read(desk, page, written(tmp_path, ROWS))
    page.next.click()
    desk.shortcut(Qt.Key.Key_Return, CONTROL)
    desk.until(lambda: page.at is At.CHECKING)


def test_a_file_that_is_no_list_is_said_in_place(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    read(desk, page, written(tmp_path, "just words"))
    assert "No columns were found" in page.choosing.notice.text
    assert not page.next.isEnabled()
    read(desk, page, written(tmp_path, ROWS))
    assert page.next.isEnabled()


def test_coverages_ask_for_other_columns(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    page.choosing.choose_kind(ImportKind.COVERAGES)
    read(desk, page, written(tmp_path, "PatNum,Carrier\n1,Example Mutual\n"))
    page.next.click()
    assert {name for name, box in page.columns.choices.items() if box.column >= 0} == {
        "chart_number",
        "payer",
    }


def test_a_stop_keeps_whole_rows_and_says_how_many(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    checked(desk, page, written(tmp_path, many(4 * BATCH)))
    page.next.click()
    page.running.stop.click()
    desk.until(lambda: not page.is_busy)
    kept = len(phones(desk)) - 2
    assert kept % BATCH == 0
    assert page.running.title.text() == "Stopped"
    assert f"{kept:,} rows were" in page.running.text.text()


def test_an_import_goes_on_while_a_note_is_written_and_the_page_is_as_it_was(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    page = begin(desk)
    checked(desk, page, written(tmp_path, many(2 * BATCH)))
    page.next.click()
    new_note(desk)
    assert desk.window.pages.currentWidget() is desk.window.note_page
    assert begin(desk) is page
    desk.until(lambda: not page.is_busy)
    assert len(phones(desk)) == 2 * BATCH + 2


def test_what_was_chosen_stays_while_a_patient_is_looked_up(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    page = begin(desk)
    checked(desk, page, written(tmp_path, ROWS))
    page.checking.card.ways[Decision.ADD].click()
    desk.window.records.show_patient("p1")
    assert begin(desk) is page
    assert list(page.checking.choices.decisions.values()) == [Decision.ADD]


def test_locking_ends_the_import_after_whole_rows(desk: OfficeDesk, tmp_path: Path) -> None:
    page = begin(desk)
    checked(desk, page, written(tmp_path, many(10 * BATCH)))
    page.next.click()
    desk.shortcut(Qt.Key.Key_L, CONTROL)
    assert desk.program.window is None
    door = desk.program.door
    assert door
    line = door.page.findChildren(QLineEdit)[0]
    desk.type(line, PASSPHRASE)
    desk.press(line, Qt.Key.Key_Return)
    desk.wait_for_window()
    assert (len(phones(desk)) - 2) % BATCH == 0


def test_a_disk_that_is_full_is_said_and_the_check_stands(
    desk: OfficeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    page = begin(desk)
    checked(desk, page, written(tmp_path, ROWS))
    monkeypatch.setattr(Importing, "run", full)
    page.next.click()
    desk.until(lambda: not page.is_busy)
    assert page.at is At.CHECKING
    assert page.notice.text == DiskFull.sentence
