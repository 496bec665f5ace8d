"""Each kind of check with notes that meet it and notes that lack something."""

import datetime as dt
from types import ModuleType
from typing import Any

import pytest
from rpds import HashTrieMap, HashTrieSet

from app.domain.facts.facts import Facts
from app.domain.facts.known import Known
from app.domain.guides.answers import (
    Answer,
    Choice,
    Date,
    Diagnoses,
    DiagnosisCode,
    Evidence,
    Minutes,
    NotGiven,
    Person,
    Rows,
    Text,
    Time,
    Unreadable,
)
from app.domain.guides.condition import FieldIn
from app.domain.guides.paths import TOP
from app.domain.notes.note import EarlierNote
from app.rules import checks
from app.rules.checks import (
    apart,
    at_least,
    avoids_words,
    credentialed,
    date_order,
    differs_from_earlier,
    distinct_date,
    first_diagnosis,
    history_limit,
    min_length,
    never,
    no_blanks,
    not_counted_elsewhere,
    not_future,
    not_same_day,
    number_range,
    one_of,
    pattern,
    readable,
    required,
    supervised,
)
from app.rules.registry import REGISTRY

TODAY = dt.date(2026, 11, 22)
LAST_MONTH = dt.date(2026, 10, 22)
CALL_AT = dt.time(14, 30)
LONG = "The caregiver asked for a quiet room because earlier visits had ended in distress each time"
TEN = "Her sister drove them since the bus stops too early"
NINE = "Asked for short visits in the morning with breaks"
CARDIAC = LONG.replace("caregiver", "cardiologist").replace("quiet", "later")
EARLIER = (
    EarlierNote(
        *("e1", "D9997", LAST_MONTH, (LONG, TEN, NINE)),
        ((LAST_MONTH, CALL_AT, "Lena Cardwell"),),
    ),
    EarlierNote("e2", "D9311", TODAY, (CARDIAC,)),
)


def facts(answers: dict[str, Answer], code: str = "D9997") -> Facts:
    """Facts over some answers, with the earlier notes of this file."""
    about: dict[str, Answer] = {"code": Text(code), "today": Date(TODAY)}
    known = Known(TODAY, HashTrieMap(about), EARLIER)
    return Facts(HashTrieMap(answers), known, HashTrieSet())


def day(text: str) -> Date:
    """A date answer from ISO text."""
    return Date(dt.date.fromisoformat(text))


def activities(*kinds: str) -> dict[str, Answer]:
    """A table of activities, one row a kind."""
    rows = tuple(f"r{number}" for number, _ in enumerate(kinds))
    each = {f"a/{row}/kind": Choice(kind) for row, kind in zip(rows, kinds, strict=True)}
    return {"a": Rows(rows), **each}


WALK = FieldIn("a/kind", frozenset({"walk"}))

Case = tuple[ModuleType, Any, dict[str, Answer]]

MET: list[Case] = [
    (required, required.Params("x"), {"x": Text("phone")}),
    (required, required.Params("x"), {"x": NotGiven("none")}),
    (required, required.Params("x"), {"x": Unreadable("2/30", "No such day.")}),
    (one_of, one_of.Params("x", ("x", "y")), {"y": Minutes(5)}),
    (at_least, at_least.Params("a", "a", 1), activities("call")),
    (at_least, at_least.Params("a", "a", 2, WALK), activities("walk", "call", "walk")),
    (pattern, pattern.Params("x", r"\S+ \S+"), {"x": Text("Lena Cardwell ")}),
    (pattern, pattern.Params("x", r"\S+ \S+"), {}),
    (apart, apart.Params("x", "y"), {"x": Time(CALL_AT), "y": Time(dt.time(14, 50))}),
    (apart, apart.Params("x", "y"), {}),
    (min_length, min_length.Params("x", 5), {"x": Text("angina")}),
    (min_length, min_length.Params("x", 5), {}),
    (number_range, number_range.Params("x", 1, 480), {"x": Minutes(480)}),
    (number_range, number_range.Params("x", 1), {"x": Minutes(10_000)}),
    (date_order, date_order.Params("x", "x", ("y",)), {"x": day("2026-11-01"), "y": Date(TODAY)}),
    (date_order, date_order.Params("x", "x", ("y",)), {"x": Date(TODAY), "y": Date(TODAY)}),
    (date_order, date_order.Params("x", "x", ("y",)), {"x": Date(TODAY)}),
    (
        date_order,
        date_order.Params("x", "x", ("y",)),
        {"x": Time(dt.time(9)), "y": Time(CALL_AT)},
    ),
    (not_future, not_future.Params("x"), {"x": Date(TODAY)}),
    (not_same_day, not_same_day.Params("x", ("D0140",)), {"x": Text("D4341, D1110")}),
    (not_same_day, not_same_day.Params("x", ("D0140",)), {"x": NotGiven("none")}),
    (differs_from_earlier, differs_from_earlier.Params("x", ("x",)), {"x": Text(LONG[::-1])}),
    (differs_from_earlier, differs_from_earlier.Params("x", ("x",)), {"x": Text(NINE)}),
    (differs_from_earlier, differs_from_earlier.Params("x", ("x",)), {"x": Text(CARDIAC)}),
    (differs_from_earlier, differs_from_earlier.Params("x", ("x",)), {"x": NotGiven("none")}),
    (
        differs_from_earlier,
        differs_from_earlier.Params("x", ("x",)),
        {"x": Text(LONG.replace("each time", "last year"))},
    ),
    (distinct_date, distinct_date.Params("x"), {"x": Date(TODAY)}),
    (history_limit, history_limit.Params("x", 1, 365), {"x": Date(TODAY)}),
    (history_limit, history_limit.Params("x", 0, 31), {"x": Date(TODAY)}),
    (history_limit, history_limit.Params("x", 0), {"x": day("2026-10-21")}),
    (history_limit, history_limit.Params("x", 0), {}),
    (first_diagnosis, first_diagnosis.Params("x"), {"x": Diagnoses((DiagnosisCode("Z95.2", ""),))}),
    (first_diagnosis, first_diagnosis.Params("x"), {}),
    (first_diagnosis, first_diagnosis.Params("x"), {"x": Diagnoses(())}),
    (supervised, supervised.Params("x"), {"x": Person("A B", "dentist")}),
    (supervised, supervised.Params("x"), {"x": Person("A B", "assistant", supervisor="Dr. C")}),
    (credentialed, credentialed.Params("x"), {"x": Person("A B", "assistant", "RDA")}),
    (
        not_counted_elsewhere,
        not_counted_elsewhere.Params("t", "d", "t"),
        {"d": Date(TODAY), "t": Time(CALL_AT)},
    ),
    (not_counted_elsewhere, not_counted_elsewhere.Params("t", "d", "t"), {"d": Date(LAST_MONTH)}),
    (not_counted_elsewhere, not_counted_elsewhere.Params("t", "d", "t"), {"t": Time(CALL_AT)}),
    (
        avoids_words,
        avoids_words.Params("x", ("x",), ("medical clearance",)),
        {"x": Text('He wrote "Medical clearance given".')},
    ),
    (
        avoids_words,
        avoids_words.Params("x", ("x",), ("medical clearance",)),
        {"x": NotGiven("none")},
    ),
    (readable, readable.Params("x"), {"x": Date(TODAY)}),
    (no_blanks, no_blanks.Params("x"), {"x": Text("5 mg_daily * once")}),
]

LACKING: list[Case] = [
    (required, required.Params("x"), {}),
    (required, required.Params("x"), {"x": Text("   ")}),
    (required, required.Params("x"), {"x": Evidence(())}),
    (one_of, one_of.Params("x", ("x", "y")), {"x": Unreadable("soon", "Not minutes.")}),
    (at_least, at_least.Params("a", "a", 1), {}),
    (at_least, at_least.Params("a", "a", 2, WALK), activities("walk", "call")),
    (pattern, pattern.Params("x", r"\S+ \S+"), {"x": Text("Cardwell")}),
    (pattern, pattern.Params("x", "a+"), {"x": Text("a" * 301)}),
    (apart, apart.Params("x", "y"), {"x": Time(CALL_AT), "y": Time(CALL_AT)}),
    (min_length, min_length.Params("x", 5), {"x": Text("  yes  ")}),
    (number_range, number_range.Params("x", 1, 480), {"x": Minutes(0)}),
    (number_range, number_range.Params("x", 1, 480), {"x": Minutes(481)}),
    (date_order, date_order.Params("x", "x", ("y",)), {"x": Date(TODAY), "y": day("2026-11-01")}),
    (not_future, not_future.Params("x"), {"x": day("2026-11-23")}),
    (not_same_day, not_same_day.Params("x", ("D0140",)), {"x": Text("d4341;d0140")}),
    (differs_from_earlier, differs_from_earlier.Params("x", ("x",)), {"x": Text(LONG.upper())}),
    (differs_from_earlier, differs_from_earlier.Params("x", ("x",)), {"x": Text(TEN)}),
    (
        differs_from_earlier,
        differs_from_earlier.Params("x", ("x",)),
        {"x": Text(LONG.replace("each time", "each day"))},
    ),
    (distinct_date, distinct_date.Params("x"), {"x": Date(LAST_MONTH)}),
    (
        distinct_date,
        distinct_date.Params("x"),
        {
            "x": Date(TODAY),
            "earlier_history": Rows(("r1",)),
            "earlier_history/r1/date": Date(TODAY),
            "earlier_history/r1/code": Text("d9997"),
        },
    ),
    (history_limit, history_limit.Params("x", 0, 32), {"x": Date(TODAY)}),
    (history_limit, history_limit.Params("x", 0, 365), {"x": Date(LAST_MONTH)}),
    (history_limit, history_limit.Params("x", 0), {"x": day("2036-11-22")}),
    (
        first_diagnosis,
        first_diagnosis.Params("x"),
        {"x": Diagnoses((DiagnosisCode("Z59.82", ""), DiagnosisCode("Z95.2", "")))},
    ),
    (supervised, supervised.Params("x"), {"x": Person("A B", "care_coordinator")}),
    (credentialed, credentialed.Params("x"), {"x": Person("A B", "assistant", " ")}),
    (
        not_counted_elsewhere,
        not_counted_elsewhere.Params("t", "d", "t"),
        {"d": Date(LAST_MONTH), "t": Time(CALL_AT)},
    ),
    (
        avoids_words,
        avoids_words.Params("x", ("x",), ("medical clearance",)),
        {"x": Text("We await Medical Clearance.")},
    ),
    (readable, readable.Params("x"), {"x": Unreadable("2/30", "No such day.")}),
    (no_blanks, no_blanks.Params("x"), {"x": Text("Takes ___ mg")}),
    (no_blanks, no_blanks.Params("x"), {"x": Text("Takes {dose} mg")}),
    (never, never.Params("x"), {}),
]


def _name(case: Case) -> str:
    return str(case[0].KIND)


@pytest.mark.parametrize("case", MET, ids=map(_name, MET))
def test_a_complete_note_meets_the_check(case: Case) -> None:
    module, params, answers = case
    kind = REGISTRY[module.KIND]
    assert kind.check(params, facts(answers), TOP)


@pytest.mark.parametrize("case", LACKING, ids=map(_name, LACKING))
def test_a_lacking_note_does_not(case: Case) -> None:
    module, params, answers = case
    kind = REGISTRY[module.KIND]
    assert not kind.check(params, facts(answers), TOP)


def test_every_kind_has_both_examples_and_says_so() -> None:
    complete = {_name(case) for case in MET} | {"never"}  # never is never met
    assert complete == {_name(case) for case in LACKING} == set(REGISTRY)
    for name in REGISTRY:
        text = getattr(checks, name).__doc__
        assert "Complete: " in text
        assert "Lacking: " in text


def test_a_check_reads_what_it_says_it_reads() -> None:
    """The engine judges again only when a declared field changes, so nothing else may be read."""
    for module, params, answers in [*MET, *LACKING]:
        kind = REGISTRY[module.KIND]
        asked: set[str] = set()

        class Watching(Facts):
            def read(self, path: str, asked: set[str] = asked) -> Answer | None:
                asked.add("/".join(path.split("/")[::2]))
                return super().read(path)

        plain = facts(answers)
        kind.check(params, Watching(plain.answers, plain.known, plain.hidden), TOP)
        declared = set(kind.reads(params))
        tables = {path.rpartition("/")[0] for path in declared}
        assert asked <= declared | tables | {"code", "today", ""}, module
