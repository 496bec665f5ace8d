"""The shape of a guide file, as pydantic models: the loader validates with them, editors get their
JSON Schema.

Unknown names are refused everywhere. What one part says about another (a condition about a field)
is looked at in `app.guides.crosscheck`.
"""

import datetime as dt
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, create_model

from app.domain.guides.answers import ClosingKind
from app.domain.guides.guide import FieldKind, FilledBy, Severity
from app.guides.condition_file import ConditionFile
from app.guides.part import Code, Id, MaybeWords, Part, Path, Words
from app.guides.rule_file import RequirementFile, rule_list

Authority = Literal["vendor", "professional body", "payer", "law", "government", "practice"]


class SourceFile(Part):
    """Where rules come from: shown with every open item, with its date."""

    title: Words
    """What it is called."""
    authority: Authority
    """Who speaks: a vendor is weak, a law is strong."""
    checked: dt.date
    """The day somebody last read it, such as 2026-11-22."""
    where: MaybeWords = ""
    """Where to find it, in a few words."""


class OptionFile(Part):
    """One choice of a field."""

    value: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]
    """What is stored: never change it once notes use it."""
    label: Words
    """What the list shows."""
    says: MaybeWords = ""
    """What a sentence says; without it, the label in small letters."""
    help: MaybeWords = ""
    """One line of help below the choice."""


Choices = Annotated[
    Annotated[Id, Tag("name")]
    | Annotated[Annotated[tuple[OptionFile, ...], Field(min_length=1)], Tag("list")],
    Discriminator(lambda given: "name" if isinstance(given, str) else "list"),
]


class FieldFile(Part):
    """One question of the form."""

    id: Id
    """Its permanent id: small letters, digits, underscores."""
    kind: FieldKind
    """What it holds: decides the editor and how typed text is read."""
    label: Words
    """What stands beside the field."""
    help: MaybeWords = ""
    """One or two lines of help."""
    fact: MaybeWords = ""
    """The id of the fact it records, such as C6."""
    choices: Choices | None = None
    """For choice and choices: the options, or the name of a list under `lists`."""
    show_when: ConditionFile | None = None
    """Shown only when this holds."""
    filled_by: FilledBy = "staff"
    """Who fills it; the dentist's fields make up the dentist's card."""
    may_be: tuple[ClosingKind, ...] = ()
    """The honest ways to close it without a value."""
    suggests: MaybeWords = ""
    """For texts: a sentence built from other answers, to take over and confirm."""
    default: str | int = ""
    """What a new note starts with: today, author, a number, a choice or a known name."""
    unit: MaybeWords = ""
    """Shown after a number."""
    min: int | None = None
    """The least number accepted."""
    max: int | None = None
    """The greatest number accepted."""
    whole: bool = False
    """For numbers: without a fraction, because it counts things."""
    sensitive: bool = False
    """Left out of what goes to a payer unless the user asks for it."""
    directory: Literal["", "staff", "professionals"] = ""
    """The directory a name can be picked from."""
    row_name: MaybeWords = ""
    """For tables: what one row is called, such as Activity."""
    fields: tuple["FieldFile", ...] = ()
    """For tables: the fields of each row."""


class SectionFile(Part):
    """One step of the form."""

    id: Id
    """Its permanent id."""
    title: Words
    """What stands above it."""
    intro: MaybeWords = ""
    """One sentence below the title."""
    show_when: ConditionFile | None = None
    """Its fields are shown only when this holds."""
    fields: Annotated[tuple[FieldFile, ...], Field(min_length=1)]
    """Its questions, in order."""


class WhenNo(Part):
    """What happens when a question of the code fit is answered no."""

    say: Words
    """What to do."""
    because: Words
    """Why."""
    source: Words
    """The id of the source."""
    severity: Severity = Severity.WARNS
    """warns, unless said otherwise."""
    suggest: Code | None = None
    """The code that may fit better."""


class FitQuestion(Part):
    """One yes-or-no question asked before the form."""

    id: Id
    """Its permanent id; the field becomes `fit_` and this."""
    ask: Words
    """The question."""
    help: MaybeWords = ""
    """One or two lines of help."""
    fact: MaybeWords = ""
    """The id of the fact it records."""
    say: Words
    """What to do while it is unanswered."""
    because: Words
    """Why it is asked."""
    source: Words
    """The id of the source."""
    when_no: WhenNo | None = None
    """What to say when the answer is no."""


class FitFile(Part):
    """The questions that decide whether this is the right code; the first section of the form."""

    title: Words
    """What stands above it."""
    intro: MaybeWords = ""
    """One sentence below the title."""
    questions: Annotated[tuple[FitQuestion, ...], Field(min_length=1)]
    """The questions, in order."""
    fields: tuple[FieldFile, ...] = ()
    """Ordinary fields shown below them, such as the stated reason."""


class SentenceFile(Part):
    """One sentence of the narrative."""

    id: Id
    """Its permanent id."""
    priority: Annotated[int, Field(ge=1, le=99)]
    """1 is dropped last when space is scarce."""
    each: Path | None = None
    """A table: one sentence for each of its rows."""
    when: ConditionFile | None = None
    """Said only when this holds."""
    text: Words
    """The sentence, with {fields} in braces and optional parts in [brackets]."""
    short: MaybeWords = ""
    """A shorter form for where space is scarce."""


class GuideFile(Part):
    """What one procedure code needs: questions, rules with their sources, sentences."""

    code: Code
    """The procedure code."""
    version: Annotated[int, Field(ge=1)]
    """Raised by one with every change that is put to use."""
    title: Words
    """Our own short words; never licensed nomenclature."""
    sources: dict[str, SourceFile]
    """Where the rules come from, by short ids."""
    lists: dict[Id, Annotated[tuple[OptionFile, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    """Lists of choices that several fields use."""
    chart_only: ConditionFile | None = None
    """When this holds, no claim is made and only rules for the chart remain."""
    fit: FitFile | None = None
    """The questions asked first: is this the right code?"""
    sections: Annotated[tuple[SectionFile, ...], Field(min_length=1)]
    """The steps of the form."""
    requires: tuple[RequirementFile, ...] = ()
    """The rules."""
    says: tuple[SentenceFile, ...] = ()
    """The sentences of the narrative, in the order they are told."""
    retired: tuple[str, ...] = ()
    """Ids that were used once and must never be used again."""
    renamed: dict[str, str] = Field(default_factory=dict)
    """Fields by their old paths, with the paths they have now: older drafts take answers along."""


@cache
def guide_file() -> type[GuideFile]:
    """The model of a whole guide file, its rules told apart by their check."""
    rules: Any = (rule_list(), ())
    return create_model("Guide", __base__=GuideFile, __doc__=GuideFile.__doc__, requires=rules)


def guide_schema() -> dict[str, Any]:
    """The JSON Schema of a guide file, for editors that offer names and mark mistakes."""
    schema = guide_file().model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
