"""A text must have at least so many characters.

Complete: "unstable angina since May" against 5.
Lacking: "yes" against 5.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Text
from app.domain.guides.paths import Place

KIND = "min_length"


@dataclass(frozen=True, slots=True)
class Params:
    """The field and the least number of characters."""

    field: str
    characters: int


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the text is long enough; an empty field passes (`required` asks for it)."""
    answer = facts.read(place.path(params.field))
    return not isinstance(answer, Text) or len(answer.value.strip()) >= params.characters
