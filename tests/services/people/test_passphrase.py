"""What a passphrase must be, one sentence at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.people.passphrase import passphrase_problems

SHORT = "Use at least 12 characters. Four words with blanks are easy to recall."
SAME = "Use more different characters. Repeated ones are guessed first."
COMMON = "Choose less common words. This passphrase would be among the first guesses."


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", SHORT),
        ("Tr0ub4dor&3", SHORT),
        ("   short     ", SHORT),
        ("aaaaaaaaaaaaaaaa", SAME),
        ("abab abab abab", SAME),
        ("PasswordPassword", COMMON),
        ("password 2026!!", COMMON),
        ("Chartproof123456", COMMON),
        ("1234567890123", COMMON),
        ("qwertyuiop12", COMMON),
        ("dental office 1", COMMON),
        ("letmein letmein 99", COMMON),
    ],
)
def test_a_weak_passphrase_gets_one_sentence(typed: str, problem: str) -> None:
    assert passphrase_problems(typed) == (problem,)


@pytest.mark.parametrize(
    "typed",
    [
        "four quiet green chairs",
        "grün-weiße Lampe im Flur",
        "Brightsmile dental office",
        "k7#Vq2!mZp9x",
        "ngồi trên mái nhà",
        "मेरी छत पर बिल्ली",
    ],
)
def test_a_good_passphrase_passes(typed: str) -> None:
    assert passphrase_problems(typed) == ()


@given(st.text(st.characters(), max_size=60))
def test_whatever_is_typed_is_answered_by_at_most_one_sentence(typed: str) -> None:
    problems = passphrase_problems(typed)
    assert len(problems) <= 1
    assert all(typed not in problem for problem in problems if len(typed) > 3)
