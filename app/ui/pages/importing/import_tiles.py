"""Numbers side by side with a word below each; the import shows what rows come to."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme import Face, Role, Space, dress


class Tiles(QWidget):
    """Rebuilt with every `show_numbers`; a zero is shown pale."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.M)
        self._tiles: list[QFrame] = []

    def show_numbers(self, numbers: Sequence[tuple[int, str, Role]]) -> None:
        """Show each number, its word and the tone it has when it is not zero."""
        for tile in self._tiles:
            self._row.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = [self._tile(*each) for each in numbers]
        said = ", ".join(f"{number:,} {word}" for number, word, _ in numbers)
        self.setAccessibleName(said)

    def _tile(self, number: int, word: str, tone: Role) -> QFrame:
        tile = QFrame(self)
        dress(tile, surface="card")
        figure = QLabel(f"{number:,}", tile)
        dress(figure, face=Face.TITLE, tone=tone if number else Role.FAINT)
        caption = QLabel(word, tile)
        caption.setWordWrap(True)
        dress(caption, face=Face.CAPTION, tone=Role.MUTED)
        column = QVBoxLayout(tile)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(0)
        column.addWidget(figure)
        column.addWidget(caption)
        self._row.addWidget(tile, 1)
        tile.show()
        return tile
