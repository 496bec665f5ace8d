"""Backing up from the window: chosen in the settings, made behind, said when it fails."""

from pathlib import Path

import pytest

from app.domain.practice.authority import Right
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.errors import BackupUnderWay, MissingBackupFolder
from app.services.durability.backups import SAME_DISK
from app.services.permission import why_not
from app.settings import read_settings
from app.ui.actions import Do
from app.ui.pages.practice.backup_row import BackupRow
from app.ui.window.backup_banner import BackupBanner
from app.ui.window.backup_status import BackupStatus
from app.ui.window.main_window import MainWindow
from tests.office_desk import OfficeDesk


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder for backups."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def row_in_settings(desk: OfficeDesk) -> BackupRow:
    desk.window.actions_by_name[Do.SETTINGS].trigger()
    (row,) = desk.window.findChildren(BackupRow)
    return row


def banner(window: MainWindow) -> BackupBanner:
    (found,) = window.findChildren(BackupBanner)
    return found


def backups_in(share: Path) -> list[Path]:
    return sorted(share.glob("*/2*"))


def wait_until_made(desk: OfficeDesk) -> None:
    desk.until(lambda: not desk.window.records.backing.is_running)


def test_nothing_is_said_before_anybody_chose(desk: OfficeDesk) -> None:
    row = row_in_settings(desk)
    assert "Nothing is backed up" in row.state.text()
    assert not row.now.isEnabled()
    assert banner(desk.window).text == ""


def test_a_chosen_folder_is_kept_and_backed_up_to_at_once(desk: OfficeDesk, share: Path) -> None:
    row = row_in_settings(desk)
    row.take(str(share))
    assert "Backing up" in row.state.text()
    wait_until_made(desk)
    assert row.state.text().startswith("The last good backup is of ")
    assert row.state.text().endswith(SAME_DISK), "the share of this test is no other disk"
    assert len(backups_in(share)) == 1
    assert read_settings(desk.data)[0].backup_folder == str(share)
    row.now.setFocus()
    row.now.click()
    assert desk.window.focusWidget() is row.now, "not Restore, which stands beside it"
    wait_until_made(desk)
    (newest,) = backups_in(share)  # one a day is kept
    assert newest.name > "2"
    assert row.now.isEnabled()


def test_the_next_start_makes_one_only_when_a_day_has_gone_by(
    desk: OfficeDesk, share: Path
) -> None:
    row_in_settings(desk).take(str(share))
    wait_until_made(desk)
    first = backups_in(share)
    desk.window.actions_by_name[Do.LOCK].trigger()
    desk.unlock()
    wait_until_made(desk)
    assert backups_in(share) == first
    assert banner(desk.window).text == ""


def test_a_folder_that_went_away_is_said_and_tried_again(desk: OfficeDesk, share: Path) -> None:
    row_in_settings(desk).take(str(share))
    wait_until_made(desk)
    gone = share.rename(share.with_name("unplugged"))
    desk.window.records.backing.back_up_now()
    wait_until_made(desk)
    said = banner(desk.window)
    assert said.text == MissingBackupFolder.sentence
    gone.rename(share)
    said.buttons[0].click()
    wait_until_made(desk)
    assert said.text == ""


def test_what_was_put_off_is_not_said_again(desk: OfficeDesk, share: Path) -> None:
    row_in_settings(desk).take(str(share / "gone"))
    wait_until_made(desk)
    said = banner(desk.window)
    assert said.text
    said.buttons[1].click()
    desk.window.records.backing.follow()
    wait_until_made(desk)
    assert said.text == ""


def test_locking_while_a_backup_is_made_leaves_a_practice_that_opens(
    desk: OfficeDesk, share: Path
) -> None:
    with desk.office.store.writing() as found:
        found.evidence.keep(bytes(range(256)) * 100_000)
    row_in_settings(desk).take(str(share))
    desk.window.actions_by_name[Do.LOCK].trigger()
    desk.unlock()
    wait_until_made(desk)
    assert banner(desk.window).text in ("", BackupUnderWay.sentence)
    desk.until(lambda: not list(share.rglob("*.part")))
    assert desk.window.notes_page.isVisible()


def status(desk: OfficeDesk) -> BackupStatus:
    (found,) = desk.window.findChildren(BackupStatus)
    return found


def test_the_foot_of_the_rail_says_how_old_the_last_good_one_is(
    desk: OfficeDesk, share: Path
) -> None:
    assert (status(desk).text(), status(desk).is_warning) == ("No backup", True)
    row_in_settings(desk).take(str(share))
    wait_until_made(desk)
    assert (status(desk).text(), status(desk).is_warning) == ("Backed up", False)
    share.rename(share.with_name("unplugged"))
    desk.window.records.backing.back_up_now()
    wait_until_made(desk)
    assert status(desk).is_warning
    assert MissingBackupFolder.sentence in status(desk).toolTip()


def test_a_press_there_leads_to_the_backups(desk: OfficeDesk) -> None:
    status(desk).click()
    (row,) = desk.window.findChildren(BackupRow)
    assert row.choose.hasFocus()
    assert not row.visibleRegion().isEmpty()


def test_only_who_may_restore_chooses_where_backups_go(desk: OfficeDesk) -> None:
    with desk.office.store.writing() as found:
        me = found.staff.get(desk.office.trail.who)
        assert me
        name = PersonName(given="Mona", family="Testwell")
        found.staff.save(StaffMember(id="mona", name=name, role=StaffRole.MANAGER))
        found.staff.save(me.model_copy(update={"role": StaffRole.FRONT_DESK, "more_roles": ()}))
    row = row_in_settings(desk)
    assert not row.choose.isEnabled()
    assert row.choose.toolTip() == why_not(Right.RESTORE)
    assert not row.restore.isVisible()
