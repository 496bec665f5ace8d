"""Asks whether to sign: what stands in the way and where it is, or what will be signed.

The note page opens it; signing itself is its answer.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.rules.open_item import OpenItem
from app.ui.theme import Face, Role, Space, dress

_WIDTH = 460


class SignDialog(QDialog):
    """`go_to` carries the path of what blocks signing; `signed` says the user wants to sign."""

    go_to = Signal(str)
    signed = Signal()

    def __init__(
        self, blockers: Sequence[OpenItem], still_open: int, signer: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sign the note")
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        self._column.setSpacing(Space.M)
        if blockers:
            self._say_blocked(blockers)
        else:
            self._ask(still_open, signer)

    def _say_blocked(self, blockers: Sequence[OpenItem]) -> None:
        self._words("This note cannot be signed yet", Face.TITLE)
        self._words("First:", Face.BODY)
        for item in blockers:
            link = QPushButton(item.say.replace("&", "&&"), self)
            link.clicked.connect(lambda _=False, path=item.path: self._go(path))
            dress(link, kind="link")
            self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons("", "Close")

    def _ask(self, still_open: int, signer: str) -> None:
        self._words(f"Sign as {signer}?", Face.TITLE)
        if still_open:
            items = "1 open item" if still_open == 1 else f"{still_open} open items"
            self._words(f"The note will read “signed with {items}”.", Face.BODY, Role.NEEDED)
        else:
            self._words("Nothing is missing.", Face.BODY, Role.DONE)
        self._words(
            "A signed note never changes. What happens later, a reply that comes or a"
            " correction, goes into a new note for the same patient.",
            Face.BODY,
            Role.MUTED,
        )
        self._buttons("Sign", "Go back")

    def _go(self, path: str) -> None:
        self.accept()
        self.go_to.emit(path)

    def _sign(self) -> None:
        self.accept()
        self.signed.emit()

    def _words(self, text: str, face: Face, tone: Role = Role.TEXT) -> None:
        label = QLabel(text, self)
        label.setWordWrap(True)
        dress(label, face=face, tone=tone)
        self._column.addWidget(label)

    def _buttons(self, act: str, close: str) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        away = QPushButton(close, self)
        away.clicked.connect(self.reject)
        row.addWidget(away)
        if act:
            sign = QPushButton(act, self)
            sign.setDefault(True)
            sign.clicked.connect(self._sign)
            dress(sign, kind="primary")
            row.addWidget(sign)
        self._column.addSpacing(Space.S)
        self._column.addLayout(row)
