"""The guides the program has, compiled once with the payer card they are read with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from app.domain.guide import Guide, Requirement, Source
from app.domain.payer import PayerCard
from app.rules.compiled import CompiledGuide


@dataclass(frozen=True, slots=True)
class CardRules:
    """A payer card with the requirements it adds, by procedure code."""

    card: PayerCard
    requires: Mapping[str, tuple[Requirement, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )


class GuideShelf(Protocol):
    """Where guides come from."""

    def guides(self) -> Mapping[str, Guide]:
        """Every guide by its code."""
        ...

    def card_rules(self, file_text: str) -> CardRules | None:
        """A payer card's rules from the text of its file; None when it no longer loads."""
        ...


class Catalogue:
    """Hands out compiled guides; compiling takes some milliseconds, so each is kept."""

    def __init__(self, shelf: GuideShelf) -> None:
        self._shelf = shelf
        self._compiled: dict[tuple[str, str], CompiledGuide] = {}

    def titles(self) -> Mapping[str, str]:
        """The short title of every guide, by code."""
        return {code: guide.title for code, guide in sorted(self._shelf.guides().items())}

    def compiled(self, code: str, card_text: str = "") -> CompiledGuide:
        """The guide of a code, with a payer card's requirements when a card's file is given.

        Raises KeyError for a code without a guide.
        """
        key = (code, card_text)
        if key not in self._compiled:
            guide = self._shelf.guides()[code]
            rules = self._shelf.card_rules(card_text) if card_text else None
            if rules is None:
                self._compiled[key] = CompiledGuide(guide)
            else:
                self._compiled[key] = CompiledGuide(
                    guide, rules.requires.get(code, ()), _sources(rules.card)
                )
        return self._compiled[key]


def _sources(card: PayerCard) -> dict[str, Source]:
    return {
        name: Source(name, source.title, source.authority, source.checked, source.where)
        for name, source in card.sources.items()
    }
