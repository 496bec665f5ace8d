"""A titled part of the claim page whose content is shown anew with each change of the claim."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import Face, Role, Space, dress


class ClaimSection(QWidget):
    """Subclasses fill `body` by `put`; `clear` takes everything away before that."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = QLabel(title, self)
        dress(self.title, face=Face.LEAD)
        self.frame = QFrame(self)
        dress(self.frame, surface="card")
        self.body = QVBoxLayout(self.frame)
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.body.setSpacing(Space.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.title)
        column.addWidget(self.frame)
        self._shown: list[QWidget] = []

    def clear(self) -> None:
        """Take away what was put here."""
        for widget in self._shown:
            self.body.removeWidget(widget)
            widget.setParent(None)  # at once: what is put here next may have its name
            widget.deleteLater()
        self._shown = []

    def put(self, widget: QWidget) -> None:
        """Add something below what is there."""
        self._shown.append(widget)
        self.body.addWidget(widget)
        widget.show()

    def say(self, text: str, *, face: Face = Face.BODY, tone: Role = Role.TEXT) -> None:
        """Add a sentence; an empty one adds nothing."""
        if text:
            self.put(words(text, self.frame, face=face, tone=tone))

    def put_row(self, *widgets: QWidget) -> None:
        """Add widgets beside one another; the first sentence among them takes the room."""
        row = QWidget(self.frame)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        has_words = False
        for widget in widgets:
            widget.setParent(row)
            is_words = isinstance(widget, QLabel) and widget.wordWrap()
            line.addWidget(widget, int(is_words), Qt.AlignmentFlag.AlignVCenter)
            has_words = has_words or is_words
        if not has_words:
            line.addStretch(1)
        self.put(row)


def words(text: str, parent: QWidget, *, face: Face = Face.BODY, tone: Role = Role.TEXT) -> QLabel:
    """A sentence that wraps and can be selected by mouse."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dress(label, face=face, tone=tone)
    return label


def link(
    text: str, name: str, act: Callable[[], object], parent: QWidget, about: str = ""
) -> QPushButton:
    """A link that does something; `name` finds it again after the part is shown anew.

    `about` is the sentence it stands beside, for who hears it alone.
    """
    button = QPushButton(text.replace("&", "&&"), parent)
    button.setObjectName(name)
    button.setAccessibleDescription(about)
    dress(button, kind="link")
    button.clicked.connect(lambda _checked: act())
    return button


def pill(text: str, role: Role, parent: QWidget) -> QLabel:
    """A small badge."""
    label = QLabel(text, parent)
    dress(label, pill=role)
    return label
