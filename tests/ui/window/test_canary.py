"""A canary name typed in the window is in no file: while it runs, locked, packed, backed up."""

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.domain.practice.people import PersonName
from app.ui.actions import Do
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.practice.backup_row import BackupRow
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.ui.window.acts import type_condition
from tests.ui.window.pack_acts import choose_channel, laid_out, open_packs, stored_note, taken_in

CANARY = "Quillfeather"


def leaks(folder: Path) -> list[str]:
    """The files in whose name or bytes the canary stands, in whatever spelling."""
    spellings = [CANARY.lower().encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file()
        and (
            CANARY.lower() in file.name.lower()
            or any(spelling in file.read_bytes().lower() for spelling in spellings)
        )
    ]


def lock_and_unlock(desk: OfficeDesk) -> None:
    desk.program.lock()
    door = desk.program.door
    assert door
    line = door.page.findChildren(QLineEdit)[0]
    desk.type(line, PASSPHRASE)
    desk.press(line, Qt.Key.Key_Return)
    desk.wait_for_window()


def name_patient(desk: OfficeDesk) -> None:
    with desk.office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient
        name = PersonName(given=CANARY, family=CANARY)
        found.patients.save(patient.model_copy(update={"name": name}))


def type_and_lock(desk: OfficeDesk) -> None:
    desk.window.new_note("p1", "D9311")
    type_condition(desk, f"{CANARY} has a valve")
    lock_and_unlock(desk)
    desk.window.show_patient("p1")
    page = desk.window.records.page
    assert isinstance(page, PatientPage)
    page.session.bridge.set_answer("birth_date", f"{CANARY} does not know")
    desk.until(lambda: bool(desk.office.records.unfinished.names()))
    lock_and_unlock(desk)


def pack(desk: OfficeDesk) -> None:
    note_id = stored_note(desk, condition=f"{CANARY} has a valve")
    taken_in(desk, f"Letter about {CANARY}")
    page = open_packs(desk, note_id)
    choose_channel(page, "claimconnect")
    laid_out(desk, page)


def back_up(desk: OfficeDesk, share: Path) -> None:
    desk.window.actions_by_name[Do.SETTINGS].trigger()
    desk.window.findChildren(BackupRow)[-1].take(str(share))
    desk.until(lambda: not desk.window.records.backing.is_running)
    assert list(share.glob("*/2*"))


def test_the_name_is_found_nowhere(
    desk: OfficeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share, temporary = tmp_path / "share", tmp_path / "temporary"
    share.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    name_patient(desk)
    for act in (type_and_lock, pack, lambda desk: back_up(desk, share)):
        act(desk)
        assert leaks(tmp_path) == []
    error = ValueError(f"{CANARY} cannot be read")
    desk.program.on_unexpected(ValueError, error, None)
    desk.copy_as_killed(tmp_path / "killed")
    written = {file.name for file in tmp_path.rglob("*") if file.is_file()}
    assert {"practice.db", "practice.db-wal", "practice.trail", "chartproof.log"} <= written
    assert leaks(tmp_path) == []


def test_the_search_would_find_it(tmp_path: Path) -> None:
    for number, code in enumerate(("utf-8", "utf-16-le", "utf-16-be")):
        (tmp_path / f"leak{number}").write_bytes(f"… {CANARY.upper()} …".encode(code))
    (tmp_path / f"{CANARY}.pdf").touch()
    assert len(leaks(tmp_path)) == 4
