"""The settings page: every change holds at once and is kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.settings import Settings, read_settings, write_settings
from app.ui.pages.practice.settings import SettingsPage
from tests.ui.pages.record_desk import RecordDesk, focused_editor


@pytest.fixture
def page(desk: RecordDesk, tmp_path: Path) -> SettingsPage:
    made = SettingsPage(
        Settings(theme="light"),
        lambda settings: write_settings(tmp_path, settings),
        tmp_path / "logs",
        desk.support,
    )
    desk.show(made)
    return made


def _kept(folder: Path) -> Settings:
    settings, problems = read_settings(folder)
    assert problems == ()
    return settings


def test_the_theme_changes_at_once_and_is_kept(
    desk: RecordDesk, page: SettingsPage, tmp_path: Path
) -> None:
    page.take_focus()
    with desk.qtbot.waitSignal(desk.support.appearance.changed):
        desk.press(Qt.Key.Key_D)
    assert desk.support.appearance.theme.name == "dark"
    assert _kept(tmp_path).theme == "dark"


def test_idle_minutes_are_typed(desk: RecordDesk, page: SettingsPage, tmp_path: Path) -> None:
    page.editors["idle_minutes"].focus_widget().setFocus()
    desk.type("25")
    assert _kept(tmp_path).idle_minutes == 25


@pytest.mark.parametrize("typed", ["0", "481", "soon"])
def test_what_cannot_be_is_said_and_not_kept(
    desk: RecordDesk, page: SettingsPage, typed: str
) -> None:
    minutes = page.editors["idle_minutes"]
    minutes.focus_widget().setFocus()
    before = page.settings
    desk.type(typed)
    said_while_typing = page.settings
    desk.press(Qt.Key.Key_Tab)
    assert minutes.line.full_text
    assert page.settings.idle_minutes == said_while_typing.idle_minutes
    assert 1 <= page.settings.idle_minutes <= 480
    assert before.theme == page.settings.theme


def test_the_text_size_waits_for_the_next_start(
    desk: RecordDesk, page: SettingsPage, tmp_path: Path
) -> None:
    size = page.editors["scale_percent"]
    size.focus_widget().setFocus()
    assert size.line.full_text == "From the next start on."
    desk.press(Qt.Key.Key_Right)
    assert _kept(tmp_path).scale_percent == 115


def test_notices_and_the_log_folder_are_on_the_page(page: SettingsPage, tmp_path: Path) -> None:
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert str(tmp_path / "logs") in texts
    assert any("© American Dental Association" in text for text in texts)
    assert any("Apache License 2.0" in text for text in texts)


def test_escape_closes(desk: RecordDesk, page: SettingsPage) -> None:
    page.take_focus()
    assert focused_editor().path == "theme"
    assert QApplication.focusWidget()
    with desk.qtbot.waitSignal(page.closed):
        desk.press(Qt.Key.Key_Escape)
