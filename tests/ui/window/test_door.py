"""The door: unlocking, what can be wrong with a practice folder, the first start."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.domain.audit import AuditQuery, Deed
from app.errors import (
    DamagedKeyFile,
    Failure,
    LockedFile,
    MissingKeyFile,
    MissingPracticeFile,
    WrongPassphrase,
)
from app.preparing import Preparing
from app.ui.dialogs.door import Door
from app.ui.dialogs.first_start_pages import FirstChoice, GroupPage, RecoveryKeyPage, YouPage
from app.ui.dialogs.unlock_pages import KEY_AS_REASON, RecoveryPage, UnlockPage
from app.ui.window.preparation import Preparation
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.ui.window.acts import Sit


def test_passphrase_opens_the_practice(desk: OfficeDesk) -> None:
    assert desk.window.pages.currentWidget() is desk.window.notes_page
    assert desk.program.door is None


def test_a_wrong_passphrase_is_said_and_the_right_one_still_opens(sit: Sit, data: Path) -> None:
    desk = sit(data)
    door = desk.show_door()
    page = door.page
    assert isinstance(page, UnlockPage)
    desk.type(page.passphrase, "not the phrase at all")
    desk.press(page.passphrase, Qt.Key.Key_Return)
    desk.until(lambda: page.trouble == WrongPassphrase.sentence)
    assert page.passphrase.hasFocus()
    desk.type(page.passphrase, PASSPHRASE)  # what stood there was selected
    desk.press(page.passphrase, Qt.Key.Key_Return)
    desk.wait_for_window()


def remove_keys(data: Path) -> None:
    (data / "practice.keys").unlink()


def remove_database(data: Path) -> None:
    (data / "practice.db").unlink()


def damage_keys(data: Path) -> None:
    (data / "practice.keys").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "failure"),
    [
        (remove_keys, MissingKeyFile),
        (remove_database, MissingPracticeFile),
        (damage_keys, DamagedKeyFile),
    ],
)
def test_a_broken_folder_says_what_is_wrong(
    sit: Sit, data: Path, harm: Callable[[Path], None], failure: type[Failure]
) -> None:
    harm(data)
    desk = sit(data)
    page = desk.show_door().page
    assert isinstance(page, UnlockPage)
    desk.type(page.passphrase, PASSPHRASE)
    desk.press(page.passphrase, Qt.Key.Key_Return)
    desk.until(lambda: page.trouble == failure.sentence)


def test_a_practice_open_elsewhere_says_so(desk: OfficeDesk, sit: Sit) -> None:
    second = sit(desk.data)
    page = second.show_door().page
    assert isinstance(page, UnlockPage)
    second.type(page.passphrase, PASSPHRASE)
    second.press(page.passphrase, Qt.Key.Key_Return)
    second.until(lambda: page.trouble == LockedFile.sentence)


def keys_made(desk: OfficeDesk) -> tuple[Door, RecoveryKeyPage]:
    """Go through a first start up to the recovery key."""
    door = desk.show_door()
    desk.press(door.page.next, Qt.Key.Key_Space)
    first, second = door.page.findChildren(QLineEdit)
    desk.type(first, PASSPHRASE)
    desk.press(first, Qt.Key.Key_Return)
    desk.type(second, PASSPHRASE)
    desk.press(second, Qt.Key.Key_Return)
    desk.until(lambda: isinstance(door.page, RecoveryKeyPage))
    page = door.page
    assert isinstance(page, RecoveryKeyPage)
    return door, page


def test_first_start_asks_a_group_back_and_opens_an_empty_practice(
    sit: Sit, tmp_path: Path
) -> None:
    desk = sit(tmp_path / "fresh")
    door, shown = keys_made(desk)
    groups = shown.groups
    desk.press(shown.next, Qt.Key.Key_Space)
    page = door.page
    assert isinstance(page, GroupPage)
    desk.type(page.group, "WRONG")
    desk.press(page.group, Qt.Key.Key_Return)
    assert "not this group" in page.trouble
    desk.type(page.group, groups[page.number].lower())
    desk.press(page.group, Qt.Key.Key_Return)
    door.begin_with(None)
    you = door.page
    assert isinstance(you, YouPage)
    for line, words in (
        (you.practice, "Sampleton Dental"),
        (you.given, "Ada"),
        (you.family, "Samplemann"),
        (you.credential, "D.D.S."),
    ):
        desk.type(line, words)
    desk.press(you.credential, Qt.Key.Key_Return)
    window = desk.wait_for_window()
    assert window.notes_page.table.model().rowCount() == 0
    with desk.office.store.reading() as found:
        practice, staff = found.practice.get(), found.staff.all()
    assert (practice.name, practice.treating) == ("Sampleton Dental", staff[0].id)
    written = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert not any(group.encode() in written for group in groups)


def test_look_around_with_the_samples(sit: Sit, tmp_path: Path) -> None:
    desk = sit(tmp_path / "fresh")
    door, shown = keys_made(desk)
    groups = shown.groups
    desk.press(shown.next, Qt.Key.Key_Space)
    page = door.page
    assert isinstance(page, GroupPage)
    desk.type(page.group, groups[page.number])
    desk.press(page.group, Qt.Key.Key_Return)
    door.begin_with(FirstChoice(sample=True))
    desk.wait_for_window()
    assert {note.code for note in desk.stored()} >= {"D9311", "D9997"}


def test_a_weak_passphrase_is_refused_with_its_reason(sit: Sit, tmp_path: Path) -> None:
    desk = sit(tmp_path / "fresh")
    door = desk.show_door()
    desk.press(door.page.next, Qt.Key.Key_Space)
    for line in door.page.findChildren(QLineEdit):
        desk.type(line, "password1234")
    desk.press(door.page.next, Qt.Key.Key_Space)
    assert "less common" in door.page.trouble


def test_the_recovery_key_sets_a_new_passphrase(sit: Sit, tmp_path: Path) -> None:
    first = sit(tmp_path / "fresh")
    door, shown = keys_made(first)
    key = " ".join(shown.groups)
    groups = shown.groups
    first.press(shown.next, Qt.Key.Key_Space)
    page = door.page
    assert isinstance(page, GroupPage)
    first.type(page.group, groups[page.number])
    first.press(page.group, Qt.Key.Key_Return)
    door.begin_with(FirstChoice(False, "Sampleton Dental", "Ada", "Samplemann"))
    first.wait_for_window()
    first.program.close()
    second = sit(tmp_path / "fresh")
    door = second.show_door()
    unlock = door.page
    assert isinstance(unlock, UnlockPage)
    unlock.recovery_wished.emit()
    recovery = door.page
    assert isinstance(recovery, RecoveryPage)
    recovery.key.setText(key[:-1])
    recovery.reason.setFocus()
    recovery.advanced.emit()
    assert recovery.trouble
    assert recovery.key.hasFocus(), "typed again into the reason, the history would keep it"
    recovery.key.setText(key)
    second.type(recovery.lines.first, "another invented phrase")
    second.type(recovery.lines.second, "another invented phrose")
    recovery.advanced.emit()
    assert recovery.lines.second.hasSelectedText()
    second.type(recovery.lines.second, "another invented phrase")
    second.press(recovery.lines.second, Qt.Key.Key_Return)
    assert recovery.reason.hasFocus()
    recovery.advanced.emit()
    assert "reason" in recovery.trouble
    second.type(recovery.reason, key)
    second.press(recovery.reason, Qt.Key.Key_Return)
    assert (recovery.trouble, recovery.reason.text()) == (KEY_AS_REASON, "")
    second.type(recovery.reason, "Forgotten over the holidays")
    second.press(recovery.reason, Qt.Key.Key_Return)
    second.wait_for_window()
    with second.office.store.reading() as found:
        row = found.audit.page(AuditQuery(deeds=(Deed.EMERGENCY_ACCESS,))).rows[0]
        keys = found.signing_keys.of_person(second.office.trail.who)
    assert row.told == {"way": "recovery key", "reason": "Forgotten over the holidays"}
    assert [key.ended_at is None for key in keys] == [True, False], "a new key; the old one stays"
    second.program.close()
    third = sit(tmp_path / "fresh")
    third.unlock("another invented phrase")


def test_escape_goes_back_and_enter_presses_the_button_with_the_focus(
    sit: Sit, tmp_path: Path
) -> None:
    desk = sit(tmp_path / "fresh")
    door = desk.show_door()
    welcome = type(door.page)
    desk.press(door.page.next, Qt.Key.Key_Escape)
    assert isinstance(door.page, welcome), "there is nothing before it"
    desk.until(door.page.next.hasFocus)
    QTest.keyClick(door.windowHandle(), Qt.Key.Key_Return)
    line = door.page.findChildren(QLineEdit)[0]
    assert door.focusWidget() is line
    desk.press(line, Qt.Key.Key_Escape)
    assert isinstance(door.page, welcome)


def test_how_far_opening_is_is_said_while_it_goes_on(sit: Sit, data: Path) -> None:
    page, preparation = sit(data).show_door().page, Preparation()
    preparation.told.connect(page.tell)
    preparation.hear(Preparing("indexing", 5))
    assert page.trouble.strip() == "", "nothing is under way"
    page.set_busy(busy=True)
    preparation.hear(Preparing("indexing", 12_000))
    assert page.trouble.startswith("Making the practice searchable: 12,000 so far.")
    page.set_busy(busy=False)
    assert page.trouble.strip() == ""
