"""The guides the program has, compiled once with the payer card they are read with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from app.domain.guides.condition import FieldIn
from app.domain.guides.guide import Guide, Purpose, Requirement, Severity, Source
from app.domain.payers.payer import PayerCard
from app.rules.checks import never
from app.rules.compiled import CompiledGuide

AGEING = "card-age"
"""The rule that every card has of itself; ids in files begin with capitals."""

CARD_CHECKED = "card.checked"


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
                    guide,
                    (*rules.requires.get(code, ()), *_ageing(rules.card, code)),
                    _sources(rules.card),
                )
        return self._compiled[key]


def _ageing(card: PayerCard, code: str) -> Iterator[Requirement]:
    """Says in the note that what the card says of the code was looked up too long ago."""
    named = card.sources_of(code)
    if named:
        yield Requirement(
            id=f"{AGEING}-{code}",
            check=never.KIND,
            params=never.Params(CARD_CHECKED),
            field=CARD_CHECKED,
            say="The payer card is out of date: ask the payer again.",
            because="What a payer wants changes from one year to the next.",
            source=min(named, key=lambda name: card.sources[name].checked),
            severity=Severity.SILENT,
            needed_for=frozenset({Purpose.PAYER}),
            when=FieldIn("card.stale", frozenset({"yes"})),
        )


def _sources(card: PayerCard) -> dict[str, Source]:
    return {
        name: Source(name, source.title, source.authority, source.checked, source.where)
        for name, source in card.sources.items()
    }
