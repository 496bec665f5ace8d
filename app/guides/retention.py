"""Reads a retention file: how long one state wants dental records kept, with its source.

Bootstrap loads the shipped folder with it, when somebody asks for the retention report.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from app.domain.requests.retention import DEFAULT, RetentionRule
from app.errors import DamagedInstallation
from app.guides.files import read_file, read_tree
from app.guides.loader import located, names_in
from app.guides.mending import fit
from app.guides.problem import Finding, Problem


def load_retention(folder: Path) -> tuple[Mapping[str, RetentionRule], tuple[Problem, ...]]:
    """The rules of a folder's `.yaml` files by their states, and every problem of all files.

    A file with problems gives no rule; of two for one state the first by file name stays.
    """
    rules: dict[str, RetentionRule] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        text, found = read_file(path)
        rule, more = (None, ()) if text is None else read_retention(text, str(path))
        problems += (*found, *more)
        if rule is None:
            continue
        if rule.state in rules:
            said = f"There is another rule for “{rule.state}” in this folder: keep one of them."
            problems.append(Problem(str(path), 0, said))
        else:
            rules[rule.state] = rule
    if not problems and DEFAULT not in rules:
        problems.append(Problem(str(folder), 0, "Add a file for the state “default”."))
    return rules, tuple(problems)


def shipped_rules(folder: Path) -> Mapping[str, RetentionRule]:
    """The rules that come with the program. Raises DamagedInstallation."""
    rules, problems = load_retention(folder)
    if problems:
        raise DamagedInstallation
    return rules


def read_retention(text: str, file: str) -> tuple[RetentionRule | None, tuple[Problem, ...]]:
    """The rule in a text; `file` names it in problems."""
    tree, problems = read_tree(text, file)
    if tree is None:
        return None, problems
    fitted = fit(tree, RetentionRule, _rule_names)
    crossed = tuple(_cross_check(fitted.model)) if fitted.model else ()
    found = (*problems, *located(fitted, crossed, file))
    if found or fitted.model is None:
        return None, tuple(sorted(set(found)))
    return fitted.model, ()


@cache
def _rule_names() -> frozenset[str]:
    """Every name that a retention file can have before a colon, offered for misspelled ones."""
    return frozenset(names_in(RetentionRule.model_json_schema()))


def _cross_check(rule: RetentionRule) -> Iterator[Finding]:
    """What was read somewhere says where."""
    if rule.basis != "general_knowledge" and not rule.source.where:
        yield ("source",), "Say where it was read: add “where: …” to “source”."
