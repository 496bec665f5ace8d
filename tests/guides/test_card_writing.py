"""A card that is written reads back as the very same card, whatever it says."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings

from app.domain.guides.guide import Guide, Requirement
from app.domain.payers.payer import CardRule, CardSource, PayerCard
from app.guides.card_writing import write_card
from app.guides.cards import LoadedCard, read_card
from app.guides.catalogue import load_guides
from app.paths import resources_folder
from tests.domain.payers.card_strategy import cards

PAYERS = sorted((resources_folder() / "payers").glob("*.yaml"))


@pytest.fixture(scope="module")
def guides() -> Mapping[str, Guide]:
    found, _ = load_guides(resources_folder() / "guides")
    return found


@settings(deadline=None)
@given(card=cards())
def test_any_card_reads_back_as_it_was_written(card: PayerCard) -> None:
    text = write_card(LoadedCard(card, {}))
    assert read_card(text, "own.yaml", {}) == (LoadedCard(card, {}), ())


@pytest.mark.parametrize("path", PAYERS, ids=lambda path: path.stem)
def test_every_card_that_ships_reads_back_as_it_was(
    path: Path, guides: Mapping[str, Guide]
) -> None:
    loaded, problems = read_card(path.read_text("utf-8"), path.name, guides)
    assert loaded is not None, problems
    assert read_card(write_card(loaded), path.name, guides) == (loaded, ())


def test_every_rule_of_a_guide_could_stand_in_a_card(guides: Mapping[str, Guide]) -> None:
    """The guides use every kind of check and condition: written in a card they stay the same."""
    for code, guide in guides.items():
        source = CardSource(title="Manual", checked=dt.date(2026, 11, 22))
        card = PayerCard(
            id="own", payer="Own", sources={"own/S1": source}, codes={code: CardRule()}
        )
        rules = tuple(
            _as_cards(rule, number)
            for number, rule in enumerate(guide.requires)
            if "-fit-" not in rule.id
        )
        loaded = LoadedCard(card, {code: rules})
        assert read_card(write_card(loaded), "own.yaml", guides) == (loaded, ())


def _as_cards(rule: Requirement, number: int) -> Requirement:
    return dataclasses.replace(rule, id=f"CARD-X-{number}", source="own/S1")
