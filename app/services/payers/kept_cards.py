"""Payer cards inside a transaction: read with their rules, put with a version and a trail row.

`payer_cards` and `card_desk` keep cards through it. The text of a card is its truth.
"""

from dataclasses import dataclass

from app.domain.audit import About, Deed
from app.domain.payers.payer import PayerCard
from app.errors import MissingCard, UnfitCard
from app.services.ports.card import CardShelf, Requires
from app.services.ports.store import Repositories
from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class KeptCards:
    """The cards of the store that a transaction hands out, for whoever the trail names."""

    shelf: CardShelf
    trail: Trail

    def loaded(self, found: Repositories, card_id: str) -> tuple[PayerCard, Requires]:
        """A card and its rules. Raises MissingCard, UnfitCard."""
        if found.payer_cards.get(card_id) is None:
            raise MissingCard
        return self.read(found.payer_cards.file_text(card_id))

    def read(self, text: str) -> tuple[PayerCard, Requires]:
        """The card and the rules of a text that was kept. Raises UnfitCard."""
        loaded, _ = self.shelf.read_card(text, "")
        if loaded is None:
            raise UnfitCard
        return loaded.card, loaded.requires

    def put(
        self, found: Repositories, card: PayerCard, requires: Requires, file_text: str = ""
    ) -> PayerCard:
        """Keep a card with its rules as its next version, which is returned.

        It keeps the comments of the file it comes from, else those of the version before.
        """
        before = found.payer_cards.get(card.id)
        card = card.model_copy(update={"version": before.version + 1 if before else 1})
        commented = file_text or found.payer_cards.file_text(card.id)
        text = self.shelf.write_card(card, requires, commented)
        self.put_text(found, card, text)
        return card

    def put_text(self, found: Repositories, card: PayerCard, text: str) -> None:
        """Keep a card with its text, and tell the trail."""
        before = found.payer_cards.get(card.id)
        deed = Deed.RECORD_ADDED if before is None else Deed.RECORD_CHANGED
        self.trail.add(found, deed, About("card", card.id), version=card.version)
        found.payer_cards.put(card, text, self.trail.who, self.trail.now())

    def author(self, found: Repositories) -> str:
        """The name of whoever is at the keyboard; empty before there is a staff."""
        member = found.staff.get(self.trail.who)
        return member.name.full if member else ""
