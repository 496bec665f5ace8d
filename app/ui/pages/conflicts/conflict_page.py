"""Two versions of a note or a record: what differs, one card each, until all is decided.

`live_ways` shows it over the note, the record pages over theirs. Nothing changes before the button.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.notes.merging import Side
from app.ui.form.page import Page
from app.ui.icons import Icons
from app.ui.models.conflict_rows import ConflictRow
from app.ui.pages.conflicts.conflict_card import ConflictCard
from app.ui.pages.parts.page_head import PageHead
from app.ui.theme import Appearance, Face, Role, Space, dress

_HOW = (
    "Choose for each what holds: {keys}. Tab goes to the next one, Ctrl+Enter saves. What you do"
    " not choose is kept."
)


class ConflictPage(QWidget):
    """`decided` carries the side for each path, `closed` that it was put off."""

    decided = Signal(object)  # Mapping[str, Side]
    closed = Signal()

    def __init__(
        self,
        below: str,
        taken: str,
        rows: Sequence[ConflictRow],
        appearance: Appearance,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.head = PageHead(icons, self)
        self.head.show_title("Two versions", below)
        self.head.close_wished.connect(self.closed)
        self._page = Page(appearance, self)
        self.cards = [ConflictCard(row, self._page.middle) for row in rows]
        self._count = QLabel(self)
        dress(self._count, tone=Role.MUTED)
        self.all_theirs = self._button("All theirs", lambda: self._choose_all("theirs"))
        self.all_mine = self._button("All mine", lambda: self._choose_all("mine"))
        self.save = self._button("Save", self.decide)
        dress(self.save, kind="primary")
        self.save.setToolTip("Save what was chosen (Ctrl+Enter)")
        self._lay_out(taken)
        for card in self.cards:
            card.chosen.connect(self._show_state)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.decide)
        self._show_state()

    @property
    def decisions(self) -> Mapping[str, Side]:
        """What was chosen so far, by path."""
        return {card.row.path: card.side for card in self.cards if card.side is not None}

    def decide(self) -> None:
        """Go on with what was chosen; while something is open, go there instead."""
        undecided = next((card for card in self.cards if card.side is None), None)
        if undecided is not None:
            self._go_to(undecided)
        else:
            self.decided.emit(self.decisions)

    def take_focus(self) -> None:
        """Put the focus on the first choice that is open."""
        undecided = next((card for card in self.cards if card.side is None), None)
        if undecided is None:
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_to(undecided)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape puts it off."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _choose_all(self, side: Side) -> None:
        for card in self.cards:
            card.choose(side)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, card: ConflictCard) -> None:
        card.take_focus()
        self._page.ensureWidgetVisible(card, 0, Space.L)

    def _show_state(self) -> None:
        done = len(self.decisions)
        self._count.setText(f"{done} of {len(self.cards)} decided")
        self.save.setEnabled(done == len(self.cards))

    def _lay_out(self, taken: str) -> None:
        keys = ["T for theirs", "M for mine"]
        keys += ["B for both"] if any(card.row.both for card in self.cards) else []
        for words in (taken, _HOW.format(keys=", ".join(keys))):
            label = QLabel(words, self._page.middle)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            dress(label, face=Face.BODY, tone=Role.TEXT if words == taken else Role.MUTED)
            label.setVisible(bool(words))
            self._page.column.addWidget(label)
        for card in self.cards:
            self._page.column.addWidget(card)
        self._page.column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        foot.setSpacing(Space.S)
        foot.addWidget(self._count)
        foot.addStretch(1)
        for button in (self.all_theirs, self.all_mine, self.save):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._page, 1)
        column.addLayout(foot)

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(act)
        return button
