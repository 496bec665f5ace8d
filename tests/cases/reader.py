"""Reads the cases of a guide: notes as data with the open items they must have.

Each case has an `id`, a sentence `about` it, `answers` nested by field id as in a note file, and
`open`: exactly the ids of its open items, silent ones apart. Optional: `like` (start from that
case's answers; null removes one), `today`, `known` (friendly values by known name), `earlier`
(older notes), `card` (a file of resources/payers), `reasons`, `silent` (exactly those ids),
`percent`, `narrative_has`, `narrative_lacks`. `defaults` at the top hold today and known for all.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Setting
from rpds import HashTrieMap

from app.domain.codes.icd10 import DiagnosisIndex
from app.domain.facts.known import KNOWN_FIELDS, Known, Surroundings, known_facts
from app.domain.guides.answers import Answer, Choice, Rows, Text
from app.domain.guides.guide import Field, FieldKind
from app.domain.notes.note import EarlierNote, Reason
from app.guides.cards import load_card
from app.guides.catalogue import load_guides
from app.guides.files import read_tree
from app.guides.names import Names
from app.paths import resources_folder
from app.rules.compiled import CompiledGuide
from app.services.note_files.note_file import FileEarlier
from app.services.note_files.note_file_answers import read_answers
from app.services.notes.answer_reading import AnswerReader

FOLDER = Path(__file__).parent
NOON = dt.time(12)

CaseId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class CaseFile(BaseModel):
    """One case as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: CaseId
    about: str
    like: CaseId | None = None
    today: dt.date | None = None
    known: dict[str, Any] = Setting(default_factory=dict)
    earlier: tuple[FileEarlier, ...] = ()
    card: str | None = None
    answers: dict[str, Any] = Setting(default_factory=dict)
    reasons: dict[str, str] = Setting(default_factory=dict)
    open: tuple[str, ...]
    silent: tuple[str, ...] | None = None
    percent: int | None = None
    narrative_has: tuple[str, ...] = ()
    narrative_lacks: tuple[str, ...] = ()


class Defaults(BaseModel):
    """What all cases of a file share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    today: dt.date | None = None
    known: dict[str, Any] = Setting(default_factory=dict)


class CasesFile(BaseModel):
    """A whole file of cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    defaults: Defaults = Defaults()
    cases: tuple[CaseFile, ...]


@dataclass(frozen=True)
class Case:
    """One case, ready to be judged. `problems` are values in it that could not be taken."""

    code: str
    file: CaseFile
    guide: CompiledGuide
    answers: "HashTrieMap[str, Answer]"
    known: Known
    problems: tuple[str, ...]

    @property
    def reasons(self) -> "HashTrieMap[str, Reason]":
        """The reasons given to warnings."""
        at = dt.datetime.combine(self.known.today, NOON, dt.UTC)
        return HashTrieMap({key: Reason(text, "", at) for key, text in self.file.reasons.items()})


def load_cases(code: str) -> tuple[Case, ...]:
    """Every case of a guide."""
    file = read_cases_file(FOLDER / f"{code}.yml")
    return tuple(_case(code, file, each) for each in file.cases)


def read_cases_file(path: Path) -> CasesFile:
    """The cases as written."""
    tree, problems = read_tree(path.read_text(encoding="utf-8"), path.name)
    assert not problems, [str(problem) for problem in problems]
    assert tree is not None, "a tree or problems"
    return CasesFile.model_validate(tree.plain())


@cache
def guides() -> Mapping[str, CompiledGuide]:
    """The shipped guides, compiled."""
    found, problems = load_guides(resources_folder() / "guides")
    assert not problems, [str(problem) for problem in problems]
    return {code: CompiledGuide(guide) for code, guide in found.items()}


@cache
def diagnoses() -> DiagnosisIndex:
    """The shipped diagnosis list."""
    return DiagnosisIndex(resources_folder() / "icd10" / "diagnoses.bin")


def _case(code: str, file: CasesFile, case: CaseFile) -> Case:
    today = case.today or file.defaults.today
    assert today is not None, f"{case.id}: give the day"
    now = dt.datetime.combine(today, NOON, dt.UTC)
    reader = AnswerReader(lambda: now, diagnoses)
    guide, card = _guide(code, case)
    nested = {name: raw for name, raw in _answers(file, case).items() if raw is not None}
    answers, wrong = read_answers(nested, guide.guide, reader)
    problems = [str(problem) for problem in wrong]
    earlier = tuple(_earlier(each) for each in case.earlier)
    found = known_facts(Surroundings(code, today, card=card, earlier=earlier))
    friendly = dict(_known({**file.defaults.known, **case.known}, reader, problems))
    known = Known(today, found.answers.update(HashTrieMap(friendly)), earlier)
    unknown = [
        f"reasons.{key}" for key in case.reasons if key.partition("@")[0] not in guide.rules_by_id
    ]
    return Case(code, case, guide, answers, known, (*problems, *unknown))


def _guide(code: str, case: CaseFile) -> tuple[CompiledGuide, Any]:
    if case.card is None:
        return guides()[code], None
    plain = {name: guide.guide for name, guide in guides().items()}
    loaded, problems = load_card(resources_folder() / "payers" / case.card, plain)
    assert loaded is not None, [str(problem) for problem in problems]
    compiled = CompiledGuide(plain[code], loaded.requires.get(code, ()), loaded.sources)
    return compiled, loaded.card


def _answers(file: CasesFile, case: CaseFile) -> dict[str, Any]:
    """The answers of the case it is like, with its own put over them."""
    if case.like is None:
        return case.answers
    (model,) = (each for each in file.cases if each.id == case.like)
    return {**_answers(file, model), **case.answers}


def _earlier(written: FileEarlier) -> EarlierNote:
    contacts = tuple((each.date, each.time, each.with_) for each in written.contacts)
    return EarlierNote(written.id, written.code, written.date, written.texts, contacts)


def _known(
    friendly: Mapping[str, Any], reader: AnswerReader, problems: list[str]
) -> Iterator[tuple[str, Answer]]:
    """Known answers by their names; rows of coverages get the ids c1, c2, c3."""
    for name, raw in friendly.items():
        if name == "coverages" and raw:
            yield name, Rows(tuple(f"c{number}" for number in range(1, len(raw) + 1)))
            for number, row in enumerate(raw, 1):
                for column, value in row.items():
                    answer = _known_answer(f"coverages/{column}", value, reader, problems)
                    if answer is not None:
                        yield f"coverages/c{number}/{column}", answer
        elif (answer := _known_answer(name, raw, reader, problems)) is not None:
            yield name, answer


def _known_answer(
    name: str, raw: object, reader: AnswerReader, problems: list[str]
) -> Answer | None:
    if name not in KNOWN_FIELDS:
        problems.append(f"known.{name}: there is no such known name")
        return None
    kind, label = KNOWN_FIELDS[name]
    if raw is None:
        return None
    if kind is FieldKind.CHOICE:
        values = _KNOWN.find(name)
        if values is not None and values.values is not None and raw not in values.values:
            problems.append(f"known.{name}: {raw} is none of its values")
        return Choice(str(raw))
    if kind is FieldKind.PHONE:
        return Text(str(raw))  # records keep phones as words
    return reader.read(Field(name, kind, label), str(raw))


_KNOWN = Names(())
