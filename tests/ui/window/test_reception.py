"""The practice system shows a patient: the window opens the page, or asks who is meant."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.domain.finding.listing import PatientQuery
from app.domain.incoming import Arrival
from app.domain.practice.people import Patient
from app.paths import HOME_VARIABLE
from app.services.records.arrivals import packed
from app.ui.dialogs.add_patient import AddPatient
from app.ui.pages.patients.patient import PatientPage
from tests.office_desk import CONTROL, PASSPHRASE, OfficeDesk
from tests.ui.window.acts import Sit, new_note, texts, type_condition

NEW = Arrival("Nadia", "Fictiva", chart_number="77", phone="555-010-0160", city="Testville")


def shown_patient(desk: OfficeDesk) -> str:
    """The id of the patient whose page is shown; empty while none is."""
    page = desk.window.pages.currentWidget()
    return page.patient_id if isinstance(page, PatientPage) else ""


def dialogs(desk: OfficeDesk) -> list[AddPatient]:
    return [each for each in desk.window.findChildren(AddPatient) if each.isVisible()]


def stored(desk: OfficeDesk, patient_id: str) -> Patient | None:
    with desk.office.store.reading() as found:
        return found.patients.get(patient_id)


def patients(desk: OfficeDesk) -> int:
    with desk.office.store.reading() as found:
        return len(found.patients.page(PatientQuery()).rows)


def test_the_command_in_another_process_opens_the_patient_here(
    sit: Sit, data: Path, tmp_path: Path
) -> None:
    desk = sit(data)
    desk.unlock()
    bridge = tmp_path / "bridge.ini"
    bridge.write_bytes(
        "[Patient]\r\nLName=Testwell\r\nFName=Theo\r\nDOB=2/2/1958\r\n".encode("cp1252")
    )
    command = [sys.executable, "-m", "app", "open", "--pms", str(bridge)]
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", HOME_VARIABLE: str(data)}
    call = subprocess.Popen(command, env=environ)
    desk.qtbot.waitUntil(lambda: call.poll() is not None, timeout=30_000)
    assert call.returncode == 0
    desk.until(lambda: shown_patient(desk) == "p2")


def test_an_open_note_is_stored_before_the_patient_is_shown(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "typed while the phone rang")
    desk.program.receive(packed(Arrival("Theo", "Testwell", birth_date=None)))
    desk.until(lambda: "A patient of this name is here" in desk.window.notice.text)
    desk.window.notice.buttons[0].click()
    desk.until(lambda: shown_patient(desk) == "p2")
    assert texts(desk) == ["typed while the phone rang"]


def test_a_minimized_window_comes_back(desk: OfficeDesk) -> None:
    desk.window.showMinimized()
    desk.program.receive(packed(NEW))
    assert not desk.window.isMinimized()
    desk.until(lambda: bool(dialogs(desk)))


def test_somebody_new_is_asked_for_and_stored_only_then(desk: OfficeDesk) -> None:
    desk.program.receive(packed(NEW))
    desk.until(lambda: bool(dialogs(desk)))
    (dialog,) = dialogs(desk)
    assert (dialog.given.text(), dialog.family.text()) == ("Nadia", "Fictiva")
    assert patients(desk) == 2
    desk.type(dialog.born, "5/9/1971")
    desk.press(dialog.born, Qt.Key.Key_Return)
    desk.until(lambda: shown_patient(desk) != "")
    kept = stored(desk, shown_patient(desk))
    assert kept
    assert (kept.name.full, kept.chart_number, kept.phone) == ("Nadia Fictiva", "77", NEW.phone)
    assert kept.address.city == "Testville"


def test_a_cancelled_arrival_leaves_nothing_behind(desk: OfficeDesk) -> None:
    desk.program.receive(packed(NEW))
    desk.until(lambda: bool(dialogs(desk)))
    desk.press(dialogs(desk)[0], Qt.Key.Key_Escape)
    assert patients(desk) == 2


def test_the_next_patient_takes_the_place_of_the_one_nobody_answered(desk: OfficeDesk) -> None:
    desk.program.receive(packed(NEW))
    desk.until(lambda: bool(dialogs(desk)))
    desk.program.receive(packed(Arrival("Rosa", "Beispiel")))
    desk.until(lambda: [each.given.text() for each in dialogs(desk)] == ["Rosa"])


def test_a_chart_number_of_somebody_else_is_asked_about(desk: OfficeDesk) -> None:
    with desk.office.store.writing() as found:
        marisol = found.patients.get("p1")
        assert marisol
        found.patients.save(marisol.model_copy(update={"chart_number": "77"}))
    desk.program.receive(packed(NEW))
    desk.until(lambda: "somebody of another name" in desk.window.notice.text)
    ways = [button.text() for button in desk.window.notice.buttons]
    assert ways == ["Open Testwell, Marisol, born 01/02/1958", "Add a new patient…", "Not now"]
    desk.window.notice.buttons[-1].click()
    assert desk.window.notice.text == ""


def test_a_locked_program_shows_the_patient_once_it_is_unlocked(desk: OfficeDesk) -> None:
    desk.shortcut(Qt.Key.Key_L, CONTROL)
    desk.program.receive(packed(Arrival("Marisol", "Testwell", chart_number="never")))
    desk.program.receive(packed(Arrival("Theo", "Testwell", birth_date=None, chart_number="")))
    door = desk.program.door
    assert door
    line = door.page.findChildren(QLineEdit)[0]
    desk.type(line, PASSPHRASE)
    desk.press(line, Qt.Key.Key_Return)
    window = desk.wait_for_window()
    desk.until(lambda: "Testwell, Theo" in "".join(b.text() for b in window.notice.buttons))


def test_what_is_no_patient_changes_nothing(desk: OfficeDesk) -> None:
    before = desk.window.pages.currentWidget()
    for message in (b"", b"{}", b"\xff" * 100, b'{"format": 1, "given": "A"}'):
        desk.program.receive(message)
    assert desk.window.pages.currentWidget() is before
    assert desk.window.notice.text == ""
    assert dialogs(desk) == []
