"""What is called impossible is impossible: every combination of answers is tried."""

from itertools import product
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.guides.answers import Answer, Choice, YesNo
from app.domain.guides.condition import Condition
from app.domain.guides.guide import Field, FieldKind, Option
from app.domain.guides.paths import TOP
from app.guides.condition_file import ConditionFile
from app.guides.names import Names
from app.guides.placed import Placed
from app.guides.reachable import Reach
from app.guides.schema import FieldFile

Written = dict[str, Any]
OPTIONS = ("x", "y", "z")
FIELDS = (
    Field("a", FieldKind.CHOICE, "A", options=tuple(Option(o, o) for o in OPTIONS)),
    Field("b", FieldKind.YES_NO, "B"),
    Field("c", FieldKind.YES_NO, "C"),
)
ANSWERS: tuple[tuple[Answer | None, ...], ...] = (
    (None, *(Choice(option) for option in OPTIONS)),
    (None, YesNo(True), YesNo(False)),
    (None, YesNo(True), YesNo(False)),
)


class Visible(dict[str, Answer]):
    """Visible answers by path."""

    def read(self, path: str) -> Answer | None:
        return self.get(path)


def conditions(*fields: str) -> st.SearchStrategy[Any]:
    """Conditions over some of the fields, as written in a file."""
    simple = st.one_of(
        st.builds(
            lambda field, values: {"field": field, "in": values},
            st.just("a"),
            st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=2),
        ),
        *(
            st.builds(lambda value, name=name: {"field": name, "is": value}, YES_NO)
            for name in fields
            if name != "a"
        ),
        st.builds(
            lambda field, given: {"field": field, "answered": given},
            st.sampled_from(fields),
            st.booleans(),
        ),
    )
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=5,
    )


YES_NO = st.sampled_from(["yes", "no"])


def some_answers_do(b_when: Condition, c_when: Condition, wanted: Condition) -> bool:
    """Whether any answers show `c` and fulfil what is wanted."""
    for a, b, c in product(*ANSWERS):
        visible = Visible({"a": a} if a else {})
        if b and b_when.holds(visible, TOP):
            visible["b"] = b
        if not c_when.holds(visible, TOP):
            continue
        if c:
            visible["c"] = c
        if wanted.holds(visible, TOP):
            return True
    return False


def is_possible(b_when: Written, c_when: Written, wanted: Written) -> tuple[bool, bool]:
    """What Reach says, and what trying everything says."""
    b, c, w = (ConditionFile.model_validate(each) for each in (b_when, c_when, wanted))
    kinds = (FieldKind.CHOICE, FieldKind.YES_NO, FieldKind.YES_NO)
    placed = [
        Placed(FieldFile(id=f.path, kind=kind, label="-", show_when=when), f.path, (), order)
        for order, (f, kind, when) in enumerate(zip(FIELDS, kinds, (None, b, c), strict=True))
    ]
    said = Reach(placed, Names(FIELDS)).can_hold((w,), "c")
    return said, some_answers_do(b.condition(), c.condition(), w.condition())


@given(conditions("a"), conditions("a", "b"), conditions("a", "b", "c"))
@example({"field": "a", "in": ["x"]}, {"field": "b", "is": "yes"}, {"field": "a", "in": ["y"]})
def test_nothing_possible_is_refused(b_when: Written, c_when: Written, wanted: Written) -> None:
    said, true = is_possible(b_when, c_when, wanted)
    assert said or not true


def test_plain_contradictions_are_found_through_the_fields_they_read() -> None:
    x, y = {"field": "a", "in": ["x"]}, {"field": "a", "in": ["y"]}
    b_yes, b_no = {"field": "b", "is": "yes"}, {"field": "b", "is": "no"}
    anything = {"any": [x, {"not": x}]}
    for b_when, c_when, wanted in (
        (anything, x, y),
        (anything, anything, {"all": [x, {"not": x}]}),
        (x, b_yes, y),  # b shows only with x, and c only with an answer of b
        (anything, b_yes, {"any": [b_no, {"all": [x, y]}]}),
    ):
        assert is_possible(b_when, c_when, wanted) == (False, False)
