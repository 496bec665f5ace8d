"""How long a record is kept: never shorter than the rule, for minors not before majority."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain.requests.retention import RetentionRule, RetentionSource, years_after

DAYS = st.dates(dt.date(1940, 1, 1), dt.date(2060, 1, 1))
RULE = RetentionRule(
    state="MO",
    name="Missouri",
    years=7,
    minor_years=7,
    basis="rule",
    source=RetentionSource(title="A rule", authority="state law", checked=dt.date(2026, 11, 22)),
)


@given(DAYS, DAYS)
def test_nothing_goes_before_the_years_and_a_minors_record_not_before_majority(
    last: dt.date, born: dt.date
) -> None:
    day = RULE.not_before(last, born)
    assert day >= years_after(last, 7)
    if last < years_after(born, 18):
        assert day >= years_after(born, 25)


def test_an_adults_record_counts_from_the_last_entry() -> None:
    assert RULE.not_before(dt.date(2020, 2, 29), dt.date(1958, 4, 2)) == dt.date(2027, 3, 1)


def test_a_childs_record_counts_from_majority() -> None:
    assert RULE.not_before(dt.date(2020, 5, 5), dt.date(2012, 6, 1)) == dt.date(2037, 6, 1)


def test_a_visit_just_before_majority_counts_whichever_is_longer() -> None:
    rule = RULE.model_copy(update={"minor_years": 0})
    assert rule.not_before(dt.date(2030, 5, 31), dt.date(2012, 6, 1)) == dt.date(2037, 5, 31)
