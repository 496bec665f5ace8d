"""Shipped retention rules load clean and say where they come from; mistakes are all told."""

from pathlib import Path

import pytest

from app.domain.requests.retention import DEFAULT
from app.guides.retention import load_retention, read_retention
from app.paths import resources_folder

SHIPPED, PROBLEMS = load_retention(resources_folder() / "retention")

RULE = """\
state: XX
name: An invented state
years: 7
minor_years: 7
basis: rule
source: {title: A rule, authority: state law, checked: 2026-11-22, where: section 1}
"""


def test_the_shipped_rules_have_no_problems_and_a_default_that_says_what_it_is() -> None:
    assert PROBLEMS == ()
    assert {"MO", "NH", "MI", "TX", "IA", DEFAULT} == set(SHIPPED)
    assert SHIPPED[DEFAULT].basis == "general_knowledge"
    assert SHIPPED[DEFAULT].years == max(rule.years for rule in SHIPPED.values())


def test_what_was_not_read_in_the_rule_itself_says_so() -> None:
    for rule in SHIPPED.values():
        assert rule.basis == "rule" or rule.note, rule.state


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("years: 7\nminor", "years: many\nminor", "years"),
        ("basis: rule", "basis: hearsay", "basis"),
        (", where: section 1", "", "Say where it was read"),
        ("state: XX", "state: Xx", "state"),
        ("name: An", "nome: An", "nome"),
    ],
)
def test_a_mistake_is_told(old: str, new: str, words: str) -> None:
    rule, problems = read_retention(RULE.replace(old, new), "xx.yaml")
    assert rule is None
    assert any(words in problem.text for problem in problems), problems


def test_a_folder_without_a_default_or_with_two_rules_for_a_state_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(RULE, "utf-8")
    assert "default" in load_retention(tmp_path)[1][0].text
    (tmp_path / "b.yaml").write_text(RULE, "utf-8")
    rules, problems = load_retention(tmp_path)
    assert set(rules) == {"XX"}
    assert "another rule for “XX”" in problems[0].text
