"""A condition as it is written in a guide or card file, and as the rules read it."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from app.domain.guides.condition import AllOf, Answered, AnyOf, Condition, FieldIn, Not, SomeRow
from app.guides.part import Part, Path


class ConditionFile(Part):
    """When something applies: one of the forms `field` + `in`, `is` or `answered`; `all`; `any`;
    `not`; `row`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["field", "in"]},
                {"required": ["field", "is"]},
                {"required": ["field", "answered"]},
                {"required": ["all"]},
                {"required": ["any"]},
                {"required": ["not"]},
                {"required": ["row"]},
            ]
        }
    )

    field: Path | None = None
    """The field (or known name) whose answer is looked at."""
    in_: Annotated[tuple[str | int | bool, ...] | None, Field(alias="in", min_length=1)] = None
    """The answer is one of these values."""
    is_: Annotated[str | int | bool | None, Field(alias="is")] = None
    """The answer is this value."""
    answered: bool | None = None
    """true: there is an answer; false: there is none yet."""
    all_: Annotated[tuple["ConditionFile", ...] | None, Field(alias="all", min_length=1)] = None
    """Every one of these holds."""
    any_: Annotated[tuple["ConditionFile", ...] | None, Field(alias="any", min_length=1)] = None
    """At least one of these holds."""
    not_: Annotated["ConditionFile | None", Field(alias="not")] = None
    """This does not hold."""
    row: Path | None = None
    """The table with a row for which `where` holds."""
    where: "ConditionFile | None" = None
    """What the row must fulfil; without it, any row counts."""
    at_least: Annotated[int | None, Field(ge=1)] = None
    """How many such rows; 1 if left out."""

    @model_validator(mode="after")
    def _one_form(self) -> "ConditionFile":
        given = {
            info.alias or name
            for name, info in type(self).model_fields.items()
            if getattr(self, name) is not None
        }
        if given - {"where", "at_least"} in _FORMS and ("row" in given or given in _FORMS):
            return self
        raise ValueError(
            "A condition is one of: `field` with `in`, `is` or `answered`; `all`; `any`; `not`;"
            " `row` with `where`."
        )

    @property
    def values(self) -> tuple[str, ...]:
        """The values of `in` or `is`, as answers spell them."""
        given = self.in_ if self.in_ is not None else (self.is_,)
        return tuple(_token(value) for value in given if value is not None)

    def condition(self) -> Condition:
        """The condition as the rules read it."""
        if self.all_ is not None:
            return AllOf(tuple(part.condition() for part in self.all_))
        if self.any_ is not None:
            return AnyOf(tuple(part.condition() for part in self.any_))
        if self.not_ is not None:
            return Not(self.not_.condition())
        if self.row is not None:
            where = self.where.condition() if self.where else None
            return SomeRow(self.row, where, self.at_least or 1)
        assert self.field is not None, "the validator lets no other form through"
        if self.answered is not None:
            return Answered(self.field) if self.answered else Not(Answered(self.field))
        return FieldIn(self.field, frozenset(self.values))


_FORMS = (
    {"field", "in"},
    {"field", "is"},
    {"field", "answered"},
    {"all"},
    {"any"},
    {"not"},
    {"row"},
)


def _token(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
