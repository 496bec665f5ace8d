"""Open whenever the requirement's `when` holds: for warnings about a state of affairs.

Complete: the dentist spoke for the practice.
Lacking: an assistant spoke for the practice, and the requirement says to check that.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.paths import Place

KIND = "never"


@dataclass(frozen=True, slots=True)
class Params:
    """The field the item jumps to."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at: none but what `when` reads."""
    del params
    return ()


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Never met; the requirement's `when` decides whether it applies."""
    del params, facts, place
    return False
