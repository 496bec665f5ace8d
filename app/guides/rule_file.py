"""A rule as it is written in a guide or card file; its check decides what may stand beside it."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_type_hints

from pydantic import Field, Tag, create_model

from app.domain.guides.condition import Condition
from app.domain.guides.guide import Act, Purpose, Severity
from app.guides.condition_file import ConditionFile
from app.guides.part import Id, MaybeWords, Part, Path, RuleId, Words
from app.rules.registry import REGISTRY


class RequirementFile(Part):
    """A rule: while unmet it is an open item that says what to do, why, and who asks."""

    id: RuleId
    """Permanent: the code, the fact, a word, such as D9311-C6-method."""
    check: str
    """The kind of check; its own settings stand beside it."""
    field: Path | None = None
    """The field judged, where a click on the open item leads."""
    needed_for: Annotated[tuple[Purpose, ...], Field(min_length=1)] = (Purpose.CHART,)
    """What it is needed for."""
    severity: Severity = Severity.NEEDED
    """How much it weighs."""
    blocks: Act | None = None
    """With severity blocks: what cannot be done until it is mended."""
    when: ConditionFile | None = None
    """The rule applies only when this holds."""
    say: Words
    """What to do, as one would say it to a colleague."""
    because: Words
    """Why it matters."""
    source: Words
    """The id of the source that asks for it."""
    fact: MaybeWords = ""
    """The id of the fact."""
    section: Id | None = None
    """Only where `field` is a known name: the section it is listed under."""

    @property
    def jump(self) -> str:
        """The field the open item leads to: `field`, or else the first one the check looks at."""
        if self.field is not None:
            return self.field
        settings = self.settings()
        found = settings.get("table") or settings.get("first") or settings.get("date")
        return found or next(iter(settings.get("fields", ())), "")

    def settings(self) -> dict[str, Any]:
        """The check's own settings as written."""
        own = type(self).model_fields.keys() - RequirementFile.model_fields.keys()
        return {name: getattr(self, name) for name in own}

    def params(self) -> Any:  # noqa: ANN401  # each check has its own
        """The check's Params."""
        values = {
            name: value.condition() if isinstance(value, ConditionFile) else value
            for name, value in self.settings().items()
        }
        return REGISTRY[self.check].params(field=self.jump, **values)


@cache
def rule_list() -> Any:  # noqa: ANN401  # a type made at run time out of the registry
    """The type of a list of rules, told apart by the name of their check."""
    kinds = tuple(
        Annotated[_rule_of(name, kind.params), Tag(name)]
        for name, kind in REGISTRY.items()
        if not kind.automatic
    )
    # The members are known at run time only, which neither ruff nor mypy can follow.
    rule = Annotated[Union[kinds], Field(discriminator="check")]  # type: ignore[valid-type]  # noqa: UP007
    return tuple[rule, ...]


def _rule_of(check: str, params: type[Any]) -> type[RequirementFile]:
    """The model of rules of one check: its Params' fields are its settings."""
    hints: Mapping[str, Any] = get_type_hints(params)
    settings: dict[str, Any] = {"check": (Literal[check], ...)}
    for setting in dataclasses.fields(params):
        if setting.name in RequirementFile.model_fields:
            continue
        given = hints[setting.name]
        kind = ConditionFile | None if given == Condition | None else given
        needed = setting.default is dataclasses.MISSING
        settings[setting.name] = (kind, ... if needed else setting.default)
    name = "".join(part.title() for part in check.split("_"))
    return create_model(f"{name}Rule", __base__=RequirementFile, **settings)
