"""Payer cards read from files: looked at, refused with everything to mend, or kept.

The payer card page calls it, on a worker. How a file is read is handed in: files are YAML, and
only `app.guides` knows that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from app.domain.audit import About, Deed
from app.domain.authority import Right
from app.domain.guide import Requirement
from app.domain.payer import PayerCard
from app.services.permission import require
from app.services.ports import Store
from app.services.trail import Trail


class CardProblem(Protocol):
    """One thing to mend in a file; line 0 is the file as a whole."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def text(self) -> str: ...


class ReadCard(Protocol):
    """A card as its file says it, and the rules it adds to guides, by procedure code."""

    @property
    def card(self) -> PayerCard: ...
    @property
    def requires(self) -> Mapping[str, tuple[Requirement, ...]]: ...


ReadText = Callable[[Path], tuple[str | None, Sequence[CardProblem]]]
ReadCardText = Callable[[str, str], tuple[ReadCard | None, Sequence[CardProblem]]]
"""From the text of a file and its name to the card, or None and every problem."""


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
    """A card in the store and what it adds to each code's guide, in sentences."""

    card: PayerCard
    asks: Mapping[str, tuple[str, ...]]


class PayerCardDrawer:
    """The payer cards of one practice."""

    def __init__(
        self, store: Store, trail: Trail, read_text: ReadText, read_card: ReadCardText
    ) -> None:
        self._store = store
        self._trail = trail
        self._read_text = read_text
        self._read_card = read_card

    def as_user(self, trail: Trail) -> "PayerCardDrawer":
        """The same cards, with somebody else at the keyboard."""
        return PayerCardDrawer(self._store, trail, self._read_text, self._read_card)

    def all(self) -> tuple[KeptCard, ...]:
        """Every card kept, in the order of payers."""
        with self._store.reading() as found:
            cards = [
                (card, found.payer_cards.file_text(card.id)) for card in found.payer_cards.all()
            ]
        return tuple(KeptCard(card, self._asks(text)) for card, text in cards)

    def look(self, path: Path) -> CardFile:
        """What a file holds, and what keeping it would do. Stores nothing."""
        text, problems = self._read_text(path)
        loaded = None
        if text is not None:
            loaded, problems = self._read_card(text, path.name)
        if text is None or loaded is None:
            return CardFile(Standing.REFUSED, problems=tuple(map(_line, problems)))
        with self._store.reading() as found:
            kept = found.payer_cards.get(loaded.card.id)
            kept_text = found.payer_cards.file_text(loaded.card.id)
        version = kept.version if kept else 0
        return CardFile(_standing(loaded.card, text, kept, kept_text), loaded.card, text, version)

    def keep(self, file: CardFile) -> None:
        """Keep a card in place of an older one of the same id. Raises NotAllowed, disk failures.

        Raises ValueError for a file that was refused.
        """
        if file.card is None:
            raise ValueError("a refused file cannot be kept")
        with self._store.writing() as found:
            require(found, self._trail.who, Right.EDIT_CARDS)
            before = found.payer_cards.get(file.card.id)
            deed = Deed.RECORD_ADDED if before is None else Deed.RECORD_CHANGED
            about = About("card", file.card.id)
            self._trail.add(found, deed, about, version=file.card.version)
            found.payer_cards.put(file.card, file.text)

    def _asks(self, text: str) -> Mapping[str, tuple[str, ...]]:
        loaded, _ = self._read_card(text, "")
        rules = loaded.requires if loaded else {}
        return {code: tuple(rule.say for rule in asked) for code, asked in rules.items()}


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
