"""A payer card becomes facts and added rules; its mistakes are reported like a guide's."""

import pytest

from app.domain.guides.guide import Purpose
from app.domain.payers.payer import AppealRule, UseLimit, Window
from app.guides.cards import read_card
from tests.guides.sample import sound

CARD = """\
id: example-mutual
payer: Example Mutual Dental
sources:
  P1: {title: Manual, checked: 2026-11-22}
codes:
  D9311:
    covered: by_plan
    repeat: per_date
    source: P1
    requires:
      - id: CARD-D9311-quantity
        check: number_range
        field: quantity
        high: 1
        needed_for: [payer]
        say: Report one unit.
        because: This payer pays one.
        source: P1
  D9991:
    repeat: trigger
"""


def test_a_card_gives_its_facts_and_rules_with_sources_of_its_own() -> None:
    loaded, problems = read_card(CARD, "card.yaml", {"D9311": sound()})
    assert problems == ()
    assert loaded is not None
    assert loaded.card.codes["D9311"].repeat == "per_date"
    assert loaded.card.codes["D9991"].repeat == "trigger"
    (rule,) = loaded.requires["D9311"]
    assert (rule.id, rule.field, rule.needed_for) == (
        "CARD-D9311-quantity",
        "quantity",
        frozenset({Purpose.PAYER}),
    )
    # A guide may have a source P1 too.
    assert rule.source == "example-mutual/P1" == loaded.card.codes["D9311"].source
    assert list(loaded.card.sources) == ["example-mutual/P1"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (
            "repeat: per_date",
            "repeat: each_day",
            8,
            "must be unknown, per_date or trigger",
        ),
        ("    source: P1\n    requires", "    source: P2\n    requires", 9, "“P2” is not among"),
        ("id: CARD-D9311", "id: D9311-P11", 11, "begins with “CARD-”"),
        ("field: quantity", "field: quantty", 13, "Did you mean “quantity”"),
        ("high: 1", "hihg: 1", 14, "“hihg” is not known here"),
        ("id: example-mutual", "id: example mutual", 1, "letters, digits"),
        ("    repeat: trigger\n", "    requires: [x]\n", 20, "“name: value” lines"),
    ],
)
def test_mistakes_in_a_card(old: str, new: str, line: int, words: str) -> None:
    loaded, problems = read_card(CARD.replace(old, new), "card.yaml", {"D9311": sound()})
    assert loaded is None
    found = [(problem.line, words in problem.text) for problem in problems]
    assert found == [(line, True)], problems


FACTS = """\
id: own
payer: Own Dental
phone: 614-555-0100
timely_filing: {amount: 12, unit: months, counted_from: service}
appeals:
  - {kind: peer_review, source: P1}
said_by: {phone: P1}
sources:
  P1: {title: Manual, checked: 2026-11-22}
codes:
  D9311:
    attachments: unless_asked
    limits: [{per: months, months: 6}]
    said_by: {limits: P1}
retired: [CARD-D9311-npi]
"""


RETIRED = "[{id: CARD-D9311-npi, check: required, field: quantity, say: A, because: B, source: P1}]"


def test_every_fact_beside_the_codes_is_read_with_its_source() -> None:
    loaded, problems = read_card(FACTS, "card.yaml", {"D9311": sound()})
    assert problems == ()
    assert loaded is not None
    card = loaded.card
    assert (card.phone, card.said_by) == ("614-555-0100", {"phone": "own/P1"})
    assert card.timely_filing == Window(amount=12, unit="months", counted_from="service")
    assert card.appeals == (AppealRule(kind="peer_review", source="own/P1"),)
    assert card.codes["D9311"].said_by == {"limits": "own/P1"}
    assert card.codes["D9311"].limits == (UseLimit(per="months", months=6),)
    assert card.retired == ("CARD-D9311-npi",)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("said_by: {phone: P1}", "said_by: {phone: P2}", 7, "“P2” is not among"),
        ("said_by: {phone: P1}", "said_by: {phon: P1}", 7, "Did you mean “phone”"),
        ("peer_review, source: P1", "peer_review, source: PX", 6, "“PX” is not among"),
        ("limits: P1", "limits: P9", 14, "“P9” is not among"),
        ("said_by: {limits", "said_by: {limit", 14, "Did you mean “limits”"),
        ("phone: 614", "fone: 614", 3, "“fone” is not known here"),
        ("counted_from: service", "counted_from: yesterday", 4, "must be service"),
        ("months: 6}", "months: 0}", 13, "how many months"),
        ("kind: peer_review, ", "", 6, "“kind” is missing"),
        (
            "    said_by: {limits: P1}",
            f"    requires: {RETIRED}",
            14,
            "among the retired ids",
        ),
    ],
)
def test_mistakes_beside_the_codes(old: str, new: str, line: int, words: str) -> None:
    loaded, problems = read_card(FACTS.replace(old, new, 1), "card.yaml", {"D9311": sound()})
    assert loaded is None
    found = [(problem.line, words in problem.text) for problem in problems]
    assert found == [(line, True)], problems


def test_rules_for_a_code_without_a_guide_are_refused() -> None:
    loaded, problems = read_card(CARD, "card.yaml", {})
    assert loaded is None
    assert "There is no guide for D9311" in str(problems[0])
