"""Documents come in by drop or dialog, are listed, and go again."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.domain.answers import Evidence, EvidenceItem
from app.domain.guide import Field, FieldKind
from app.ui.fields.evidence_control import EvidenceControl, EvidenceRow, show_size
from tests.ui.fields.desk import Desk, MakeDesk, click, shown_words

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
    QApplication.sendEvent(control, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(control, QDropEvent(QPointF(5, 5), *how, no_keys))


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
    assert len(at.said) == 1
    assert isinstance(at.said[0], Evidence)
    assert [item.title for item in at.said[0].items] == ["reply.pdf", "portal.png"]
    assert "reply.pdf" in shown_words(at.editor)
    assert "portal.png" in shown_words(at.editor)


def test_what_cannot_be_taken_is_said_and_the_rest_is_kept(
    desk: MakeDesk, reply: Path, tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("text", encoding="utf-8")
    at = desk(FILES)
    drop(control_of(at), [note, reply])
    assert isinstance(at.said[-1], Evidence)
    assert [item.title for item in at.said[-1].items] == ["reply.pdf"]
    assert at.editor.hint_text.startswith("This is neither a PDF nor a picture")


def test_the_same_file_is_not_taken_twice(desk: MakeDesk, reply: Path) -> None:
    at = desk(FILES)
    drop(control_of(at), [reply])
    drop(control_of(at), [reply])
    assert len(at.said) == 1
    assert at.editor.hint_text == "reply.pdf is among the documents already."


def test_a_document_can_be_removed(desk: MakeDesk, reply: Path, portal: Path) -> None:
    at = desk(FILES)
    drop(control_of(at), [reply, portal])
    click(at.editor.findChildren(EvidenceRow)[0].remove)
    assert isinstance(at.said[-1], Evidence)
    assert [item.title for item in at.said[-1].items] == ["portal.png"]
    remaining = [row for row in at.editor.findChildren(EvidenceRow) if row.isVisible()]
    click(remaining[0].remove)
    assert at.said[-1] is None


def test_a_signed_note_takes_no_drop(desk: MakeDesk) -> None:
    at = desk(FILES)
    at.editor.set_value(Evidence((EvidenceItem("0" * 64, "reply.pdf", 5),)))
    at.editor.set_read_only(True)
    assert not control_of(at).acceptDrops()
    assert not any(row.remove.isVisible() for row in at.editor.findChildren(EvidenceRow))
    assert "reply.pdf" in shown_words(at.editor)


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
