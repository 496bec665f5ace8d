"""The note's own words must not be those of an earlier note for the same code.

Complete: a new reason in new words.
Lacking: last month's text pasted.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Text
from app.domain.guides.paths import Place

KIND = "differs_from_earlier"


@dataclass(frozen=True, slots=True)
class Params:
    """The text fields compared, and from how many percent of shared word triples they are alike."""

    field: str
    fields: tuple[str, ...]
    percent: int = 85


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return params.fields


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether every text differs enough from every text of earlier notes for this code."""
    code = facts.read("code")
    earlier = [
        words
        for note in facts.known.earlier
        if isinstance(code, Text) and note.code == code.value
        for text in note.texts
        if len(words := _triples(text)) >= FEWEST_TRIPLES
    ]
    if not earlier:
        return True
    texts = (answer for field in params.fields for answer in facts.column(field, place))
    own = [_triples(answer.value) for answer in texts if isinstance(answer, Text)]
    return not any(_alike(mine, other) >= params.percent for mine in own for other in earlier)


# Shorter texts ("no change advised") are rightly alike from note to note.
FEWEST_TRIPLES = 8


@lru_cache(maxsize=512)
def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = text.casefold().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _alike(mine: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> int:
    return 100 * len(mine & other) // len(mine | other) if len(mine) >= FEWEST_TRIPLES else 0
