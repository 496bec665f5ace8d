"""One sentence about a draft that is gone on with late, and a line for the reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.ui.theme import Role, Space, dress

_MOST = 200


class LateBanner(QFrame):
    """`told` carries the reason; nobody has to give one."""

    told = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface=Role.WARNS.value)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(_MOST)
        self.reason.setPlaceholderText("Why? Such as: the lab called back today")
        self.reason.setAccessibleName("Why these entries are late")
        self._keep = QPushButton("Keep reason", self)
        dress(self._keep, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._words, 1)
        row.addWidget(self.reason, 1)
        row.addWidget(self._keep)
        self.reason.returnPressed.connect(self._tell)
        self._keep.clicked.connect(self._tell)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown; empty when none is."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, *, asks: bool) -> None:
        """Show a sentence, and the line for the reason while it is asked for."""
        self._words.setText(words)
        self.reason.setVisible(asks)
        self._keep.setVisible(asks)
        self.show()

    def _tell(self) -> None:
        if reason := self.reason.text().strip():
            self.told.emit(reason)
