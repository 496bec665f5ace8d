"""The channel page: shipped channels read and copied, own ones changed, kept, no longer offered."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.packs.channel import Channel
from app.guides.channels import load_channels
from app.paths import resources_folder
from app.services.channels.channels import OFFICE, ChannelShelf
from app.ui.pages.practice.channel_box import ChannelBox
from app.ui.pages.practice.channels import ChannelsPage
from app.ui.pages.records.record_session import RecordSession, Standing
from tests.small_guide import NOW
from tests.ui.pages.record_desk import RecordDesk, focused_editor

SHIPPED, _ = load_channels(resources_folder() / "channels")


@pytest.fixture
def shelf(desk: RecordDesk) -> ChannelShelf:
    return ChannelShelf(desk.store, lambda: SHIPPED)


@pytest.fixture
def page(desk: RecordDesk, shelf: ChannelShelf) -> ChannelsPage:
    made = ChannelsPage(shelf, desk.records, desk.support)
    desk.show(made)
    return made


def _box(page: ChannelsPage, name: str) -> ChannelBox:
    return next(box for box in page.boxes if box.channel.id == name)


def _texts(page: ChannelsPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def _copied(desk: RecordDesk, page: ChannelsPage, name: str) -> RecordSession:
    with desk.qtbot.waitSignal(page.saved):
        page.copy(SHIPPED[name])
    return page.own.cards[0].session


def _stored(shelf: ChannelShelf, session: RecordSession) -> Channel:
    assert isinstance(session.record, Channel)
    found = shelf.get(session.record.id)
    assert found is not None
    return found


def test_every_shipped_channel_is_there_and_opens_to_its_sources(page: ChannelsPage) -> None:
    assert {box.channel.id for box in page.boxes} == set(SHIPPED)
    assert not any("2,000 characters" in text for text in _texts(page))
    _box(page, "claimconnect").head.click()
    texts = _texts(page)
    assert "Takes no PDF: every page travels as a JPEG or PNG picture." in " ".join(texts)
    assert any(
        text.startswith("Open Dental manual, DentalXChange") and text.endswith("checked today")
        for text in texts
    )


def test_a_channel_is_opened_and_copied_from_the_keyboard(
    desk: RecordDesk, page: ChannelsPage, shelf: ChannelShelf
) -> None:
    page.go_to("mail")
    assert QApplication.focusWidget() is _box(page, "mail").head
    with desk.qtbot.waitSignal(page.saved):
        desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    (own,) = (each for each in shelf.all() if each.own)
    assert own.title == "Paper by mail (own copy)"
    assert focused_editor().field.id == "title"


def test_a_limit_that_is_changed_takes_the_office_as_its_source(
    desk: RecordDesk, page: ChannelsPage, shelf: ChannelShelf
) -> None:
    session = _copied(desk, page, "claimconnect")
    session.bridge.set_answer("files.at_most", "12")
    session.bridge.set_answer("files.all_mb", "2.5")
    desk.save(page)
    kept = _stored(shelf, session)
    assert (kept.files.at_most, kept.files.total_bytes) == (12, 2_500_000)
    assert kept.files.types == SHIPPED["claimconnect"].files.types
    assert (kept.files.source, kept.narrative.source) == (OFFICE, "opendental")
    assert kept.sources[OFFICE].authority == OFFICE
    assert kept.sources[OFFICE].checked == NOW.date()
    assert SHIPPED["claimconnect"].files.at_most is None


def test_what_cannot_be_is_refused_in_place_and_kept_on_screen(
    desk: RecordDesk, page: ChannelsPage, shelf: ChannelShelf
) -> None:
    session = _copied(desk, page, "mail")
    session.bridge.set_answer("title", None)
    session.bridge.set_answer("files.each_mb", "0.001")
    page.save()
    assert session.standing is Standing.REFUSED
    assert "Name the channel." in page.notice.text
    assert "Each at most (MB): In megabytes" in page.notice.text
    assert _stored(shelf, session).title == "Paper by mail (own copy)"


def test_on_request_means_no_number(
    desk: RecordDesk, page: ChannelsPage, shelf: ChannelShelf
) -> None:
    session = _copied(desk, page, "mail")
    session.bridge.set_answer("number.transmission", "AA")
    desk.save(page)
    assert not _stored(shelf, session).number.used


def test_a_new_channel_needs_a_name_files_and_where_it_was_read(
    desk: RecordDesk, page: ChannelsPage, shelf: ChannelShelf
) -> None:
    page.own.add_button.click()
    session = page.own.cards[0].session
    session.bridge.set_answer("title", "Our own portal")
    page.save()
    assert "Choose the files it takes." in page.notice.text
    session.bridge.set_answer("files.types", "pdf")
    session.bridge.set_answer("source.title", "Upload page of Example Mutual")
    desk.save(page)
    kept = _stored(shelf, session)
    assert kept.own
    assert (kept.files.source, kept.sources[OFFICE].title) == (
        OFFICE,
        "Upload page of Example Mutual",
    )


def test_a_channel_no_longer_offered_is_kept(
    desk: RecordDesk, page: ChannelsPage, shelf: ChannelShelf
) -> None:
    session = _copied(desk, page, "mail")
    session.bridge.set_answer("offered", "no")
    desk.save(page)
    assert session.record not in shelf.all()
    assert session.record in shelf.every()
    assert _stored(shelf, session).retired
    assert page.own.cards[0].head.accessibleDescription().startswith("no longer offered")


def test_the_last_save_can_be_taken_back(
    desk: RecordDesk, page: ChannelsPage, shelf: ChannelShelf
) -> None:
    session = _copied(desk, page, "mail")
    session.bridge.set_answer("title", "Mail to Example Mutual")
    desk.save(page)
    with desk.qtbot.waitSignal(page.saved):
        page.undo_save()
    assert _stored(shelf, session).title == "Paper by mail (own copy)"


def test_an_old_source_is_remarked(desk: RecordDesk, shelf: ChannelShelf) -> None:
    copy = shelf.copy(SHIPPED["mail"], NOW.date())
    old = {
        name: source.model_copy(update={"checked": NOW.date() - dt.timedelta(days=200)})
        for name, source in copy.sources.items()
    }
    desk.records.save(copy.model_copy(update={"sources": old}))
    page = ChannelsPage(shelf, desk.records, desk.support)
    desk.show(page)
    assert page.own.cards[0].remark == "Last checked 200 days ago: ask the payer again."
