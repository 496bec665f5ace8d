"""A social factor (ICD-10-CM Z55–Z65) must not be the first diagnosis.

Complete: Z95.2, Z59.82.
Lacking: Z59.82 alone.
"""

from dataclasses import dataclass

from app.domain.codes.icd10 import is_social_factor
from app.domain.facts.facts import Facts
from app.domain.guides.answers import Diagnoses
from app.domain.guides.paths import Place

KIND = "first_diagnosis"


@dataclass(frozen=True, slots=True)
class Params:
    """The diagnoses field."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the first diagnosis is no social factor; an empty field passes."""
    answer = facts.read(place.path(params.field))
    if not isinstance(answer, Diagnoses) or not answer.values:
        return True
    return not is_social_factor(answer.values[0].code)
