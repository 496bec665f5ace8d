"""What the services of payer cards need from outside: who reads and writes a card's text.

Cards are YAML, and only `app.guides` knows that; bootstrap hands it in.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from app.domain.guides.guide import Guide, Requirement
from app.domain.payers.payer import PayerCard

Requires = Mapping[str, tuple[Requirement, ...]]
"""The rules a card adds to guides, by procedure code."""


class CardProblem(Protocol):
    """One thing to mend in a file; line 0 is the file as a whole."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def text(self) -> str: ...


class ReadCard(Protocol):
    """A card as its text says it, and the rules it adds."""

    @property
    def card(self) -> PayerCard: ...
    @property
    def requires(self) -> Requires: ...


class CardShelf(Protocol):
    """Reads and writes cards, and has those that ship."""

    def guides(self) -> Mapping[str, Guide]:
        """Every guide by its code."""
        ...

    def read_card_file(self, path: Path) -> tuple[str | None, Sequence[CardProblem]]:
        """The text of a file, or None and why it cannot be had."""
        ...

    def read_card(self, text: str, file: str) -> tuple[ReadCard | None, Sequence[CardProblem]]:
        """The card in a text, or None and every problem; `file` names it in problems."""
        ...

    def write_card(self, card: PayerCard, requires: Requires, before: str) -> str:
        """The text that `read_card` reads back as this card, with the comments of a text before."""
        ...

    def shipped_cards(self) -> Sequence[str]:
        """The texts of the cards that ship."""
        ...
