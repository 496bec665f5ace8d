"""The history from the window: shown, filtered, checked, exported, and what left the office."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.crypto import fingerprint, new_signing_key, public_half
from app.documents.office.trail_ends import in_groups
from app.domain.audit import AuditQuery, Deed
from app.domain.practice.people import StaffMember, StaffRole
from app.services.audit.trail_check import check_trail
from app.ui.dialogs.ask_dialog import AskDialog
from app.ui.models.history_rows import Column
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.practice.settings import SettingsPage
from app.ui.pages.requests.history import HistoryPage
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.acts import Sit, new_note, type_condition
from tests.ui.window.pack_acts import stored_note

ALT = Qt.KeyboardModifier.AltModifier


def deeds(desk: OfficeDesk, query: AuditQuery | None = None) -> list[str]:
    """What the trail tells of, the oldest first."""
    with desk.office.store.reading() as found:
        return [row.deed for row in reversed(found.audit.page(query or AuditQuery()).rows)]


def history(desk: OfficeDesk) -> HistoryPage:
    desk.shortcut(Qt.Key.Key_6, ALT)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, HistoryPage)
    return page


def shown(page: HistoryPage, column: Column = Column.DEED) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def written_note(desk: OfficeDesk) -> str:
    new_note(desk)
    type_condition(desk, "Atrial fibrillation")
    desk.window.flush()
    return desk.page.note.id


def test_the_history_tells_of_the_day_and_leads_back_to_the_note(desk: OfficeDesk) -> None:
    note_id = written_note(desk)
    page = history(desk)
    assert shown(page)[-1] == "Unlocked"
    assert "Note begun" in shown(page)
    assert set(shown(page, Column.WHO)) == {"Ada Samplemann"}
    page.table.selectRow(shown(page).index("Note begun"))
    assert page.only.isEnabled()
    desk.press(page.table, Qt.Key.Key_Return)
    assert desk.page.note.id == note_id


def test_filters_leave_out_and_a_day_that_is_none_leaves_out_nothing(desk: OfficeDesk) -> None:
    written_note(desk)
    page = history(desk)
    everything = shown(page)
    page.filters.groups.setCurrentText("Coming and going")
    assert set(shown(page)) == {"Signed in", "Unlocked"}
    page.filters.groups.setCurrentIndex(0)
    desk.type(page.filters.last, "t-1")
    desk.press(page.filters.last, Qt.Key.Key_Return)
    assert shown(page) == []
    page.filters.last.clear()
    desk.type(page.filters.last, "the day before")
    desk.press(page.filters.last, Qt.Key.Key_Return)
    assert page.filters.last.toolTip()
    assert shown(page) == everything


def test_only_one_patient_is_asked_for_and_given_up_again(desk: OfficeDesk) -> None:
    written_note(desk)
    page = history(desk)
    page.table.selectRow(shown(page).index("Note begun"))
    page.only.click()
    assert page.filters.chip.isVisible()
    assert "Unlocked" not in shown(page)
    page.filters.chip.click()
    assert "Unlocked" in shown(page)


def test_a_check_is_said_and_told(desk: OfficeDesk) -> None:
    page = history(desk)
    page.check.click()
    desk.until(lambda: "is whole" in page.notice.text)
    assert deeds(desk)[-1] == Deed.TRAIL_CHECKED


def test_a_filed_page_is_compared_after_a_check(desk: OfficeDesk) -> None:
    page = history(desk)
    with desk.office.store.reading() as found:
        (head,) = found.audit.heads()
    for count, said in ((head.count, "The page fits"), (head.count - 1, "is not the one that")):
        page.check.click()
        desk.until(lambda: bool(page.notice.buttons))
        page.notice.buttons[-1].click()
        dialog = next(each for each in page.findChildren(AskDialog) if each.isVisible())
        desk.type(dialog.fields["workstation"], head.workstation[:8])
        desk.type(dialog.fields["count"], f"{count:,}")
        desk.type(dialog.fields["beginning"], in_groups(head.hash)[:19])
        desk.press(dialog.fields["beginning"], Qt.Key.Key_Return)
        desk.until(lambda said=said: said in page.notice.text)  # type: ignore[misc] # mypy #4226


def test_the_export_holds_what_is_asked_for(desk: OfficeDesk, tmp_path: Path) -> None:
    page = history(desk)
    page.filters.groups.setCurrentText("Coming and going")
    file = tmp_path / "history.csv"
    page.export_to(file)
    desk.until(lambda: "written" in page.notice.text)
    with file.open(encoding="utf-8-sig", newline="") as read:
        assert [row[4] for row in csv.reader(read)][1:] == ["Signed in", "Unlocked"]


def test_looking_at_a_note_again_is_told(desk: OfficeDesk) -> None:
    note_id = written_note(desk)
    desk.window.show_notes()
    desk.window.open_note(note_id)
    viewed = AuditQuery(note=note_id, deeds=(Deed.NOTE_VIEWED,))
    desk.until(lambda: deeds(desk, viewed) == [Deed.NOTE_VIEWED])


def test_what_left_stands_on_the_patients_page(desk: OfficeDesk, tmp_path: Path) -> None:
    desk.window.show_patient("p1")
    page = desk.window.pages.currentWidget()
    assert isinstance(page, PatientPage)
    page.left.save_to(tmp_path / "left.pdf")
    desk.until(lambda: len(page.left.lines) == 1)
    assert "Exported" in page.left.lines[0]
    assert (tmp_path / "left.pdf").read_bytes().startswith(b"%PDF")
    page.left.history.click()
    after = desk.window.pages.currentWidget()
    assert isinstance(after, HistoryPage)
    assert shown(after) == ["Exported"]


def test_an_older_practice_is_said_above_everything(sit: Sit, data: Path, tmp_path: Path) -> None:
    older = shutil.copytree(data, tmp_path / "older")
    first = sit(data)
    first.unlock()
    killed = first.copy_as_killed(tmp_path / "killed")
    for newer in killed.glob("practice.db*"):
        newer.unlink()
    shutil.copy(older / "practice.db", killed / "practice.db")
    second = sit(killed)
    window = second.unlock()
    banner = window.history.banner
    assert "older than what this computer last wrote" in banner.text
    window.show_patient("p1")
    assert banner.isVisible()
    banner.buttons[1].click()
    assert not banner.isVisible()
    page = history(second)
    page.check.click()
    second.until(lambda: bool(page.notice.buttons))
    page.notice.buttons[0].click()
    (dialog,) = page.findChildren(AskDialog)
    dialog.done_button.click()
    assert dialog.trouble, "a reason is words"
    second.type(dialog.fields["reason"], "A repaired disk")
    dialog.done_button.click()
    second.until(lambda: "1 misfit was explained" in page.notice.text)
    explained = AuditQuery(deeds=(Deed.TRAIL_EXPLAINED,))
    assert deeds(second, explained) == [Deed.TRAIL_EXPLAINED]


def test_the_months_page_is_saved_from_the_history(desk: OfficeDesk, tmp_path: Path) -> None:
    page = history(desk)
    file = tmp_path / "ends.pdf"
    page.save_month(file)
    desk.until(lambda: "saved" in page.notice.text)
    assert file.read_bytes().startswith(b"%PDF")
    assert Deed.TRAIL_PRINTED.value.capitalize() in shown(page)


def test_settings_that_somebody_chose_are_told_by_name(desk: OfficeDesk, tmp_path: Path) -> None:
    desk.window.records.show_settings()
    page = desk.window.records.page
    assert isinstance(page, SettingsPage)
    page.scanner.chosen.emit(str(tmp_path))
    told = AuditQuery(deeds=(Deed.SETTINGS_CHANGED,))
    desk.until(lambda: deeds(desk, told) == [Deed.SETTINGS_CHANGED])
    with desk.office.store.reading() as found:
        (row,) = found.audit.page(told).rows
    assert row.told == {"fields": ["scanner_folder"]}


def test_a_line_is_copied_with_its_digest_in_full(desk: OfficeDesk) -> None:
    note_id = stored_note(desk)
    page = history(desk)
    page.table.selectRow(shown(page).index("Note signed"))
    with desk.office.store.reading() as found:
        (row,) = found.audit.page(AuditQuery(note=note_id, deeds=(Deed.NOTE_SIGNED,))).rows
    digest = str(row.told["digest"])
    page.table.copy_digest.trigger()
    assert QGuiApplication.clipboard().text() == digest
    page.table.setFocus()
    desk.press(page.table, Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(shown(page, Column.WHEN)[page.table.currentIndex().row()])
    assert copied.endswith(digest)
    every = [*shown(page, Column.ABOUT), *shown(page, Column.MORE)]
    assert not any(digest in words or note_id in words for words in every)
    page.table.selectRow(shown(page).index("Unlocked"))
    assert not page.table.copy_digest.isEnabled()


def test_a_key_that_nobody_made_is_said_until_somebody_explains_it(desk: OfficeDesk) -> None:
    stored_note(desk)
    public = public_half(new_signing_key())
    with desk.office.store.writing() as found:
        own = found.signing_keys.all()[-1]
        found.signing_keys.add(replace(own, fingerprint=fingerprint(public), public=public))
    banner, watch = desk.window.history.banner, desk.office.signing.watch
    desk.window.history.warn_of(watch.check_keys())
    assert "in the name of Ada Samplemann stands in this practice" in banner.text
    banner.buttons[0].click()
    page = desk.window.pages.currentWidget()
    assert isinstance(page, HistoryPage)
    banner.buttons[1].click()
    desk.window.history.warn_of(watch.check_keys())
    assert banner.text == "", "who has read it is not told twice a day"
    page.check.click()
    desk.until(lambda: "No row tells of the signing key" in page.notice.text)
    page.explain(check_trail(desk.office.store).told, "Put there to try the alarm")
    desk.until(lambda: "1 misfit was explained" in page.notice.text)


def test_who_may_not_see_the_history_is_not_warned_of_keys(desk: OfficeDesk) -> None:
    stored_note(desk)
    with desk.office.store.reading() as found:
        keys = found.signing_keys.all()
    with desk.office.store.writing() as found:
        me = found.staff.get(desk.office.trail.who)
        assert me
        found.staff.save(StaffMember(id="m1", name=me.name, role=StaffRole.MANAGER))
        found.staff.save(me.model_copy(update={"role": StaffRole.FRONT_DESK, "more_roles": ()}))
    desk.window.history.warn_of(keys)
    assert desk.window.history.banner.text == ""
