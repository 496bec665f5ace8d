"""Which predetermination or prior authorization a note may name."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims.authorization import Authorization, granted
from app.domain.practice.people import Coverage
from tests.storage import samples

DAY = dt.date(2026, 11, 22)
PLAN = Coverage(payer="Sample Dental Plan")


def _prior(**changes: object) -> Authorization:
    usual = {"begins": dt.date(2026, 11, 1), "until": dt.date(2026, 12, 31), "units": 2}
    return samples.prior_authorization(**{**usual, **changes})


def test_a_fitting_one_is_named() -> None:
    assert granted([_prior()], {}, PLAN, "D9311", DAY).prior == _prior()
    assert granted([_prior(codes=())], {}, PLAN, "D9997", DAY).prior is not None


def test_what_does_not_fit_is_not_named() -> None:
    for other in (
        _prior(decision="denied"),
        _prior(decision=""),
        _prior(number=""),
        _prior(codes=("D9997",)),
        _prior(payer="Other Plan"),
        _prior(coverage_order=2),
        _prior(begins=DAY + dt.timedelta(days=1)),
    ):
        found = granted([other], {}, PLAN, "D9311", DAY)
        assert (found.prior, found.is_over, found.is_used_up) == (None, False, False)


def test_one_that_ended_or_is_used_up_is_told_apart() -> None:
    over = granted([_prior(until=DAY - dt.timedelta(days=1))], {}, PLAN, "D9311", DAY)
    assert (over.prior, over.is_over, over.is_used_up) == (None, True, False)
    used = granted([_prior()], {"PA-1": 2}, PLAN, "D9311", DAY)
    assert (used.prior, used.is_over, used.is_used_up) == (None, False, True)
    other = _prior(id="a2", number="PA-2")
    both = granted([_prior(), other], {"PA-1": 2}, PLAN, "D9311", DAY)
    assert (both.prior, both.is_used_up) == (other, False)


def test_an_estimate_is_never_taken_for_an_authorization() -> None:
    estimate = _prior(kind="predetermination", decision="estimate")
    found = granted([estimate], {}, PLAN, "D9311", DAY)
    assert (found.predetermination, found.prior) == (estimate, None)


@given(
    st.lists(
        st.tuples(st.integers(-40, 40), st.integers(0, 3), st.integers(0, 3)),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_named_lasts_has_services_left_and_ends_first(
    drawn: list[tuple[int, int, int]],
) -> None:
    records = [
        _prior(id=f"a{at}", number=f"PA-{at}", until=DAY + dt.timedelta(days=days), units=units)
        for at, (days, units, _) in enumerate(drawn)
    ]
    used = {f"PA-{at}": count for at, (_, _, count) in enumerate(drawn)}
    found = granted(records, used, PLAN, "D9311", DAY)
    good = [r for r in records if not r.is_over(DAY) and not r.is_used_up(used[r.number])]
    if not good:
        assert found.prior is None
        assert found.is_over or found.is_used_up
        return
    assert found.prior in good
    assert found.prior is not None
    assert found.prior.until == min(each.until for each in good if each.until)
    assert not found.is_over
    assert not found.is_used_up
