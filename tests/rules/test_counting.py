"""What counts toward 100 %: each fact asked once, and what is wrong with a given one."""

from dataclasses import replace

from app.domain.guides.guide import Requirement
from app.rules.checks import not_future, required
from tests.small_guide import CHART, GUIDE, draft

RULES = (
    Requirement("day", "required", required.Params("day"), "day", "Give it.", "It is asked.", ""),
    Requirement(
        "past", "not_future", not_future.Params("day"), "day", "Mend it.", "It is not.", ""
    ),
)


def test_a_fact_is_counted_once_however_many_rules_judge_it() -> None:
    d = draft(guide=replace(GUIDE, requires=RULES))
    assert (d.state.total.asked(CHART), d.state.total.open(CHART)) == (1, 1)
    d.set_answer("day", "t")
    assert (d.state.total.asked(CHART), d.state.total.open(CHART)) == (1, 0)
    d.set_answer("day", "t+1")
    assert (d.state.total.asked(CHART), d.state.total.open(CHART)) == (2, 1)
    assert d.state.total.percent() == 50
