"""The fields of a guide file with paths, order and places; build and cross-check walk them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.guides.condition import AllOf, Condition
from app.domain.guides.guide import Field, FieldKind, Option
from app.domain.guides.paths import parent_table
from app.guides.condition_file import ConditionFile
from app.guides.problem import Loc
from app.guides.schema import FieldFile, FitQuestion, GuideFile, OptionFile

FIT = "fit"
"""The id of the section of the code fit, and the beginning of its questions' ids."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One field as written: its template path, its place in the file, its order from the top.

    `section_when` is the condition of its section, which it shares; None inside tables.
    """

    written: FieldFile
    path: str
    at: Loc
    order: int
    section_when: ConditionFile | None = None

    @property
    def table(self) -> str:
        """The template path of the table it stands in; empty at the top."""
        return parent_table(self.path)

    @property
    def shown_when(self) -> tuple[ConditionFile, ...]:
        """Its section's condition and its own."""
        return tuple(c for c in (self.section_when, self.written.show_when) if c is not None)


def placed_fields(guide: GuideFile) -> tuple[Placed, ...]:
    """Every field of the guide in the order it is asked, those inside tables after their table."""
    found: list[Placed] = []
    if guide.fit:
        for index, question in enumerate(guide.fit.questions):
            written = fit_field(question)
            found.append(Placed(written, written.id, (FIT, "questions", index), len(found)))
        _place(guide.fit.fields, "", (FIT,), None, found)
    for index, section in enumerate(guide.sections):
        _place(section.fields, "", ("sections", index), section.show_when, found)
    return tuple(found)


def _place(
    fields: tuple[FieldFile, ...],
    table: str,
    at: Loc,
    section_when: ConditionFile | None,
    found: list[Placed],
) -> None:
    for index, written in enumerate(fields):
        place = (*at, "fields", index)
        path = f"{table}/{written.id}" if table else written.id
        found.append(Placed(written, path, place, len(found), section_when))
        _place(written.fields, path, place, None, found)


def fit_field(question: FitQuestion) -> FieldFile:
    """The yes-or-no field that a question of the code fit becomes."""
    return FieldFile(
        id=f"{FIT}_{question.id}",
        kind=FieldKind.YES_NO,
        label=question.ask,
        help=question.help,
        fact=question.fact,
    )


def build_field(
    written: FieldFile, path: str, when: ConditionFile | None, guide: GuideFile
) -> Field:
    """The field as the program uses it, the fields of a table included."""
    return Field(
        path=path,
        kind=written.kind,
        label=written.label,
        help=written.help,
        options=options_of(written, guide.lists),
        show_when=_joined(when, written.show_when),
        filled_by=written.filled_by,
        closings=written.may_be,
        suggests=written.suggests,
        default=str(written.default),
        unit=written.unit,
        minimum=written.min,
        maximum=written.max,
        whole=written.whole,
        sensitive=written.sensitive,
        fact=written.fact,
        row_name=written.row_name or (written.label if written.fields else ""),
        directory=written.directory,
        fields=tuple(build_field(f, f"{path}/{f.id}", None, guide) for f in written.fields),
    )


def options_of(
    written: FieldFile, lists: Mapping[str, tuple[OptionFile, ...]]
) -> tuple[Option, ...]:
    """A field's own options or those of the list it names; none when there is no such list."""
    given = written.choices
    options = lists.get(given, ()) if isinstance(given, str) else given or ()
    return tuple(Option(o.value, o.label, o.says, o.help) for o in options)


def _joined(first: ConditionFile | None, second: ConditionFile | None) -> Condition | None:
    parts = tuple(each.condition() for each in (first, second) if each is not None)
    return AllOf(parts) if len(parts) > 1 else next(iter(parts), None)
