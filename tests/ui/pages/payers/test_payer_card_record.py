"""The payer card page: a file read, shown in words, replaced, refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from app.paths import resources_folder
from app.services.payers.payer_cards import PayerCardDrawer
from app.stock import Stock
from app.ui.pages.payers.payer_card import PayerCardPage
from tests.sample_trail import TRAIL
from tests.ui.pages.record_desk import RecordDesk

EXAMPLE = resources_folder() / "payers" / "example-mutual.yaml"


@pytest.fixture
def page(desk: RecordDesk) -> PayerCardPage:
    drawer = PayerCardDrawer(desk.store, TRAIL, Stock())
    made = PayerCardPage(drawer, desk.support)
    desk.show(made)
    return made


def _texts(page: PayerCardPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def _version(folder: Path, number: int) -> Path:
    path = folder / f"version-{number}.yaml"
    text = EXAMPLE.read_text("utf-8").replace("version: 1", f"version: {number}")
    path.write_text(text, "utf-8")
    return path


def test_a_card_read_from_a_file_is_shown_in_words(desk: RecordDesk, page: PayerCardPage) -> None:
    with desk.qtbot.waitSignal(page.saved) as saved:
        page.take(EXAMPLE)
    assert saved.args == ["example-mutual"]
    texts = _texts(page)
    assert "Example Mutual Dental, version 1, is kept." in texts
    assert "Covered by some plans: check the patient’s own." in texts
    assert "Asks also: Add the diagnosis that made the consultation necessary." in texts
    assert any(text.endswith("checked today") for text in texts)


def test_a_dropped_file_is_taken(desk: RecordDesk, page: PayerCardPage) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(EXAMPLE))])
    enter = QDragEnterEvent(
        QPoint(200, 300),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    drop = QDropEvent(
        QPointF(200, 300),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with desk.qtbot.waitSignal(page.saved):
        QApplication.sendEvent(page, enter)
        QApplication.sendEvent(page, drop)
    assert len(page.boxes) == 1


def test_a_newer_version_takes_the_place(
    desk: RecordDesk, page: PayerCardPage, tmp_path: Path
) -> None:
    for number in (1, 2):
        with desk.qtbot.waitSignal(page.saved):
            page.take(_version(tmp_path, number))
    assert page.notice.text == "Example Mutual Dental, version 2, is kept in place of version 1."
    assert len(page.boxes) == 1
    with desk.store.reading() as found:
        assert "version: 2" in found.payer_cards.file_text("example-mutual")


def test_an_older_version_is_kept_only_by_wish(
    desk: RecordDesk, page: PayerCardPage, tmp_path: Path
) -> None:
    with desk.qtbot.waitSignal(page.saved):
        page.take(_version(tmp_path, 3))
    page.take(_version(tmp_path, 2))
    desk.until(lambda: "The file is version 2; version 3 is kept." in page.notice.text)
    with desk.qtbot.waitSignal(page.saved):
        page.notice.buttons[0].click()
    with desk.store.reading() as found:
        card = found.payer_cards.get("example-mutual")
    assert card
    assert card.version == 4  # what came first is never overwritten: versions only go up


def test_a_refused_file_lists_what_to_mend_and_stores_nothing(
    desk: RecordDesk, page: PayerCardPage, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(EXAMPLE.read_text("utf-8").replace("payer:", "payr:", 1), "utf-8")
    with desk.qtbot.waitSignal(page.problem):
        page.take(broken)
    assert "to mend" in page.notice.text
    assert "broken.yaml:4: " in page.problems.text()
    assert "Did you mean “payer”?" in page.problems.text()
    with desk.store.reading() as found:
        assert found.payer_cards.all() == ()


def test_a_shipped_card_is_added_from_an_empty_page(desk: RecordDesk, page: PayerCardPage) -> None:
    page.take_focus()
    assert QApplication.focusWidget() is page.new_button
    offered = len(page.shipped.buttons)
    with desk.qtbot.waitSignal(page.saved):
        page.shipped.buttons[0].click()
    assert len(page.shipped.buttons) == offered - 1
    page.take_focus()
    assert QApplication.focusWidget() is page.boxes[0].open_button


def test_a_card_is_opened_or_exported_from_its_box(
    desk: RecordDesk, page: PayerCardPage, tmp_path: Path
) -> None:
    with desk.qtbot.waitSignal(page.saved):
        page.take(EXAMPLE)
    with desk.qtbot.waitSignal(page.open_wished) as opened:
        page.boxes[0].open_button.click()
    assert opened.args == ["example-mutual"]
    page.export_to(page.boxes[0].card, tmp_path / "out.yaml")
    desk.until(lambda: "written to a file" in page.notice.text)
    assert (tmp_path / "out.yaml").read_bytes() == EXAMPLE.read_bytes()


def test_who_may_not_change_cards_reads_them(desk: RecordDesk, page: PayerCardPage) -> None:
    with desk.qtbot.waitSignal(page.saved):
        page.take(EXAMPLE)
    page.lock()
    assert "change payer cards" in page.notice.text
    assert not page.new_button.isEnabled()
    assert not page.shipped.buttons[0].isEnabled()
    assert page.boxes[0].open_button.isEnabled()
