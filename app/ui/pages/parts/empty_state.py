"""What a page shows when it has nothing to list: a picture, a sentence, the next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress


class EmptyState(QWidget):
    """Says why there is nothing and offers one step on."""

    next_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = Picture(icons, "file-plus", Role.FAINT, self, size=48)
        self._title = QLabel(self)
        dress(self._title, face=Face.TITLE)
        self._text = QLabel(self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        dress(self._text, tone=Role.MUTED)
        self._button = QPushButton(self)
        dress(self._button, kind="primary")
        self._button.clicked.connect(self.next_requested)
        self.setFocusProxy(self._button)
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        column.addStretch(2)
        for widget in (self._picture, self._title, self._text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.S)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def title(self) -> str:
        """The words that say what there is not."""
        return self._title.text()

    @property
    def step(self) -> str:
        """The words of the step offered."""
        return self._button.text()

    def say(self, icon: str, title: str, text: str, step: str) -> None:
        """Show these words."""
        self._picture.show_icon(icon, Role.FAINT)
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(step)
