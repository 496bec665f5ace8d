"""Names that were meant: which words are spelled like one that was typed.

Storage keeps the keys of every name's words and picks candidates by them; this judges those few.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST = 3
"""Letters below which nearly every name would be near."""

_LONG = 6
"""From here on two slips are forgiven, below it one."""


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What a word has in common with the same word misspelled once or twice.

    One slip at the end leaves the head as it is, one at the beginning the tail, and letters that
    changed places leave all of them.
    """

    head: str
    tail: str
    letters: str


def name_keys(word: str) -> NameKeys:
    """The keys of a word of a name."""
    return NameKeys(word[:2], word[-2:], "".join(sorted(word)))


def slips_forgiven(word: str) -> int:
    """How many letters may be wrong, too many, missing or swapped with a neighbor."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < _LONG else 2


def are_near(one: str, other: str) -> bool:
    """Whether two names, family name first and both in lower case, may be one misspelled.

    Each of their parts is within the slips forgiven to it: twins share a family name alone.
    """
    from rapidfuzz.distance import OSA  # with the first import, not with the window

    parts, others = one.split(","), other.split(",")
    return len(parts) == len(others) and all(
        OSA.distance(part.strip(), each.strip()) <= slips_forgiven(part.strip())
        for part, each in zip(parts, others, strict=True)
    )


def nearest(typed: str, candidates: Iterable[str], most: int) -> tuple[str, ...]:
    """The candidates nearest to a typed word within the slips forgiven, nearest first."""
    from rapidfuzz import process  # with the first misspelled name, not with the window
    from rapidfuzz.distance import OSA

    found = process.extract(
        typed,
        sorted(set(candidates)),
        scorer=OSA.distance,
        score_cutoff=slips_forgiven(typed),
        limit=most,
    )
    return tuple(word for word, _, _ in found)
