"""Reads a guide file: a guide, or everything that has to be mended in it, all at once.

Bootstrap, the command line and the tests call `load_guide`.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from app.domain.guides.guide import Guide
from app.guides.build import build_guide
from app.guides.crosscheck import cross_check
from app.guides.files import read_file, read_tree
from app.guides.mending import Fitted, fit
from app.guides.problem import Finding, Problem
from app.guides.schema import guide_file

M = TypeVar("M", bound=BaseModel)


def load_guide(path: Path) -> tuple[Guide | None, tuple[Problem, ...]]:
    """The guide in a file, or None and every problem of the file. Never raises for its content."""
    text, problems = read_file(path)
    return (None, problems) if text is None else read_guide(text, str(path))


def read_guide(text: str, file: str) -> tuple[Guide | None, tuple[Problem, ...]]:
    """The guide in a text; `file` names it in problems."""
    tree, problems = read_tree(text, file)
    if tree is None:
        return None, problems
    fitted = fit(tree, guide_file(), known_names)
    crossed = tuple(cross_check(fitted.model, fitted.lost)) if fitted.model else ()
    found = (*problems, *located(fitted, crossed, file))
    if found or fitted.model is None:
        return None, tuple(sorted(set(found)))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return build_guide(fitted.model, digest), ()


def located(fitted: Fitted[M], crossed: tuple[Finding, ...], file: str) -> tuple[Problem, ...]:
    """All findings with their lines.

    What is said about a damaged part as a whole, or about something it lacks, is left out: it may
    only follow from what was taken out of it.
    """
    found = list(fitted.findings)
    for loc, text in crossed:
        node = fitted.tree.resolve(loc)[1]
        if not (isinstance(node.value, Mapping) and node.line in fitted.damaged):
            found.append((node.line, text))
    return tuple(Problem(file, line, text) for line, text in found)


@cache
def known_names() -> frozenset[str]:
    """Every name that a guide file can have before a colon, offered for misspelled ones."""
    return names_in(guide_file().model_json_schema(by_alias=True))


def names_in(schema: dict[str, Any]) -> frozenset[str]:
    """Every property name of a JSON Schema."""
    parts = (schema, *schema["$defs"].values())
    return frozenset(name for part in parts for name in part.get("properties", {}))
