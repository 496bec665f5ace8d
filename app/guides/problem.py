"""One thing to mend in a guide or payer card file; every reader here returns them all at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

Loc = tuple[str | int, ...]
"""Where in a file: the keys and list positions from the top."""

Finding = tuple[Loc, str]
"""Something to mend, before its line is looked up."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What to mend, in a sentence, and where. Line 0: the file as a whole."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """`file:line: what to mend`, which editors turn into a link."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.text}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A closing sentence that offers the nearest known word; empty when none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean “{near[0]}”?" if near else ""
