"""Documents come in by drop or dialog, are listed, and go again."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.evidence.evidence import EvidenceKind
from app.domain.guides.answers import Evidence, EvidenceItem
from app.domain.guides.guide import Field, FieldKind
from app.ui.fields.document_words import show_size
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.fields.evidence_rows import ArrivingRow, EvidenceRow, LockedRow
from tests.ui.fields.desk import Desk, MakeDesk, click, shown_words
from tests.ui.fields.small_attaching import SmallAttaching

FILES = Field("f", FieldKind.EVIDENCE, "Documents")


def control_of(at: Desk) -> EvidenceControl:
    control = at.editor.findChild(EvidenceControl)
    assert isinstance(control, EvidenceControl)
    return control


def drop(control: EvidenceControl, paths: Sequence[Path]) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton)
    no_keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), *how, no_keys)
    QApplication.sendEvent(control.intake, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(control.intake, QDropEvent(QPointF(5, 5), *how, no_keys))


def titles(at: Desk) -> list[str]:
    rows = [row for row in at.editor.findChildren(EvidenceRow) if row.isVisibleTo(at.editor)]
    return [row.title.full_text for row in rows]


@pytest.fixture
def reply(tmp_path: Path) -> Path:
    path = tmp_path / "reply.pdf"
    path.write_bytes(b"%PDF reply")
    return path


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    path = tmp_path / "portal.png"
    path.write_bytes(b"PNG portal")
    return path


def test_dropped_files_are_taken_in_and_listed(desk: MakeDesk, reply: Path, portal: Path) -> None:
    at = desk(FILES)
    drop(control_of(at), [reply, portal])
    assert isinstance(at.said[-1], Evidence)
    assert [item.title for item in at.said[-1].items] == ["reply", "portal"]
    assert titles(at) == ["reply", "portal"]


def test_what_cannot_be_taken_is_said_and_the_rest_is_kept(
    desk: MakeDesk, reply: Path, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("text", encoding="utf-8")
    at = desk(FILES)
    drop(control_of(at), [note, reply])
    assert isinstance(at.said[-1], Evidence)
    assert [item.title for item in at.said[-1].items] == ["reply"]
    assert at.editor.line.full_text.startswith("note.txt: This is neither a PDF nor a picture")


def test_the_same_file_is_not_taken_twice(desk: MakeDesk, reply: Path) -> None:
    at = desk(FILES)
    drop(control_of(at), [reply])
    drop(control_of(at), [reply])
    assert len(at.said) == 1
    assert at.editor.line.full_text == "reply is among the documents already."


def test_a_document_can_be_removed(desk: MakeDesk, reply: Path, portal: Path) -> None:
    at = desk(FILES)
    drop(control_of(at), [reply, portal])
    click(at.editor.findChildren(EvidenceRow)[0].remove)
    assert isinstance(at.said[-1], Evidence)
    assert [item.title for item in at.said[-1].items] == ["portal"]
    remaining = [row for row in at.editor.findChildren(EvidenceRow) if row.isVisible()]
    click(remaining[0].remove)
    assert at.said[-1] is None


def test_a_signed_note_takes_no_drop(desk: MakeDesk) -> None:
    at = desk(FILES)
    at.editor.set_value(Evidence((EvidenceItem("0" * 64, "reply", 5),)))
    at.editor.set_read_only(True)
    assert not control_of(at).intake.acceptDrops()
    assert not any(row.remove.isVisible() for row in at.editor.findChildren(EvidenceRow))
    assert titles(at) == ["reply"]


def test_a_document_tells_what_keeps_it_back(desk: MakeDesk, attaching: SmallAttaching) -> None:
    item = attaching.keep("Plan list", b"%PDF list", kind=EvidenceKind.EOB, sensitive=True)
    at = desk(FILES)
    at.editor.set_value(Evidence((item, EvidenceItem("1" * 64, "lost one", 5))))
    words = shown_words(at.editor)
    assert "EOB · 2 pages · 1 KB" in words
    assert "Other patients visible?" in words
    assert "Sensitive: left out by default" in words
    assert "An attached document is missing." in words
    click(at.editor.findChildren(EvidenceRow)[0].title)
    assert attaching.opened == ["Plan list"]


def test_a_picture_is_pasted_by_keyboard(desk: MakeDesk) -> None:
    at = desk(FILES)
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    QApplication.clipboard().setImage(image)
    at.press("Ctrl+V", control_of(at).intake.add)
    assert titles(at) == ["Pasted picture"]


def test_pasted_words_are_no_document(desk: MakeDesk) -> None:
    at = desk(FILES)
    QApplication.clipboard().setText("words")
    at.press("Ctrl+V", control_of(at).intake.add)
    assert at.said == []


def test_a_locked_file_asks_for_its_password_in_place(desk: MakeDesk, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(b"%PDF")
    at = desk(FILES)
    drop(control_of(at), [locked])
    row = next(iter(at.editor.findChildren(LockedRow)))
    assert row.line.hasFocus()
    QTest.keyClicks(row.line, "guess")
    at.press("Return", row.line)
    assert at.said == []
    again = next(each for each in at.editor.findChildren(LockedRow) if each is not row)
    QTest.keyClicks(again.line, "opensesame")
    at.press("Return", again.line)
    assert titles(at) == ["locked"]
    assert control_of(at).intake.add.hasFocus()


def test_a_file_on_its_way_can_be_canceled(
    desk: MakeDesk, attaching: SmallAttaching, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(b"%PDF")
    at = desk(FILES)
    drop(control_of(at), [slow])
    row = next(iter(at.editor.findChildren(ArrivingRow)))
    assert row in {stop.parentWidget() for stop in control_of(at).stops()}
    click(row.cancel)
    assert attaching.canceled == ["slow.pdf"]
    assert not row.isVisible()
    assert at.said == []


def test_what_the_patient_has_already_is_picked(desk: MakeDesk, attaching: SmallAttaching) -> None:
    item = attaching.keep("Reply", b"%PDF reply")
    at = desk(FILES)
    click(control_of(at).pick)
    assert at.said == [Evidence((item,))]


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 KB"),
        (1023, "1 KB"),
        (12_000, "12 KB"),
        (1024 * 1024, "1.0 MB"),
        (3_600_000, "3.4 MB"),
    ],
)
def test_sizes_are_for_people(size: int, words: str) -> None:
    assert show_size(size) == words
