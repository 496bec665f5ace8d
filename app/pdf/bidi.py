"""Direction of text: embedding levels and visual order, for lines that hold Arabic or Hebrew.

Called by the typesetter. The levels come from python-bidi; a font shapes whole runs, so the runs
are put in order here, not single characters as `bidi.get_display` would.
Unicode Standard Annex 9.
"""

import re
from collections.abc import Sequence
from typing import TypeVar
from unicodedata import bidirectional

from bidi import algorithm

T = TypeVar("T")

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe]")
# Joiners, which python-bidi takes out, embeddings, isolates, and what its Unicode does not know.
_PASSED_OVER = frozenset(
    ("", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
)
# A nonspacing mark stands in for them: it takes the level of what is before it.
_STAND_IN = "\u0300"


def has_right_to_left(text: str) -> bool:
    """Tell whether any direction but left to right can occur in a text; quick."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def levels(text: str) -> tuple[int, list[int]]:
    """Return the base level of one paragraph, and the level of each character (odd: leftward)."""
    stand_in = "".join(_STAND_IN if bidirectional(c) in _PASSED_OVER else c for c in text)
    base = algorithm.get_base_level(stand_in)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(stand_in, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return base, [char["level"] for char in storage["chars"]]


def visual_order(runs: Sequence[tuple[int, T]]) -> list[T]:
    """Return runs given in reading order with their levels in the order they stand on the line.

    Rule L2: from the highest level down to 1, whatever stands at it or above is turned round.
    """
    ordered = list(runs)
    for level in range(max((level for level, _ in ordered), default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end][0] >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return [run for _, run in ordered]
