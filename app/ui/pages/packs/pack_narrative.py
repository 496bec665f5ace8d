"""The narrative of a pack as its channel takes it: text, characters, what was dropped, copy."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.documents.narrative.narrative import Fitted
from app.ui import clipboard
from app.ui.icons import Icons
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_LINES = 5


class PackNarrative(QWidget):
    """Reads only: the text is made of the note's answers."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Narrative")
        self.copy = QPushButton("Copy the narrative", self)
        self._count = QLabel(self)
        self._dropped = QLabel(self)
        self._lay_out(icons)
        self.copy.clicked.connect(self._on_copy)

    @property
    def dropped(self) -> str:
        """What was left out, in words; empty when nothing was."""
        return self._dropped.text()

    def show_narrative(self, fitted: Fitted) -> None:
        """Show the narrative that goes along."""
        sentences = [told.text for told in fitted.dropped if not told.sensitive]
        sensitive = sum(1 for told in fitted.dropped if told.sensitive)
        self._show(fitted.text)
        lines = [f"Left out for length ({len(sentences)}):"] if sentences else []
        lines += [f"– {sentence}" for sentence in sentences]
        if sensitive:
            words = "sentence stays" if sensitive == 1 else "sentences stay"
            lines.append(f"{sensitive} sensitive {words} in the chart note.")
        self._dropped.setText("\n".join(lines))
        self._dropped.setVisible(bool(lines))

    def show_text(self, text: str) -> None:
        """Show the narrative that went along."""
        self._show(text)
        self._dropped.clear()
        self._dropped.hide()

    def _show(self, text: str) -> None:
        self.text.setPlainText(text)
        self._count.setText(f"{len(text):,} characters" if text else "No narrative")
        self.text.setVisible(bool(text))
        self.copy.setVisible(bool(text))
        self.copy.setText("Copy the narrative")

    def _lay_out(self, icons: Icons) -> None:
        title = QLabel("Narrative", self)
        dress(title, face=Face.LABEL)
        dress(self._count, face=Face.CAPTION, tone=Role.MUTED)
        dress(self.copy, kind="quiet")
        icons.put(self.copy, "copy", Role.ACCENT)
        self._dropped.setWordWrap(True)
        dress(self._dropped, face=Face.CAPTION, tone=Role.MUTED)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + Space.L)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(title)
        head.addWidget(self._count, 1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addWidget(self._dropped)
        order_as_laid_out(self)

    def _on_copy(self) -> None:
        clipboard.put(self.text.toPlainText())
        self.copy.setText("Copied")
