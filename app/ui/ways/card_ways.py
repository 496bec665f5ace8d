"""The ways between the list of payer cards and the page of one; `record_ways` has one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import Failure
from app.services.office.office import Office
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.payers.payer_card import PayerCardPage
from app.ui.pages.payers.payer_card_edit import PayerCardEditPage
from app.ui.theme import Role

CardPage = PayerCardPage | PayerCardEditPage


class CardWays(QObject):
    """`show` shows a page in place of the one before. Closing a card leads back to the list."""

    saved = Signal()

    def __init__(
        self,
        office: Office,
        support: PageSupport,
        window: QWidget,
        show: Callable[[CardPage], None],
    ) -> None:
        super().__init__(window)
        self._drawer = office.cards
        self._desk = office.cards.desk(lambda: support.clock.local().date())
        self._records = office.records
        self._channels = office.channels
        self._support = support
        self._window = window
        self._show = show

    def show_cards(self) -> PayerCardPage:
        """Show the list."""
        page = PayerCardPage(self._drawer, self._support, self._window)
        page.saved.connect(lambda _id: self.saved.emit())
        page.open_wished.connect(self.show_card)
        page.new_wished.connect(lambda: self.show_card(self._desk.fresh_id()))
        self._show(page)
        return page

    def show_card(self, card_id: str) -> None:
        """Show one card, a new one for a fresh id; the list with the reason when it cannot be."""
        try:
            channels = {each.id: each.title for each in self._channels.all()}
            page = PayerCardEditPage(self._desk, channels, self._support, card_id, self._window)
        except Failure as failure:
            self.show_cards().notice.say(str(failure), Role.BLOCKS)
            return
        page.saved.connect(lambda _id: self.saved.emit())
        page.closed.connect(self.show_cards)
        self._show(page)

    def show_card_of(self, patient_id: str) -> None:
        """Show the card of a patient's primary coverage; the list where there is none."""
        patient = self._records.patient_file(patient_id).patient
        coverages = sorted(patient.coverages if patient else (), key=lambda each: each.order)
        if coverages and (card_id := self._drawer.of(coverages[0])):
            self.show_card(card_id)
        else:
            self.show_cards()
