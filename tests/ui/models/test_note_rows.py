"""What a line of the notes list says, and that a misfit is not told beside a full bar."""

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from app.domain.finding.listing import NoteRow, NoteSummary, Page
from app.domain.signing.seal import Standing
from app.ui.models.note_rows import Column, NoteRowsModel
from app.ui.pages.notes.notes_table import NotesTable
from app.ui.theme import Appearance, Role


def shown(standing: Standing) -> NoteRow:
    """A signed note that is complete."""
    at = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    summary = NoteSummary(0, 100)
    return NoteRow(
        "n1", "p1", "Testwell, Marisol", "D9311", at.date(), "signed", "s1", "s1", at, summary,
        standing=standing,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "words"),
    [(Standing.FITS, "100%"), (Standing.BROKEN, ""), (Standing.DAMAGED, "")],
)
def test_only_a_note_that_is_what_was_signed_shows_how_full_it_is(
    qtbot: QtBot, appearance: Appearance, standing: Standing, words: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    model = NoteRowsModel(lambda _query: Page((shown(standing),)), window)
    model.reread()
    table = NotesTable(model, appearance, window)
    index = model.index(0, Column.PERCENT)
    assert index.data() == words
    picture = QImage(200, 40, QImage.Format.Format_RGB32)
    picture.fill(appearance.theme.color(Role.SURFACE))
    painter, option = QPainter(picture), QStyleOptionViewItem()
    option.widget, option.rect = table, QRect(0, 0, 200, 40)
    table.itemDelegate().paint(painter, option, index)
    painter.end()
    full = appearance.theme.color(Role.DONE).rgb()
    colors = {picture.pixel(x, y) for x in range(200) for y in range(40)}
    assert (full in colors) == bool(words)


def test_nothing_is_missing_from_a_void_note(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    lacking = replace(shown(Standing.FITS), summary=NoteSummary(2, 80, "Name the question."))
    model = NoteRowsModel(lambda _query: Page((lacking, replace(lacking, is_void=True))), window)
    model.reread()
    said = [model.index(row, Column.MISSING).data() for row in range(2)]
    assert said == ["Name the question.", ""]
