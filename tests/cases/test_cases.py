"""Every case of every guide has exactly the open items it says, and tells what it says."""

import pytest

from app.documents.narrative.narrative import FULL, fit, tell
from app.domain.facts.facts import Facts
from app.rules.engine import evaluate
from app.rules.state import Evaluation
from tests.cases.reader import FOLDER, Case, load_cases

CODES = sorted(path.stem for path in FOLDER.glob("*.yml"))
CASES = [case for code in CODES for case in load_cases(code)]
FEWEST = 25


def judged(case: Case) -> Evaluation:
    return evaluate(case.guide, case.answers, case.known, case.reasons)


def each_case() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.file.id}")


@each_case()
def test_exactly_the_items_named_are_open(case: Case) -> None:
    assert case.problems == ()
    found = [item.id for item in judged(case).open_items]
    assert sorted(found) == sorted(case.file.open)


@each_case()
def test_silent_items_and_percent_where_given(case: Case) -> None:
    state = judged(case)
    if case.file.silent is not None:
        assert sorted(item.id for item in state.invitations) == sorted(case.file.silent)
    if case.file.percent is not None:
        assert state.total.percent() == case.file.percent
    assert (state.total.percent() == 100) == (not case.file.open)


@each_case()
def test_the_narrative_tells_it_and_nothing_else(case: Case) -> None:
    facts = Facts(case.answers, case.known, judged(case).hidden)
    text = fit(tell(case.guide.guide, facts), FULL).text
    assert [part for part in case.file.narrative_has if part not in text] == []
    assert [part for part in case.file.narrative_lacks if part in text] == []
    assert not set("{}[]") & set(text)


@pytest.mark.parametrize("code", CODES)
def test_there_are_enough_cases_each_with_a_name_of_its_own(code: str) -> None:
    names = [case.file.id for case in CASES if case.code == code]
    assert len(names) >= FEWEST
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("code", CODES)
def test_some_cases_are_complete_and_most_lack_something(code: str) -> None:
    lacking = [bool(case.file.open) for case in CASES if case.code == code]
    assert lacking.count(False) >= 3
    assert lacking.count(True) >= lacking.count(False)


def test_a_request_that_waits_leads_to_where_its_own_row_stands() -> None:
    case = next(each for each in CASES if each.file.id == "pending-signed-the-same-day")
    assert [item.path for item in judged(case).open_items] == ["consultations/r1/state"]
