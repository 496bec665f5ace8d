"""The pieces in which an electronic claim note travels, each to be copied by itself."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui import clipboard
from app.ui.theme import Face, Role, Space, dress


class Pieces(QWidget):
    """One line for each piece: number, length, copy. Hidden when the text is not in pieces."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[_Piece] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_pieces(self, pieces: Sequence[str]) -> None:
        """Show these pieces."""
        while len(self._lines) < len(pieces):
            line = _Piece(len(self._lines) + 1, self)
            self._lines.append(line)
            self._column.addWidget(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(pieces))
            if at < len(pieces):
                line.show_piece(pieces[at])
        self.setVisible(bool(pieces))


class _Piece(QWidget):
    """One piece."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._piece = ""
        self._number = number
        self._words = QLabel(self)
        dress(self._words, face=Face.CAPTION, tone=Role.MUTED)
        self._copy = QPushButton("Copy", self)
        self._copy.setAccessibleName(f"Copy piece {number}")
        self._copy.clicked.connect(self._on_copy)
        dress(self._copy, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._words, 1)
        row.addWidget(self._copy)

    def show_piece(self, piece: str) -> None:
        """Show another text."""
        if piece != self._piece:
            self._piece = piece
            self._words.setText(f"Piece {self._number} · {len(piece)} characters")
            self._words.setToolTip(piece)
            self._copy.setText("Copy")

    def _on_copy(self) -> None:
        clipboard.put(self._piece)
        self._copy.setText("Copied")
