"""Comments of a payer card's file stay when the program writes the card anew."""

import dataclasses
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.guides.guide import Guide
from app.domain.payers.payer import PayerCard
from app.guides.card_writing import write_card
from app.guides.cards import LoadedCard, read_card
from app.guides.catalogue import load_guides
from app.paths import resources_folder
from tests.domain.payers.card_strategy import cards

WRITTEN = """\
# Written by the front desk.
id: own

payer: Testwell Dental   # as on the ID card
sources:
  S1:
    # Marisol read it out
    title: >-
      Manual
      # 4, second part
    checked: 2026-11-22
codes:
  D9311:
    covered: "yes"  # only by phone
    source: S1
    requires:
      # ask twice
      - id: CARD-D9311-diagnosis
        check: required
        field: diagnoses
        say: Add "the # diagnosis".
        because: They ask.  # said on the phone
        source: S1
# end of the card
"""


@pytest.fixture(scope="module")
def guides() -> Mapping[str, Guide]:
    found, _ = load_guides(resources_folder() / "guides")
    return found


def loaded(text: str, guides: Mapping[str, Guide]) -> LoadedCard:
    """The card of a sound text."""
    card, problems = read_card(text, "own.yaml", guides)
    assert card is not None, problems
    return card


def test_each_comment_stands_above_its_entry(guides: Mapping[str, Guide]) -> None:
    before = loaded(WRITTEN, guides)
    text = write_card(before, WRITTEN)
    assert loaded(text, guides) == before
    assert text.startswith("# Written by the front desk.\nid: own\n# as on the ID card\npayer:")
    assert "    # Marisol read it out\n    title: 'Manual # 4, second part'\n" in text
    assert "    # ask twice\n    - id: CARD-D9311-diagnosis\n" in text
    assert text.endswith("# end of the card\n")
    assert write_card(before, text) == text


def test_a_comment_of_an_entry_that_is_gone_stays_with_what_held_it(
    guides: Mapping[str, Guide],
) -> None:
    before = loaded(WRITTEN, guides)
    after = dataclasses.replace(before, requires={})
    text = write_card(after, WRITTEN)
    assert loaded(text, guides) == after
    kept = ("    # only by phone", "  # ask twice", "  # said on the phone")
    assert [each for each in kept if each in text.partition("codes:")[2]] == list(kept)


@settings(deadline=None)
@given(card=cards(), data=st.data())
def test_no_comment_is_lost_and_the_card_reads_the_same(
    card: PayerCard, data: st.DataObject
) -> None:
    """Comments are put between the lines of one card and taken along into another."""
    lines = write_card(LoadedCard(card, {})).split("\n")
    places = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=5))
    for number, place in enumerate(sorted(places, reverse=True)):
        lines.insert(place, f"# said {number}")
    before = "\n".join(lines)
    if read_card(before, "own.yaml", {}) != (LoadedCard(card, {}), ()):
        return  # it fell into a text of several lines, where it is no comment
    other = data.draw(cards())
    text = write_card(LoadedCard(other, {}), before)
    assert read_card(text, "own.yaml", {}) == (LoadedCard(other, {}), ())
    assert all(f"# said {number}" in text for number in range(len(places)))
