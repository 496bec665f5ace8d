"""How the pages that list things are laid out: a title with its button, below it lists in cards."""

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import Face, Space, dress


def begin_column(page: QWidget, title: str, beside: QPushButton | None = None) -> QVBoxLayout:
    """The page's column, with its title and what stands at the right of it; the rest is added."""
    words = QLabel(title, page)
    dress(words, face=Face.DISPLAY)
    head = QHBoxLayout()
    head.addWidget(words)
    head.addStretch(1)
    if beside is not None:
        head.addWidget(beside)
    column = QVBoxLayout(page)
    column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    column.setSpacing(Space.M)
    column.addLayout(head)
    return column


def in_card(table: QTableView, page: QWidget, label: str = "") -> QFrame:
    """A table in a card of the page that takes its frame's place, under a label where one is."""
    card = QFrame(page)
    dress(card, surface="card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, Space.XS, 1, Space.XS)
    if label:
        words = QLabel(label, card)
        dress(words, face=Face.LABEL)
        words.setContentsMargins(Space.M, Space.S, Space.M, 0)
        inside.addWidget(words)
    inside.addWidget(table)
    table.setFrameShape(QFrame.Shape.NoFrame)
    dress(table, surface="plain")
    return card
