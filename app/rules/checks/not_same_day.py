"""None of certain codes may stand among the other codes billed that day.

Complete: other codes "D4341" against D0140.
Lacking: other codes "D0140, D4341" against D0140.
"""

import re
from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Text
from app.domain.guides.paths import Place

KIND = "not_same_day"


@dataclass(frozen=True, slots=True)
class Params:
    """The text field that lists other codes, and the codes that do not go with this one."""

    field: str
    codes: tuple[str, ...]


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether none of the codes occurs."""
    answer = facts.read(place.path(params.field))
    if not isinstance(answer, Text):
        return True
    return not set(params.codes) & set(_CODE.findall(answer.value.upper()))


_CODE = re.compile(r"D\d{4}")
