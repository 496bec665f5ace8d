"""The preview: asks for pages only while shown and only when typing pauses; keeps its place."""

import io

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.domain.guides.answers import Choice
from app.ui.icons import Icons
from app.ui.panels.preview import DocumentChoice, PreviewPanel
from tests.ui.open_note import OpenNote

DOCUMENTS = (
    DocumentChoice("chart-note", "Chart note"),
    DocumentChoice("attachment", "Claim attachment"),
)


def pages(count: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for number in range(count):
        canvas.drawString(72, 720, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class Shown:
    """The panel and what it asked for."""

    def __init__(self, note: OpenNote, icons: Icons) -> None:
        self.panel = PreviewPanel(note.bridge, DOCUMENTS, icons)
        self.asked: list[str] = []
        self.panel.render_requested.connect(self.asked.append)
        note.show(self.panel, 320, 600)


@pytest.fixture
def shown(note: OpenNote, icons: Icons) -> Shown:
    """A visible preview."""
    return Shown(note, icons)


def words(panel: PreviewPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_it_asks_once_when_first_shown(shown: Shown) -> None:
    assert shown.asked == ["chart-note"]


def test_a_burst_of_edits_asks_once_and_not_on_the_keystroke(
    note: OpenNote, shown: Shown, qtbot: QtBot
) -> None:
    shown.asked.clear()
    with qtbot.waitSignal(shown.panel.render_requested):
        for text in ("a", "ab", "abc"):
            note.bridge.set_answers({"advice": text})
        assert shown.asked == []
    assert shown.asked == ["chart-note"]


def test_hidden_it_asks_for_nothing_until_it_is_shown(note: OpenNote, shown: Shown) -> None:
    shown.panel.hide()
    shown.asked.clear()
    note.bridge.set_answers({"reason": Choice("other")})
    shown.panel.choose("attachment")
    assert shown.asked == []
    shown.panel.show()
    assert shown.asked == ["attachment"]


def test_another_document_is_asked_for_at_once(shown: Shown, qtbot: QtBot) -> None:
    shown.asked.clear()
    choice = shown.panel.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    with qtbot.waitSignal(shown.panel.document_chosen) as chosen:
        choice.setCurrentIndex(1)
    assert chosen.args == ["attachment"]
    assert shown.asked == ["attachment"]


def test_pages_are_shown_and_place_and_zoom_stay(shown: Shown) -> None:
    shown.panel.show_pdf(pages(4))
    assert "Page 1 of 4" in words(shown.panel)
    larger = next(
        b for b in shown.panel.findChildren(QToolButton) if b.accessibleName() == "Larger"
    )
    larger.click()
    factor = shown.panel.view.zoomFactor()
    bar = shown.panel.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    shown.panel.show_pdf(pages(5))
    assert (bar.value(), shown.panel.view.zoomFactor()) == (place, factor)
    assert any(text.endswith("of 5") for text in words(shown.panel))


def test_a_problem_is_said_over_the_old_pages_until_new_ones_come(shown: Shown) -> None:
    shown.panel.show_pdf(pages(2))
    shown.panel.show_problem("The letter cannot be laid out; shorten the clinic's address.")
    assert "The letter cannot be laid out; shorten the clinic's address." in words(shown.panel)
    assert "Page 1 of 2" in words(shown.panel)
    shown.panel.show_pdf(pages(1))
    assert "Page 1 of 1" in words(shown.panel)
    assert "The letter cannot be laid out; shorten the clinic's address." not in words(shown.panel)
