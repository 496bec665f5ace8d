"""Fits a file's tree to a pydantic model and reports everything that does not fit.

What does not fit is taken out and the rest is looked at again, so that one mistake never hides
another: the loaders go on and check what the remaining parts say about each other.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from app.guides.problem import Loc
from app.guides.tree import Node, Scalar
from app.guides.wording import mend, not_known

M = TypeVar("M", bound=BaseModel)

Wrong = tuple[Loc, Mapping[str, Any]]
"""Where in the tree, and pydantic's error."""

# What stands in for a missing value, so that the part it belongs to can still be checked.
_STAND_INS: Mapping[str, Scalar] = {
    "title": "?",
    "label": "?",
    "say": "?",
    "because": "?",
    "ask": "?",
    "version": 1,
    "code": "X0000",
    "priority": 1,
}


@dataclass(frozen=True, slots=True)
class Fitted(Generic[M]):
    """What is left of a file that fits the model; `model` is None when nothing does.

    `tree` is what the model was made of. `damaged` are the lines of the parts something was taken
    out of, `lost` the words that stood in it: what is said about them would only be a consequence.
    """

    model: M | None
    tree: Node
    findings: tuple[tuple[int, str], ...]
    damaged: frozenset[int]
    lost: frozenset[str]


def fit(tree: Node, model: type[M], known_names: Callable[[], frozenset[str]]) -> Fitted[M]:
    """Fit a tree to a model. `known_names` are offered for misspelled ones.

    All problems are found in the first look; the later ones only find what is left.
    """
    findings: tuple[tuple[int, str], ...] | None = None
    damaged: set[int] = set()
    lost: set[str] = set()
    while True:
        try:
            found = model.model_validate(tree.plain())
        except ValidationError as invalid:
            wrong = _located(tree, invalid)
        else:
            return Fitted(found, tree, findings or (), frozenset(damaged), frozenset(lost))
        if findings is None:
            findings = tuple(_findings(tree, wrong, known_names()))
        out = {loc for loc, error in wrong if not _stands_in(error)}
        damaged |= {tree.resolve(loc[:-1])[1].line for loc in out}
        lost |= {word for loc in out for word in _words(loc[-1:], tree.resolve(loc)[1])}
        if () in out:
            return Fitted(None, tree, findings, frozenset(damaged), frozenset(lost))
        for loc, error in wrong:
            if _stands_in(error):
                name = str(error["loc"][-1])
                damaged.add(tree.resolve(loc)[1].line)
                tree = tree.with_entry((*loc, name), _STAND_INS[name])
        tree = tree.without(out)


def _located(tree: Node, error: ValidationError) -> list[Wrong]:
    """The errors with their places in the tree, one for each place and missing name.

    A list whose items are wrong is also called too short by pydantic; that is left out.
    """
    wrong: dict[tuple[Loc, str], Wrong] = {}
    errors = error.errors(include_url=False, include_input=False)
    places = [tree.resolve(each["loc"])[0] for each in errors]
    for place, each in zip(places, errors, strict=True):
        inner = any(len(p) > len(place) and p[: len(place)] == place for p in places)
        if each["type"] == "too_short" and inner:
            continue
        name = str(each["loc"][-1]) if each["type"] == "missing" else ""
        wrong.setdefault((place, name), (place, each))
    return list(wrong.values())


def _findings(
    tree: Node, wrong: list[Wrong], known_names: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """One sentence for each error; a missing name and its misspelling beside it make one."""
    missing: dict[Loc, set[str]] = {}
    for loc, error in wrong:
        if error["type"] == "missing":
            missing.setdefault(loc, set()).add(str(error["loc"][-1]))
    meant: set[tuple[Loc, str]] = set()
    for loc, error in wrong:
        if error["type"] == "extra_forbidden":
            name = str(loc[-1])
            near = get_close_matches(name, missing.get(loc[:-1], ()), n=1)
            meant |= {(loc[:-1], each) for each in near}
            yield tree.resolve(loc)[1].line, not_known(name, near or known_names)
    for loc, error in wrong:
        name = str(error["loc"][-1]) if error["loc"] else ""
        if error["type"] != "extra_forbidden" and (loc, name) not in meant:
            shown = name if error["type"] == "missing" else _last_name(loc)
            at = (*loc, "check") if error["type"] == "union_tag_invalid" else loc
            yield tree.resolve(at)[1].line, mend(error, shown)


def _last_name(loc: Loc) -> str:
    return next((part for part in reversed(loc) if isinstance(part, str)), "the file")


def _stands_in(error: Mapping[str, Any]) -> bool:
    return error["type"] == "missing" and error["loc"][-1] in _STAND_INS


def _words(key: Loc, node: Node) -> Iterator[str]:
    """Every word in a part of the tree, names included."""
    yield from (part for part in key if isinstance(part, str))
    if isinstance(node.value, Mapping):
        for name, child in node.value.items():
            yield from _words((name,), child)
    elif isinstance(node.value, tuple):
        for child in node.value:
            yield from _words((), child)
    elif isinstance(node.value, str):
        yield node.value
