"""Restoring from the window: looked into beside, compared, put in place, the old one kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from app.domain.audit import AuditQuery, Deed
from app.domain.practice.authority import Right
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.errors import NotAllowed
from app.ui.actions import Do
from app.ui.dialogs.restore_dialog import RestoreDialog
from app.ui.pages.practice.backup_row import BackupRow
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.ui.window.acts import new_note, texts, type_condition


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def row_of(desk: OfficeDesk) -> BackupRow:
    desk.window.actions_by_name[Do.SETTINGS].trigger()
    return desk.window.findChildren(BackupRow)[-1]


def backed_up(desk: OfficeDesk, share: Path) -> None:
    row_of(desk).take(str(share))
    desk.until(lambda: not desk.window.records.backing.is_running)
    assert list(share.glob("*/2*"))


def asked(desk: OfficeDesk) -> RestoreDialog:
    row_of(desk).restore.click()
    (dialog,) = desk.window.findChildren(RestoreDialog)
    desk.until(lambda: dialog.look.isEnabled() or bool(dialog.trouble))
    return dialog


def brought(desk: OfficeDesk) -> RestoreDialog:
    dialog = asked(desk)
    desk.press(dialog.backups, Qt.Key.Key_Return)
    desk.until(lambda: bool(dialog.told or dialog.trouble))
    assert dialog.trouble == ""
    return dialog


def unlock(desk: OfficeDesk) -> None:
    """Open the practice at the door that is shown."""
    door = desk.program.door
    assert door
    line = door.page.findChildren(QLineEdit)[0]
    desk.type(line, PASSPHRASE)
    desk.press(line, Qt.Key.Key_Return)
    desk.wait_for_window()


def beside(desk: OfficeDesk) -> list[Path]:
    return list(desk.data.glob(".restore-*"))


def test_a_backup_takes_the_place_of_the_practice(desk: OfficeDesk, share: Path) -> None:
    new_note(desk)
    type_condition(desk, "before the backup")
    desk.window.flush()
    backed_up(desk, share)
    desk.window.new_note("p2", "D9311")
    type_condition(desk, "after the backup")
    desk.window.flush()
    dialog = brought(desk)
    assert "Notes: 1 would no longer be there" in dialog.told
    assert "Patients: the same" in dialog.told
    assert not dialog.restore.isEnabled(), "nobody slips into it"
    with desk.qtbot.waitActive(dialog):
        dialog.activateWindow()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return):
        QTest.keyClick(dialog.windowHandle(), key)
    desk.until(lambda: desk.program.door is not None)
    unlock(desk)
    assert texts(desk) == ["before the backup"]
    assert "The backup is in place" in desk.window.notice.text
    assert desk.office.misfit is None
    assert desk.office.interrupted is None, (
        "the session that the backup was made in was not cut off"
    )
    (kept,) = desk.data.glob("practice before *")
    assert (kept / "practice.db").exists()
    assert beside(desk) == []
    with desk.office.store.reading() as found:
        told = found.audit.page(AuditQuery(deeds=(Deed.RESTORED,))).rows
    assert [row.who for row in told] == [desk.office.trail.who]


def test_changing_nothing_leaves_nothing_behind(desk: OfficeDesk, share: Path) -> None:
    backed_up(desk, share)
    dialog = brought(desk)
    assert beside(desk)
    dialog.reject()
    assert beside(desk) == []
    assert desk.program.window is not None


def test_cancel_while_it_is_put_together(desk: OfficeDesk, share: Path) -> None:
    with desk.office.store.writing() as found:
        found.evidence.keep(bytes(range(256)) * 40_000)
    backed_up(desk, share)
    dialog = asked(desk)
    dialog.bring()
    dialog.stop.click()
    assert dialog.result() == QDialog.DialogCode.Rejected
    desk.until(lambda: beside(desk) == [])


def test_a_lock_while_it_is_looked_into_leaves_no_copy(desk: OfficeDesk, share: Path) -> None:
    with desk.office.store.writing() as found:
        found.evidence.keep(bytes(range(256)) * 40_000)
    backed_up(desk, share)
    asked(desk).bring()
    desk.program.lock()
    desk.unlock()
    desk.until(lambda: beside(desk) == [])


def test_a_lock_before_it_is_put_in_place_leaves_no_copy(desk: OfficeDesk, share: Path) -> None:
    backed_up(desk, share)
    brought(desk)
    assert beside(desk)
    desk.program.lock()
    assert beside(desk) == []


def test_a_damaged_backup_is_said_and_changes_nothing(desk: OfficeDesk, share: Path) -> None:
    backed_up(desk, share)
    for pages in share.glob("*/pages/*"):
        content = bytearray(pages.read_bytes())
        content[len(content) // 2] ^= 1
        pages.write_bytes(content)
    dialog = asked(desk)
    dialog.bring()
    desk.until(lambda: bool(dialog.trouble))
    assert "damaged" in dialog.trouble
    assert beside(desk) == []


def test_a_folder_without_backups_says_so(desk: OfficeDesk, share: Path, tmp_path: Path) -> None:
    backed_up(desk, share)
    empty = tmp_path / "empty"
    empty.mkdir()
    dialog = asked(desk)
    dialog.show_folder(str(empty))
    desk.until(lambda: "no backup of this practice" in dialog.trouble)
    assert not dialog.look.isEnabled()
    dialog.reject()


def test_who_may_not_restore_is_not_offered_it(desk: OfficeDesk, share: Path) -> None:
    backed_up(desk, share)
    with desk.office.store.writing() as found:
        robin = StaffMember(
            id="s9",
            name=PersonName(given="Robin", family="Deskwell"),
            role=StaffRole.FRONT_DESK,
        )
        found.staff.save(robin)
    office = desk.office.as_user("s9")
    assert not office.may(Right.RESTORE)
    desk.program.change_user("s9")
    assert row_of(desk).restore.isHidden()
    restoring = office.backups.restoring
    assert restoring
    (backup,) = restoring.backups(share)
    with pytest.raises(NotAllowed):
        restoring.bring(share, backup.name, lambda _progress: None)
