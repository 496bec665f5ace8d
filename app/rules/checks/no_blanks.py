"""A text must hold no unfilled blank of a phrase. Added by the compiler to every text field.

Complete: "Takes warfarin 5 mg."
Lacking: "Takes ___ mg."
"""

import re
from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Text
from app.domain.guides.paths import Place

KIND = "no_blanks"
BLANK = re.compile(r"_{3,}|\*{3,}|\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Params:
    """The text field."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the text holds no `___`, `***` or `{…}`."""
    answer = facts.read(place.path(params.field))
    return not isinstance(answer, Text) or BLANK.search(answer.value) is None
