"""The few words of a text around what was looked for; the finder shows them under a note.

A snippet is made from the text itself when it is shown; the index keeps no text.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.finding.search_words import words_of

BEFORE = 28
"""Letters before the first word found."""

LENGTH = 110
"""Letters in all, as many as fit one line of the finder."""

_CUT = "…"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters of a snippet; `is_found` ones are words that were looked for."""

    text: str
    is_found: bool = False


def snippet(texts: Iterable[str], beginnings: Sequence[str]) -> tuple[Run, ...]:
    """The place in the texts with the most of what was looked for; empty when none has any."""
    best: tuple[Run, ...] = ()
    most = 0
    for text in texts:
        line = " ".join(unicodedata.normalize("NFC", text).split())
        found = _found(line, beginnings)
        fitting = len({beginning for _, _, beginning in found})
        if fitting > most:
            best, most = _around(line, [(start, end) for start, end, _ in found]), fitting
    return best


def _found(line: str, beginnings: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where words begin and end that begin as one that was looked for, and as which."""
    return [
        (match.start(), match.end(), beginning)
        for match in _WORD.finditer(line)
        for beginning in beginnings
        if any(word.startswith(beginning) for word in words_of(match.group()))
    ]


def _around(line: str, places: list[tuple[int, int]]) -> tuple[Run, ...]:
    first = max(0, places[0][0] - BEFORE)
    if first:  # not amid a word
        first = min(line.find(" ", first) + 1 or first, places[0][0])
    last = min(len(line), first + LENGTH)
    if last < len(line):
        last = max(line.rfind(" ", first, last), places[0][1])
    runs = [Run(_CUT)] if first else []
    at = first
    for start, end in places:
        if at <= start and end <= last:
            runs += [Run(line[at:start]), Run(line[start:end], is_found=True)]
            at = end
    runs += [Run(line[at:last] + (_CUT if last < len(line) else ""))]
    return tuple(run for run in runs if run.text)
