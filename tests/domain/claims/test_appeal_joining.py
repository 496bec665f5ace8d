"""A letter written by two: what one changed is taken, what both changed is asked about."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims.appeal_joining import (
    TEXTS,
    WRITTEN_FIELDS,
    LeftOnAppeal,
    decided,
    joined,
    same_letter,
)
from app.domain.claims.claim import Appeal
from app.domain.notes.merging import Side

AT = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
WORDS = st.sampled_from(["", "one", "two"])
LISTS = st.sampled_from([(), ("a",), ("b",)])


@st.composite
def letters(draw: st.DrawFn) -> Appeal:
    """The same appeal, written in one way or another."""
    return Appeal(
        id="a1",
        kind="provider_dispute",
        begun_at=AT,
        begun_by="s1",
        note=draw(WORDS),
        request=draw(WORDS),
        words=draw(WORDS),
        quotes=draw(LISTS),
        documents=draw(LISTS),
        authorization=draw(WORDS),
        authorization_on=draw(st.sampled_from([None, AT.date()])),
    )


@given(letters(), letters(), letters())
def test_nothing_that_one_of_both_changed_gets_lost(
    base: Appeal, theirs: Appeal, mine: Appeal
) -> None:
    found = joined(LeftOnAppeal(base=base, mine=mine), theirs)
    for name in WRITTEN_FIELDS:
        old, other, own = (getattr(side, name) for side in (base, theirs, mine))
        changed = {value for value in (other, own) if value != old}
        if name in found.clashes:
            assert len(changed) == 2
            assert getattr(found.appeal, name) == other
        else:
            assert changed <= {getattr(found.appeal, name)}


@given(letters(), letters(), letters())
def test_a_decision_holds_and_asks_nothing_more(base: Appeal, theirs: Appeal, mine: Appeal) -> None:
    left = LeftOnAppeal(base=base, mine=mine)
    clashes = joined(left, theirs).clashes
    all_mine = decided(left, theirs, dict.fromkeys(clashes, "mine"))
    all_theirs = decided(left, theirs, dict.fromkeys(clashes, "theirs"))
    assert all(getattr(all_mine, name) == getattr(mine, name) for name in clashes)
    assert all(getattr(all_theirs, name) == getattr(theirs, name) for name in clashes)
    sides: dict[str, Side] = {name: "both" if name in TEXTS else "mine" for name in clashes}
    for name in set(clashes) & set(TEXTS):
        text = getattr(decided(left, theirs, sides), name)
        assert getattr(theirs, name) in text
        assert getattr(mine, name) in text


@given(letters(), letters())
def test_stored_once_more_it_changes_nothing(base: Appeal, mine: Appeal) -> None:
    left = LeftOnAppeal(base=base, mine=mine)
    stored = joined(left, base).appeal
    assert same_letter(stored, mine)
    assert same_letter(joined(left, stored).appeal, stored)
