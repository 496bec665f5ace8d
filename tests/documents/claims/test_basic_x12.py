"""Text for electronic claims: only safe characters, no meaning lost, every change reported."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.claims.basic_x12 import BASIC, Changed, all_changed, basic_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("INR < 2.5, > 3", "INR less than 2.5, more than 3"),
        ("≥2 visits at 50%", "at least 2 visits at 50 percent"),
        ("1½ tablets", "1 1/2 tablets"),
        ("10³/µL", "10(3)/uL"),
        ("H₂O", "H2O"),
        ("2:05 PM and 14:30,", "2.05 PM and 14.30,"),
        ("epinephrine 1:100,000", "epinephrine 1 to 100,000"),
        ("Advice: hold it", "Advice - hold it"),
        ("“Müller’s” — café…", '"Muller\'s" - cafe...'),
        ("Łódź, Straße", "Lodz, Strasse"),
        ("β-blocker ~5 mg", "beta-blocker about 5 mg"),
        ("a~b*c^d", "a about b c d"),
        ("10^3", "10 3"),
        ("طبيب", "????"),
        ("line\nline\u200b", "line line"),
    ],
)
def test_a_meaning_stays_where_a_character_cannot(text: str, plain: str) -> None:
    assert basic_text(text).text == plain


@given(st.text())
def test_only_basic_characters_come_out(text: str) -> None:
    assert set(basic_text(text).text) <= BASIC


@given(st.text())
def test_every_change_is_reported_and_nothing_else(text: str) -> None:
    reported: Counter[str] = Counter()
    for changed in basic_text(text).changed:
        reported[changed.character] += changed.count
    assert reported == Counter(character for character in text if character not in BASIC)


@given(st.text(alphabet=sorted(BASIC)))
def test_basic_text_stays_as_it_is(text: str) -> None:
    assert basic_text(text) == basic_text(basic_text(text).text)
    assert (basic_text(text).text, basic_text(text).changed) == (text, ())


def test_changes_of_several_texts_are_counted_together() -> None:
    found = all_changed((basic_text("a: b"), basic_text("c: é")))
    assert found == (Changed(":", "-", 2), Changed("é", "e", 1))
