"""What the steps of an import share: a scrolling column with a heading; the page shows one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.form.page import Page
from app.ui.page_tools import PageTools
from app.ui.theme import Face, Role, dress


class ImportStep(Page):
    """`changed` tells that `lacking` may be another: what keeps one from going on, or nothing."""

    changed = Signal()

    def __init__(self, title: str, text: str, tools: PageTools, parent: QWidget) -> None:
        super().__init__(tools.appearance, parent)
        self.tools = tools
        self.lacking = ""
        self.title = self.add_words(title, Face.TITLE)
        self.text = self.add_words(text, Face.BODY, Role.MUTED)

    def add_words(self, text: str, face: Face, tone: Role = Role.TEXT) -> QLabel:
        """Add a paragraph of plain text."""
        label = QLabel(text, self.middle)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        dress(label, face=face, tone=tone)
        self.column.addWidget(label)
        return label
