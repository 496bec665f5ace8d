"""Reads the lists of payers' reasons: what each number means, what answers it, with its source.

Bootstrap loads the shipped folder with it, when somebody asks what a denial means.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

from app.domain.claims.reason import ListId, ReasonList, Reasons, Way
from app.domain.guides.guide import Guide
from app.errors import DamagedInstallation
from app.guides.check_rules import check_source
from app.guides.files import read_file, read_tree
from app.guides.loader import located, names_in
from app.guides.mending import fit
from app.guides.names import Names
from app.guides.problem import Finding, Loc, Problem, did_you_mean


def load_reasons(
    folder: Path, guides: Mapping[str, Guide]
) -> tuple[Reasons | None, tuple[Problem, ...]]:
    """The three lists of a folder's `.yaml` files, or None and every problem of all files.

    The facts they name are checked against the guides.
    """
    facts = facts_of(guides)
    lists: dict[str, ReasonList] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        text, found = read_file(path)
        read, more = (None, ()) if text is None else read_reasons(text, str(path), facts)
        problems += (*found, *more)
        if read is None:
            continue
        if read.id in lists:
            said = f"There is another list “{read.id}” in this folder: keep one of them."
            problems.append(Problem(str(path), 0, said))
        lists.setdefault(read.id, read)
    if problems:
        return None, tuple(problems)
    missing = [each for each in get_args(ListId) if each not in lists]
    if missing:
        lacking = (f"Add a file with the list “{each}”." for each in missing)
        return None, tuple(Problem(str(folder), 0, each) for each in lacking)
    return Reasons(lists["adjustments"], lists["remarks"], lists["groups"]), ()


def shipped_reasons(folder: Path, guides: Mapping[str, Guide]) -> Reasons:
    """The lists that come with the program. Raises DamagedInstallation."""
    reasons, problems = load_reasons(folder, guides)
    if reasons is None or problems:
        raise DamagedInstallation
    return reasons


def read_reasons(
    text: str, file: str, facts: Collection[str]
) -> tuple[ReasonList | None, tuple[Problem, ...]]:
    """The list in a text; `file` names it in problems, `facts` are those of the guides."""
    tree, problems = read_tree(text, file)
    if tree is None:
        return None, problems
    fitted = fit(tree, ReasonList, _list_names)
    crossed = tuple(_cross_check(fitted.model, fitted.lost, facts)) if fitted.model else ()
    found = (*problems, *located(fitted, crossed, file))
    if found or fitted.model is None:
        return None, tuple(sorted(set(found)))
    return fitted.model, ()


def facts_of(guides: Mapping[str, Guide]) -> frozenset[str]:
    """The facts that guides ask for, in their forms or by their rules."""
    fields = (field.fact for guide in guides.values() for field in guide.fields.values())
    rules = (rule.fact for guide in guides.values() for rule in guide.requires)
    return frozenset(fact for fact in (*fields, *rules) if fact)


@cache
def _list_names() -> frozenset[str]:
    """Every name that such a file can have before a colon, offered for misspelled ones."""
    return names_in(ReasonList.model_json_schema())


def _cross_check(
    read: ReasonList, lost: frozenset[str], facts: Collection[str]
) -> Iterator[Finding]:
    names = Names((), lost)
    for code, reason in read.reasons.items():
        at: Loc = ("reasons", code)
        yield from check_source(reason.source, (*at, "source"), names, read.sources)
        if reason.epsdt:
            place: Loc = (*at, "epsdt", "source")
            yield from check_source(reason.epsdt.source, place, names, read.sources)
        for index, fact in enumerate(reason.facts):
            if fact not in facts:
                near = did_you_mean(fact, facts)
                yield (*at, "facts", index), f"No guide asks for the fact “{fact}”.{near}"
        if read.id == "adjustments" and reason.way is None:
            yield at, f"Say how {code} is answered: add “way”."
        if reason.way is not None and not reason.do:
            yield at, f"Say what to do about {code}: add “do”."
        if reason.way is Way.DOCUMENT and read.id == "remarks" and not reason.names:
            yield at, f"Say which document {code} asks for: add “names”."
    used = {reason.source for reason in read.reasons.values()}
    used |= {reason.epsdt.source for reason in read.reasons.values() if reason.epsdt}
    for source in read.sources:
        if source not in used and source not in lost:
            yield ("sources", source), f"Nothing rests on the source “{source}”: take it out."
