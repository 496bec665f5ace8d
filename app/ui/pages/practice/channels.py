"""The page of channels: the office's own to change, and those that come with the program."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.packs.channel import Channel
from app.errors import Failure
from app.services.channels.channel_words import oldest_check, summary
from app.services.channels.channels import ChannelShelf
from app.services.records.record_forms.channel import channel_form
from app.services.records.records import AnyRecord, Records, Saved
from app.ui.form.page import Page
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.practice.channel_box import ChannelBox
from app.ui.pages.records.record_cards import CardWords, RecordCards, bring_up
from app.ui.pages.records.record_page import RecordPage
from app.ui.pages.records.record_session import UNEXPECTED, RecordSession
from app.ui.theme import Face, Role, Space, dress

_INTRO = (
    "How an attachment travels, and what each way takes. Packs are made to fit the channel you"
    " pick. Every limit says where it was read and when; look it up again before you rely on it."
)
_NONE_OWN = (
    "None yet. Open a channel below and copy it, or write one down from the payer’s own page."
)


class ChannelsPage(RecordPage):
    """Own channels are cards with editors; the others are read and copied."""

    def __init__(
        self,
        shelf: ChannelShelf,
        records: Records,
        support: PageSupport,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(support, parent)
        self._shelf = shelf
        self._records = records
        self._page = Page(support.appearance, self)
        self._none = QLabel(_NONE_OWN, self._page.middle)
        self.own = RecordCards(
            "Write down a channel", self._open, self._say, support, self._page.middle
        )
        self.boxes: list[ChannelBox] = []
        self._lay_out()
        self.own.came.connect(self.watch)
        self.own.grew.connect(self._on_grew)
        self.own.opened.connect(lambda card: bring_up(card, self._page))
        self.head.show_title("Channels", "How attachments travel, and what each way takes")
        self.own.show_records([each for each in shelf.every() if each.own])
        self.show_standing()

    def sessions(self) -> Sequence[RecordSession]:
        """The office's own channels."""
        return tuple(self.own.sessions())

    def session_in_use(self) -> RecordSession | None:
        """The channel whose card has the focus."""
        return self.own.session_in_use()

    def discard(self, session: RecordSession) -> None:
        """Drop what was typed and show what is stored."""
        self.own.reopen(session)
        self.show_standing()

    def show_field(self, session: RecordSession, path: str) -> None:
        """Open a channel with the caret in a field."""
        if card := self.own.card_of(session):
            card.go_to(path)

    def go_to(self, path: str) -> None:
        """Open a channel by its id."""
        for card in self.own.cards:
            if isinstance(card.session.record, Channel) and card.session.record.id == path:
                card.go_to()
        for box in self.boxes:
            if box.channel.id == path:
                box.head.setChecked(True)
                box.head.setFocus(Qt.FocusReason.OtherFocusReason)
                bring_up(box, self._page)

    def take_focus(self) -> None:
        """Put the focus on the first channel."""
        heads = [card.head for card in self.own.cards] + [box.head for box in self.boxes]
        heads[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self, channel: Channel) -> None:
        """Store a copy of the office's own, and open it with the caret in its name."""
        copy = self._shelf.copy(channel, self._today())
        self.support.run(self, lambda: self._records.save(copy), self._on_copied, self._on_failed)

    def _lay_out(self) -> None:
        middle, column = self._page.middle, self._page.column
        intro = QLabel(_INTRO, middle)
        for label in (intro, self._none):
            label.setWordWrap(True)
            dress(label, tone=Role.MUTED)
        column.addWidget(intro)
        column.addSpacing(Space.S)
        column.addWidget(self._title("Your own", middle))
        column.addWidget(self._none)
        column.addWidget(self.own)
        column.addSpacing(Space.M)
        column.addWidget(self._title("That come with Chartproof", middle))
        boxes = QVBoxLayout()
        boxes.setSpacing(Space.S)
        for channel in self._shelf.every():
            if not channel.own:
                box = ChannelBox(channel, self._today(), self.support, middle)
                box.copy_wished.connect(self.copy)
                box.grew.connect(self._on_grew)
                boxes.addWidget(box)
                self.boxes.append(box)
        column.addLayout(boxes)
        column.addStretch(1)
        self.column.addWidget(self._page, 1)

    @staticmethod
    def _title(words: str, parent: QWidget) -> QLabel:
        label = QLabel(words, parent)
        dress(label, face=Face.LEAD)
        return label

    def _open(self, record: AnyRecord | None, parent: QWidget) -> RecordSession:
        channel = record if isinstance(record, Channel) else None
        form = channel_form(channel, self._today())
        base = {"id": self._records.fresh_id()}
        return RecordSession(form, channel, base, self._records, self.support, parent)

    def _say(self, record: AnyRecord | None) -> CardWords:
        if not isinstance(record, Channel):
            return CardWords("New channel", "")
        offered = "" if not record.retired else "no longer offered · "
        remark = oldest_check(record, self._today())
        return CardWords(record.title, f"{offered}{summary(record)}", remark)

    def _on_copied(self, saved: Saved[Channel]) -> None:
        self.own.show_first(saved.record)
        self.saved.emit(saved.record.id)

    def _on_failed(self, error: Exception) -> None:
        self.notice.say(str(error) if isinstance(error, Failure) else UNEXPECTED, Role.BLOCKS)
        if not isinstance(error, Failure):
            raise error  # a fault of the program: the excepthook writes it down

    def _on_grew(self) -> None:
        self._none.setVisible(not self.own.cards)
        self._page.order_tab()

    def _today(self) -> dt.date:
        return self.support.clock.local().date()
