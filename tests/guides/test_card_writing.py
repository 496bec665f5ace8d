"""A card that is written reads back as the very same card, whatever it says."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.guide import Guide, Requirement
from app.domain.payer import (
    AppealRule,
    CardRule,
    CardSource,
    PayerCard,
    UseLimit,
    Window,
)
from app.domain.people import Address, PayerType
from app.guides.card_writing import write_card
from app.guides.cards import LoadedCard, read_card
from app.guides.catalogue import load_guides
from app.paths import resources_folder

PAYERS = sorted((resources_folder() / "payers").glob("*.yaml"))
SOURCES = ("own/S1", "own/P 1", "own/no")

_words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60).map(
    str.strip
)
_named = st.one_of(st.sampled_from(["no", "null", "1", "2026-11-22", "own/S1", "- a: b"]), _words)
_some = _named.filter(bool)
_windows = st.none() | st.builds(
    Window,
    amount=st.integers(1, 3650),
    unit=st.sampled_from(["days", "work_days", "months"]),
    counted_from=st.sampled_from(["service", "eob", "eob_received", "request", "decision"]),
)
_sources = st.builds(
    CardSource,
    title=_some,
    authority=_named,
    checked=st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    where=_named,
    author=_named,
    evidence=_named,
)
_addresses = st.builds(Address, street=_named, city=_named, state=_named, zip=_named)
_sources_of_facts = st.sampled_from(SOURCES)
_appeals = st.builds(
    AppealRule,
    kind=st.sampled_from(["documents", "peer_review", "fair_hearing"]),
    level=st.integers(1, 5),
    window=_windows,
    answered_in=st.integers(0, 365),
    signer=st.sampled_from(["treating_dentist", "practice", "member", "unknown"]),
    how=_named,
    source=st.sampled_from(("", *SOURCES)),
)
_rules = st.builds(
    CardRule,
    covered=st.sampled_from(["yes", "no", "by_plan", "unknown"]),
    repeat=st.sampled_from(["unknown", "per_date", "trigger"]),
    repeat_note=_named,
    limits=st.lists(
        st.builds(
            UseLimit,
            most=st.integers(1, 99),
            per=st.sampled_from(["day", "months", "lifetime"]),
            months=st.integers(0, 120),
            remark=_named,
        ),
        max_size=2,
    ).map(tuple),
    records=st.sampled_from(["narrative", "chart_note", "both", "unknown"]),
    attachments=st.sampled_from(["required", "unless_asked", "never", "unknown"]),
    same_day_exclusions=st.lists(_named, max_size=2).map(tuple),
    channel=_named,
    narrative_limit=st.none() | st.integers(0, 9999),
    source=st.sampled_from(("", *SOURCES)),
    said_by=st.dictionaries(st.sampled_from(["covered", "limits"]), _sources_of_facts),
)
_cards = st.builds(
    PayerCard,
    id=st.just("own"),
    payer=_some,
    version=st.integers(1, 99),
    payer_ids=st.lists(_named, max_size=2).map(tuple),
    payer_types=st.lists(st.sampled_from(PayerType), max_size=3).map(tuple),
    address=_addresses,
    appeals_address=_addresses,
    phone=_named,
    timely_filing=_windows,
    information_window=_windows,
    appeals=st.lists(_appeals, max_size=3).map(tuple),
    fresh_days=st.integers(30, 1825),
    said_by=st.dictionaries(st.sampled_from(["phone", "timely_filing"]), _sources_of_facts),
    sources=st.fixed_dictionaries(dict.fromkeys(SOURCES, _sources)),
    codes=st.dictionaries(st.sampled_from(["D9311", "D9997", "D0140"]), _rules),
    retired=st.lists(st.sampled_from(["CARD-D9311-npi", "CARD-D9311-a_2"]), unique=True).map(tuple),
)


@pytest.fixture(scope="module")
def guides() -> Mapping[str, Guide]:
    found, _ = load_guides(resources_folder() / "guides")
    return found


@settings(deadline=None)
@given(card=_cards)
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
