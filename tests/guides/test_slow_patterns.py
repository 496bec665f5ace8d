"""Regular expressions of guides: the slow ones are refused, what is let through is fast."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.guides.slow_patterns import why_slow
from app.rules.checks.pattern import MOST_JUDGED


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("(a+)+b", "group"),
        ("(a|aa)*b", "group"),
        ("(?:[a-z]+ ?){2,}", "group"),
        (".*.*.*.*b", "too many"),
        ("a?" * 25 + "a" * 25 + "b", "too many"),
        ("(?:a|a)" * 40 + "b", "too many"),
        ("((a?))" * 40 + "b", "too many"),
        ("(.*|.+)" * 3 + "a?", "too many"),
        ("(?x)(a+) +b", "not judged"),
        ("(?x)(a+)#so\n+b", "not judged"),
        (r"(\w+) \1", "refers back"),
        (r"(?P<one>\w+) (?P=one)", "refers back"),
        (r"\w+(?=.*b)", "looks ahead"),
        (r"(?<!a)b", "not judged"),
        ("(?>a+)b", "not judged"),
        ("(?!.*(a|b)*)x", "group"),
    ],
)
def test_what_could_take_for_ever_is_refused(pattern: str, word: str) -> None:
    re.compile(pattern)
    assert word in why_slow(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "[0-9]{2}",
        r"(?i)(?!.*\b(office|clinic)\b)(?!(dr|doctor)\.?\s+\S+$)\S+\s+\S.*",
        "(a|b)?c",
        "(a*b|c*d|e*f|g*h)",
        "(a{1,300})?(b{1,300})?(c{1,300})?",
        "[A-Z]+-?[0-9]+ ?[A-Z]*?",
        r"[(+*)]+\(x\)",
        r"[]a]+[^]]*",
        "",
    ],
)
def test_plain_expressions_are_let_through(pattern: str) -> None:
    re.compile(pattern)
    assert why_slow(pattern) == ""


pieces = st.sampled_from(
    ["a", ".", "a*", ".+", "[ab]{1,}", "(a|b)", "(a)?", "(a|a)", "a?", "(?:ab)*"]
)


@given(st.lists(pieces, max_size=40).map("".join))
def test_nothing_let_through_takes_long_on_the_worst_text(pattern: str) -> None:
    """Every text of the longest length that almost matches; a slow one would hang this test."""
    if not why_slow(pattern):
        re.compile(pattern).fullmatch("a" * (MOST_JUDGED - 1) + "!")
