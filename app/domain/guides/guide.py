"""A guide: the declarative description of what one procedure code needs. Loaded by `app.guides`."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from app.domain.guides.answers import ClosingKind
from app.domain.guides.condition import Condition

FilledBy = Literal["staff", "dentist"]


class FieldKind(StrEnum):
    """What a field holds; each kind has one editor and one way to read what is typed."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    TIME = "time"
    MINUTES = "minutes"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    TEETH = "teeth"
    NPI = "npi"
    PHONE = "phone"
    PERSON = "person"
    EVIDENCE = "evidence"
    DIAGNOSES = "diagnoses"
    TABLE = "table"


class Severity(StrEnum):
    """How much an open item weighs; see product.md, Severity."""

    BLOCKS = "blocks"
    NEEDED = "needed"
    WARNS = "warns"
    SILENT = "silent"


class Purpose(StrEnum):
    """What a fact is needed for."""

    CHART = "chart"
    CLAIM = "claim"
    PAYER = "payer"
    APPEAL = "appeal"


class Act(StrEnum):
    """What a blocking rule blocks."""

    SIGNING = "signing"
    SENDING = "sending"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from, and when somebody last looked."""

    id: str
    title: str
    authority: str
    checked: dt.date
    where: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field: the stored value, the label shown, the words used in a narrative."""

    value: str
    label: str
    says: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a guide.

    `path` is the template path. `closings` are the honest ways to leave it open. `suggests` is a
    sentence template out of other answers that the user may take over and confirm. `default` is a
    name the draft resolves once, when the note or the row is made: `today`, `author`, `1`, ….
    `directory` (`staff` or `professionals`) names the directory a name can be picked from; picking
    a professional also fills the fields beside it that are called like the directory's columns.
    A `whole` number counts things and has no fraction. `sensitive` answers stay out of what goes to
    a payer unless the user asks for them.
    """

    path: str
    kind: FieldKind
    label: str
    help: str = ""
    options: tuple[Option, ...] = ()
    show_when: Condition | None = None
    filled_by: FilledBy = "staff"
    closings: tuple[ClosingKind, ...] = ()
    suggests: str = ""
    default: str = ""
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    whole: bool = False
    sensitive: bool = False
    fact: str = ""
    row_name: str = ""
    directory: str = ""
    fields: tuple["Field", ...] = ()

    @property
    def id(self) -> str:
        """The last part of the template path."""
        return self.path.rpartition("/")[2]

    def option(self, value: str) -> Option | None:
        """The option of that value, or None when the guide no longer has it."""
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True)
class Section:
    """One step of the form."""

    id: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    is_fit: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule of a guide or payer card: when unmet it is an open item that says what to do.

    `check` names a kind in `app.rules.checks`, `params` is that kind's Params. `field` is the
    template path (or known name) the item jumps to. `table` is the template path of the table
    whose every row is judged by itself; empty for a rule about the whole note.
    """

    id: str
    check: str
    params: Any
    field: str
    say: str
    because: str
    source: str
    severity: Severity = Severity.NEEDED
    needed_for: frozenset[Purpose] = frozenset({Purpose.CHART})
    blocks: Act | None = None
    when: Condition | None = None
    table: str = ""
    section: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the narrative: a template, its priority (1 is dropped last), when it applies.

    Parts in square brackets drop out when a placeholder in them has no answer; the sentence drops
    out when any other placeholder has none. `short` is used where space is scarce. `each` names a
    table: one sentence a row.
    """

    id: str
    priority: int
    text: str
    short: str = ""
    when: Condition | None = None
    each: str = ""


@dataclass(frozen=True)
class Guide:
    """The description of one code: sources, sections with fields, requirements, sentences.

    `chart_only` tells from the answers that no claim will be made: every requirement that is not
    needed for the chart then falls away. `retired` lists ids that must never be used again,
    `renamed` the template paths of today by those that older notes have.
    `digest` is the SHA-256 of the file's text.
    """

    code: str
    version: int
    title: str
    sources: Mapping[str, Source]
    sections: tuple[Section, ...]
    requires: tuple[Requirement, ...]
    says: tuple[Sentence, ...]
    chart_only: Condition | None = None
    retired: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    digest: str = ""
    suggested_codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by template path, in the guide's order, those inside tables included."""
        return MappingProxyType(
            {f.path: f for section in self.sections for f in _with_inner(section.fields)}
        )

    @cached_property
    def sensitive(self) -> frozenset[str]:
        """The template paths of sensitive fields; of a sensitive table, all fields in it too."""
        marked = tuple(f for f in self.fields.values() if f.sensitive)
        return frozenset(f.path for f in _with_inner(marked))

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section each field stands in, by template path."""
        return MappingProxyType(
            {f.path: section for section in self.sections for f in _with_inner(section.fields)}
        )


def _with_inner(fields: tuple[Field, ...]) -> Iterator[Field]:
    for each in fields:
        yield each
        yield from _with_inner(each.fields)
