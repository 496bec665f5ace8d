"""Payer cards edited in the program: their sheets kept, versions told apart, sources renewed.

The page of one card calls it, on a worker where it stores. It keeps sheets as `Records` keeps
records, so that one way of editing, undoing and deciding between two versions serves both.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.audit import About, Deed
from app.domain.ids import NewId, new_id
from app.domain.notes.merging import Merge, Side, not_taken
from app.domain.payers.card_sheet import CardSheet
from app.domain.payers.payer import CardVersion, PayerCard
from app.domain.practice.authority import Right
from app.errors import StaleRecord, UnsaidSource
from app.services.cards.card_rules import askable, rule_ids, with_source
from app.services.cards.card_sheets import NEW_SOURCE, CardBefore, card_of, sheet_of, used_sources
from app.services.notes.left_out import keep_left_out
from app.services.notes.unfinished import Unfinished
from app.services.payers.kept_cards import KeptCards
from app.services.permission import require
from app.services.ports.card import CardShelf, Requires
from app.services.ports.store import Repositories, Store
from app.services.records.record_forms.payer_card import CardChoices
from app.services.records.records import Saved, unsaved_name
from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class OlderSheet:
    """A version of a card as a sheet: by whom it was kept and when (UTC).

    `by` is a name, empty where nobody knows; `at` is None then.
    """

    sheet: CardSheet
    by: str = ""
    at: dt.datetime | None = None


class CardDesk:
    """The sheets of one practice's payer cards, for whoever the trail names."""

    def __init__(
        self,
        store: Store,
        trail: Trail,
        shelf: CardShelf,
        today: Callable[[], dt.date],
        fresh_id: NewId = new_id,
    ) -> None:
        self._store = store
        self._trail = trail
        self._shelf = shelf
        self._kept = KeptCards(shelf, trail)
        self._today = today
        self.fresh_id = fresh_id
        self.unfinished = Unfinished(store, trail.who, trail.now)

    def choices(self, channels: Mapping[str, str]) -> CardChoices:
        """What the form of a card offers; `channels` are titles by id."""
        guides = dict(sorted(self._shelf.guides().items()))
        return CardChoices(
            titles={code: guide.title for code, guide in guides.items()},
            askable={code: askable(guide) for code, guide in guides.items()},
            channels=channels,
        )

    def before(self, card_id: str) -> CardBefore | None:
        """A card as it stands in the store now; None when there is none. Raises UnfitCard."""
        with self._store.reading() as found:
            card, rules = self._stored(found, card_id)
        return CardBefore(card, rules) if card else None

    def stored(self, sheet: CardSheet) -> CardSheet | None:
        """The sheet of a card as it stands in the store now. Raises UnfitCard."""
        before = self.before(sheet.id)
        return before.sheet if before else None

    def save(self, sheet: CardSheet) -> Saved[CardSheet]:
        """Keep a card as its next version; one that says nothing new stays as it is.

        What changed comes from the sheet's source, by whoever is at the keyboard. Raises
        StaleRecord when somebody else kept a version since, UnsaidSource when something changed and
        the sheet has no source, UnfitCard, NotAllowed, disk failures.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.EDIT_CARDS)
            stored, rules = self._stored(found, sheet.id)
            if (stored.version if stored else 0) != sheet.version:
                raise StaleRecord
            card, requires = self._with_sources(found, sheet, stored, rules)
            if (card, requires) != (stored, rules):
                card = self._kept.put(found, card, requires)
            found.unfinished.drop(self._trail.who, unsaved_name(sheet))
            before = sheet_of(stored, rules) if stored else None
        self.unfinished.saved(unsaved_name(sheet))
        return Saved(sheet_of(card, requires), before)

    def take_back(self, saved: Saved[CardSheet]) -> Saved[CardSheet]:
        """Put back what stood there before a save, as one version more. Raises as `save` does.

        Raises ValueError for the first save of a card: cards are never deleted.
        """
        if saved.before is None:
            raise ValueError("a first save cannot be taken back")
        with self._store.writing() as found:
            require(found, self._trail.who, Right.EDIT_CARDS)
            card, requires = self._kept.loaded(found, saved.record.id)
            if card.version != saved.record.version:
                raise StaleRecord
            older = found.payer_cards.versions(card.id)[1]
            back, rules = self._kept.read(older.text)
            retired = {*back.retired, *card.retired, *rule_ids(requires)} - rule_ids(rules)
            back = back.model_copy(update={"retired": tuple(sorted(retired))})
            now = sheet_of(self._kept.put(found, back, rules), rules)
            return Saved(now, sheet_of(card, requires))

    def keep_left_out(self, sheet: CardSheet, merged: Merge, decisions: Mapping[str, Side]) -> None:
        """Keep beside a card what a decision between two versions leaves out. Raises NotAllowed."""
        with self._store.writing() as found:
            require(found, self._trail.who, Right.EDIT_CARDS)
            keep_left_out(found, "card", sheet.id, not_taken(merged, decisions), self._trail)
            about = About("card", sheet.id)
            self._trail.add(found, Deed.VERSIONS_JOINED, about, fields=sorted(decisions))

    def versions(self, card_id: str) -> tuple[OlderSheet, ...]:
        """Every version of a card that was ever kept, the newest first."""
        with self._store.reading() as found:
            names = {each.id: each.name.full for each in found.staff.all()}
            return tuple(
                OlderSheet(self._older(each), names.get(each.by, ""), each.at)
                for each in found.payer_cards.versions(card_id)
            )

    def checked_again(self, card_id: str, source: str) -> CardSheet:
        """Renew a source: looked up again today, by whoever is at the keyboard; the new version.

        Raises MissingCard, UnfitCard, NotAllowed, disk failures; KeyError for no such source.
        """
        with self._store.writing() as found:
            require(found, self._trail.who, Right.EDIT_CARDS)
            card, requires = self._kept.loaded(found, card_id)
            renewed = card.sources[source].model_copy(
                update={"checked": self._today(), "author": self._kept.author(found)}
            )
            sources = {**card.sources, source: renewed}
            card = card.model_copy(update={"sources": sources})
            return sheet_of(self._kept.put(found, card, requires), requires)

    def _stored(self, found: Repositories, card_id: str) -> tuple[PayerCard | None, Requires]:
        if found.payer_cards.get(card_id) is None:
            return None, {}
        return self._kept.loaded(found, card_id)

    def _with_sources(
        self, found: Repositories, sheet: CardSheet, stored: PayerCard | None, rules: Requires
    ) -> tuple[PayerCard, Requires]:
        """The card and rules that a sheet says, with its source among the sources if it is used."""
        base = stored or PayerCard(id=sheet.id, payer=sheet.payer, version=0)
        card, requires = card_of(sheet, base, rules, NEW_SOURCE)
        if NEW_SOURCE not in used_sources(card, requires):
            return card, requires
        if sheet.source is None:
            raise UnsaidSource
        author = {"author": self._kept.author(found)}
        base, name = with_source(base, sheet.source.model_copy(update=author))
        return card_of(sheet, base, rules, name)

    def _older(self, version: CardVersion) -> CardSheet:
        """A version as a sheet; its facts alone where its rules fit the forms no more."""
        loaded, _ = self._shelf.read_card(version.text, "")
        return sheet_of(version.card, loaded.requires if loaded else {})
