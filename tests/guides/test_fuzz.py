"""Whatever happens to a guide file, reading it ends with a guide or problems, never a crash."""

import copy
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.guides.cards import read_card
from app.guides.loader import load_guide, read_guide
from tests.guides.sample import GUIDE, sound

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 10**12),
    st.text(max_size=8),
    st.sampled_from(["spoken", "consultations/method", "{spoken|", "[", "D9311", "today"]),
    st.lists(st.integers(0, 3), max_size=2),
    st.dictionaries(st.sampled_from(["field", "id", "in", "x"]), st.text(max_size=3), max_size=2),
)


def places(value: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every node below the root."""
    inner: list[tuple[Any, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path for key, v in inner for path in ((*here, key), *places(v, (*here, key)))]


TREE = yaml.safe_load(GUIDE)
PLACES = places(TREE)


def mutated(tree: object, place: tuple[Any, ...], how: str, value: object) -> object:
    tree = copy.deepcopy(tree)
    parent: Any = tree
    try:
        for key in place[:-1]:
            parent = parent[key]
        key = place[-1]
        if how == "delete":
            del parent[key]
        elif how == "replace":
            parent[key] = value
        elif isinstance(parent, list):
            parent.insert(key, copy.deepcopy(parent[key]))
        else:
            parent[f"{key}x"] = parent[key]
    except (KeyError, IndexError, TypeError):
        pass  # an earlier mutation took the place away
    return tree


MUTATION = st.tuples(
    st.sampled_from(PLACES), st.sampled_from(["delete", "replace", "duplicate"]), SCALARS
)


def ends_well(text: str) -> None:
    guide, problems = read_guide(text, "guide.yaml")
    assert (guide is None) == bool(problems)
    last = text.count("\n") + 1
    assert all(0 <= problem.line <= last and problem.text for problem in problems)
    card, card_problems = read_card(text, "card.yaml", {"D9311": sound()})
    assert (card is None) == bool(card_problems)


@given(st.lists(MUTATION, min_size=1, max_size=4))
def test_nodes_deleted_duplicated_or_retyped(mutations: list[tuple[Any, str, Any]]) -> None:
    tree: object = TREE
    for place, how, value in mutations:
        tree = mutated(tree, place, how, value)
    ends_well(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))


@given(st.integers(0, len(GUIDE)), st.integers(0, 12), st.text(max_size=12))
def test_text_cut_out_and_typed_over(at: int, cut: int, typed: str) -> None:
    ends_well(GUIDE[:at] + typed + GUIDE[at + cut :])


@given(at=st.integers(0, len(GUIDE)), typed=st.binary(max_size=8))
def test_bytes_typed_over(at: int, typed: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed.yaml"
    raw = GUIDE.encode()
    path.write_bytes(raw[:at] + typed + raw[at:])
    guide, problems = load_guide(path)
    assert (guide is None) == bool(problems)
