"""People of the directory as cards in a scrolling column; the practice page has two of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.practice.people import Professional, StaffMember
from app.ui.form.page import Page
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_cards import MakeActs, OpenSession, RecordCards, SayCard, bring_up
from app.ui.theme import Role, dress


class PeopleList(QWidget):
    """`cards` hold the records; a sentence stands there while there are none."""

    def __init__(
        self,
        add_words: str,
        none_words: str,
        open_session: OpenSession,
        say: SayCard,
        support: PageSupport,
        parent: QWidget,
        acts: MakeActs | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = Page(support.appearance, self)
        self._none = QLabel(none_words, self._page.middle)
        self._none.setWordWrap(True)
        dress(self._none, tone=Role.MUTED)
        self.cards = RecordCards(add_words, open_session, say, support, self._page.middle, acts)
        self.cards.grew.connect(self._on_grew)
        self.cards.opened.connect(lambda card: bring_up(card, self._page))
        self._page.column.addWidget(self._none)
        self._page.column.addWidget(self.cards)
        self._page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_people(self, people: Sequence[StaffMember] | Sequence[Professional]) -> None:
        """Show these, each closed."""
        self.cards.show_records(people)

    def add_foot(self, foot: QWidget) -> None:
        """Put something below the cards."""
        self._page.column.insertWidget(self._page.column.count() - 1, foot)
        self._page.order_tab()

    def take_focus(self) -> None:
        """Put the focus on the first card, else on the way to add one."""
        cards = self.cards.cards
        target = cards[0].head if cards else self.cards.add_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_grew(self) -> None:
        self._none.setVisible(not self.cards.cards)
        self._page.order_tab()
