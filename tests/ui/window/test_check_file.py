"""Checking a file in the window: what was saved here, what was changed since, what is unknown."""

from pathlib import Path

import pikepdf
import pytest

from app.services.printing.printing import Paper
from app.ui.pages.patients.check_file import CheckFile
from tests.office_desk import OfficeDesk
from tests.ui.window.pack_acts import stored_note


@pytest.fixture
def attachment(desk: OfficeDesk, tmp_path: Path) -> Path:
    """The claim attachment of a note, as its page saves it."""
    office, path = desk.office, tmp_path / "attachment.pdf"
    draft = office.charting.open(stored_note(desk))
    office.print_room.export(draft.note, draft.guide, draft.known, Paper.ATTACHMENT, path)
    return path


def says(desk: OfficeDesk, path: Path) -> str:
    desk.window.packs.check_file()
    (dialog,) = (each for each in desk.window.findChildren(CheckFile) if each.isVisible())
    dialog.check(path)
    desk.until(lambda: dialog.verdict.texts != ("Looking…",) and bool(dialog.verdict.texts[0]))
    (text,) = dialog.verdict.texts
    dialog.close()
    return text


def test_what_was_saved_here_is_known_and_what_was_changed_is_named(
    desk: OfficeDesk, attachment: Path, tmp_path: Path
) -> None:
    assert says(desk, attachment).startswith("This is exactly what ")
    changed, again = tmp_path / "changed.pdf", tmp_path / "again.pdf"
    with pikepdf.open(attachment) as pdf:
        pdf.save(again, linearize=True)
        pdf.pages[0].contents_add(b"1 1 1 rg 0 0 99 99 re f")
        pdf.save(changed)
    assert "its pages are not those it was made with" in says(desk, changed)
    assert "This practice’s record tells of no such file" in says(desk, again)
