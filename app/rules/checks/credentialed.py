"""A person who acted must have a credential or a training on file.

Complete: Iris Filler, RDA.
Lacking: Iris Filler, no credential.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Person
from app.domain.guides.paths import Place

KIND = "credentialed"


@dataclass(frozen=True, slots=True)
class Params:
    """The person field."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether a credential is given; an empty field passes."""
    answer = facts.read(place.path(params.field))
    return not isinstance(answer, Person) or bool(answer.credential.strip())
