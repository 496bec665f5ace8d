"""Which spell an entry of a draft belongs to: whoever made it, from the first late edit on."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain.notes.late import LateSpell, spell_of

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
FIRST, SECOND = LateSpell(NOON, "ada", "The lab called"), LateSpell(NOON + 4 * DAY, "bo", "")


def test_an_entry_belongs_to_the_last_spell_that_had_begun() -> None:
    spells = (FIRST, SECOND)
    assert spell_of(spells, NOON - DAY) is None
    assert spell_of(spells, NOON) is FIRST
    assert spell_of(spells, NOON + 3 * DAY) is FIRST
    assert spell_of(spells, NOON + 4 * DAY) is SECOND
    assert spell_of((), NOON) is None


@given(st.lists(st.integers(-100, 100)), st.integers(-100, 100))
def test_what_is_entered_after_the_first_spell_began_is_late(begun: list[int], at: int) -> None:
    hours = [NOON + dt.timedelta(hours=each) for each in begun]
    moment = NOON + dt.timedelta(hours=at)
    found = spell_of([LateSpell(each, "ada", "") for each in hours], moment)
    assert (found is not None) == any(each <= moment for each in hours)
