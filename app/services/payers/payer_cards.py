"""The payer cards of a practice: read from files, kept, added to, written to files.

The payer card pages call it, on a worker where it stores; the page of a denial adds to a card.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from app.domain.finding.listing import search_key
from app.domain.ids import new_id
from app.domain.payers.payer import CardAsk, CardRule, CardSource, PayerCard
from app.domain.practice.authority import Right
from app.domain.practice.people import Coverage
from app.errors import MissingCard
from app.files import write_whole
from app.services.cards.card_rules import askable, new_rule_id, rule_of, with_rule, with_source
from app.services.payers.card_desk import CardDesk
from app.services.payers.kept_cards import KeptCards
from app.services.permission import require
from app.services.ports.card import CardProblem, CardShelf, Requires
from app.services.ports.store import Repositories, Store
from app.services.trail import Trail

CardIn = Callable[[Repositories], tuple[PayerCard, Requires]]
"""What finds a card and its rules in the store that a transaction hands out."""


class Standing(Enum):
    """What keeping a card would do."""

    NEW = "new"
    SAME = "same"  # this very file is kept already
    NEWER = "newer"  # it takes the place of an older or equal version
    OLDER = "older"  # the one kept has a higher version
    REFUSED = "refused"  # the file has problems


@dataclass(frozen=True, slots=True)
class CardFile:
    """A file that was looked at. `problems` are lines `file:line: what to mend`."""

    standing: Standing
    card: PayerCard | None = None
    text: str = ""
    kept_version: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card in the store and what it adds to each code's guide, in sentences.

    `asks` is None where the card no longer fits the forms: notes then go without its rules.
    """

    card: PayerCard
    asks: Mapping[str, tuple[str, ...]] | None


class PayerCardDrawer:
    """The payer cards of one practice."""

    def __init__(self, store: Store, trail: Trail, shelf: CardShelf) -> None:
        self._store = store
        self._trail = trail
        self._shelf = shelf
        self._kept = KeptCards(shelf, trail)

    def as_user(self, trail: Trail) -> "PayerCardDrawer":
        """The same cards, with somebody else at the keyboard."""
        return PayerCardDrawer(self._store, trail, self._shelf)

    def all(self) -> tuple[KeptCard, ...]:
        """Every card kept, in the order of payers."""
        with self._store.reading() as found:
            cards = [
                (card, found.payer_cards.file_text(card.id)) for card in found.payer_cards.all()
            ]
        return tuple(KeptCard(card, self._asks(text)) for card, text in cards)

    def of(self, coverage: Coverage) -> str:
        """The id of the card that holds for a coverage, chosen or by its name; empty for none."""
        with self._store.reading() as found:
            card = found.payer_cards.of(coverage)
        return card.id if card else ""

    def look(self, path: Path) -> CardFile:
        """What a file holds, and what keeping it would do. Stores nothing."""
        text, problems = self._shelf.read_card_file(path)
        loaded = None
        if text is not None:
            loaded, problems = self._shelf.read_card(text, path.name)
        if text is None or loaded is None:
            return CardFile(Standing.REFUSED, problems=tuple(map(_line, problems)))
        with self._store.reading() as found:
            kept = found.payer_cards.get(loaded.card.id)
            kept_text = found.payer_cards.file_text(loaded.card.id)
        version = kept.version if kept else 0
        return CardFile(_standing(loaded.card, text, kept, kept_text), loaded.card, text, version)

    def keep(self, file: CardFile) -> PayerCard:
        """Keep a card in place of an older one of the same id, and return it as it is kept.

        A file whose version is not above the one kept becomes the next one: versions only go up.
        Raises NotAllowed, disk failures; ValueError for a file that was refused.
        """
        if file.card is None:
            raise ValueError("a refused file cannot be kept")
        with self._store.writing() as found:
            require(found, self._trail.who, Right.EDIT_CARDS)
            stored = found.payer_cards.get(file.card.id)
            if stored is None or stored.version < file.card.version:
                self._kept.put_text(found, file.card, file.text)
                return file.card
            card, requires = self._kept.read(file.text)
            return self._kept.put(found, card, requires, file.text)

    def shipped(self) -> tuple[CardFile, ...]:
        """The cards that ship and are not kept yet, in the order of payers."""
        with self._store.reading() as found:
            kept = {card.id for card in found.payer_cards.all()}
        read = ((text, self._shelf.read_card(text, "")[0]) for text in self._shelf.shipped_cards())
        files = (CardFile(Standing.NEW, each.card, text) for text, each in read if each)
        new = (file for file in files if file.card and file.card.id not in kept)
        return tuple(sorted(new, key=lambda file: file.card.payer if file.card else ""))

    def export(self, card_id: str, path: Path) -> None:
        """Write a card's text to a file. Raises MissingCard, disk failures."""
        with self._store.reading() as found:
            text = found.payer_cards.file_text(card_id)
        if not text:
            raise MissingCard
        write_whole(path, text.encode())

    def desk(self, today: Callable[[], dt.date]) -> CardDesk:
        """What edits these cards."""
        return CardDesk(self._store, self._trail, self._shelf, today)

    def askable(self, code: str) -> Mapping[str, str]:
        """The fields that a card can ask for in notes of a code: template paths and labels.

        A field of a table's rows bears the table's name before its own. None without a guide.
        """
        guide = self._shelf.guides().get(code)
        return askable(guide) if guide else {}

    def propose_rule(self, card_id: str, code: str, ask: CardAsk, source: CardSource) -> PayerCard:
        """Let a card ask for one fact more, because `source` says so; returns the new version.

        The next note of the code asks for it. A source without an author gets whoever is at the
        keyboard. Raises MissingCard, UnfitCard, NotAllowed, disk failures; ValueError for a field
        that is not among `askable`.
        """
        return self._with_rule(lambda found: self._kept.loaded(found, card_id), code, ask, source)

    def begin_with_rule(self, payer: str, code: str, ask: CardAsk, source: CardSource) -> PayerCard:
        """Let the card of a payer ask for one fact more; one that has none gets its first.

        Raises as `propose_rule`: MissingCard where several cards are called so, since none holds.
        """

        def begun(found: Repositories) -> tuple[PayerCard, Requires]:
            named = _called(found, payer)
            if len(named) > 1:
                raise MissingCard
            if named:
                return self._kept.loaded(found, named[0].id)
            return PayerCard(id=new_id(), payer=payer, version=0), {}

        return self._with_rule(begun, code, ask, source)

    def has_several(self, payer: str) -> bool:
        """Whether several cards are called like a payer: then none holds unless it is chosen."""
        with self._store.reading() as found:
            return len(_called(found, payer)) > 1

    def _with_rule(self, card_in: CardIn, code: str, ask: CardAsk, source: CardSource) -> PayerCard:
        if ask.field not in self.askable(code):
            raise ValueError("a card asks for a field of the guide")

        with self._store.writing() as found:
            require(found, self._trail.who, Right.EDIT_CARDS)
            card, requires = card_in(found)
            author = source.author or self._kept.author(found)
            card, name = with_source(card, source.model_copy(update={"author": author}))
            rule = rule_of(ask, new_rule_id(code, ask.field, card, requires), name)
            codes = {**card.codes, code: card.codes.get(code, CardRule(source=name))}
            card = card.model_copy(update={"codes": codes})
            return self._kept.put(found, card, with_rule(requires, code, rule))

    def _asks(self, text: str) -> Mapping[str, tuple[str, ...]] | None:
        loaded, _ = self._shelf.read_card(text, "")
        if loaded is None:
            return None
        return {code: tuple(rule.say for rule in asked) for code, asked in loaded.requires.items()}


def _called(found: Repositories, payer: str) -> list[PayerCard]:
    key = search_key(payer)
    return [each for each in found.payer_cards.all() if search_key(each.payer) == key]


def _standing(card: PayerCard, text: str, kept: PayerCard | None, kept_text: str) -> Standing:
    if kept is None:
        return Standing.NEW
    if text == kept_text:
        return Standing.SAME
    return Standing.OLDER if card.version < kept.version else Standing.NEWER


def _line(problem: CardProblem) -> str:
    """A problem by the file's own name: the folder says nothing to who mends it."""
    name = Path(problem.file).name
    place = f"{name}:{problem.line}" if problem.line else name
    return f"{place}: {problem.text}"
