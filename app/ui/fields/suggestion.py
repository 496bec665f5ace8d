"""A text built from other answers, offered under the field that may take it over."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.theme import Face, Role, Space, dress

FROM_ANSWERS = "Built from your answers"
FROM_RECORDS = "On the patient’s page"


class Suggestion(QFrame):
    """Shows the built text and takes it over on demand; hidden while there is nothing to offer.

    `title_words` say where it comes from. Once the field has words of its own, the text folds away
    behind "Show".
    """

    taken = Signal(object)  # the built text

    def __init__(
        self, build: Callable[[], str], parent: QWidget, title_words: str = FROM_ANSWERS
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._built = ""
        self._current = ""
        self._read_only = False
        dress(self, surface="offer")
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        title = QLabel(title_words, self)
        dress(title, face=Face.CAPTION, tone=Role.ACCENT)
        self._use = QPushButton("Use this text", self)
        self._fold = QPushButton("Show", self)
        for button in (self._use, self._fold):
            dress(button, kind="quiet")
        self._use.clicked.connect(lambda: self.taken.emit(self._built))
        self._fold.clicked.connect(self._on_fold)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._fold)
        head.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.XS, Space.XS, Space.XS)
        column.setSpacing(0)
        self._text.setContentsMargins(0, 0, Space.S, Space.S)
        column.addLayout(head)
        column.addWidget(self._text)
        self.hide()

    def stops(self) -> Sequence[QWidget]:
        """The widgets that take the focus."""
        return (self._fold, self._use)

    def refresh(self) -> None:
        """Build the text again."""
        self._built = self._build()
        self._arrange()

    def show_current(self, text: str) -> None:
        """Know what the field says now, so as not to offer the same."""
        if (not text) != (not self._current):
            self._text.setVisible(not text)
        self._current = text
        self._arrange()

    def set_read_only(self, read_only: bool) -> None:
        """Offer nothing for a signed note."""
        self._read_only = read_only
        self._arrange()

    def _on_fold(self) -> None:
        self._text.setVisible(self._text.isHidden())
        self._arrange()

    def _arrange(self) -> None:
        self._text.setText(self._built)
        self._fold.setVisible(bool(self._current))
        self._fold.setText("Show" if self._text.isHidden() else "Hide")
        offered = self._built and self._built.strip() != self._current.strip()
        self.setVisible(bool(offered) and not self._read_only)
