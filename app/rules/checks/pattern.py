"""The whole text, one line, must match a regular expression.

Complete: name "Lena Cardwell" against two words.
Lacking: name "Cardwell".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Text
from app.domain.guides.paths import Place

KIND = "pattern"

MOST_JUDGED = 300
"""Characters; what is longer is no name or code. It bounds how long matching takes (`guides`)."""


@dataclass(frozen=True, slots=True)
class Params:
    """The field and the regular expression its whole text must match."""

    field: str
    matches: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the text matches; an empty field passes (`required` asks for it)."""
    answer = facts.read(place.path(params.field))
    if not isinstance(answer, Text):
        return True
    text = answer.value.strip()
    return len(text) <= MOST_JUDGED and _compiled(params.matches).fullmatch(text) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
