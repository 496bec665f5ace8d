"""The compact diagnosis list as a file: its tables and how they are unpacked; `icd10` reads them.

The file is one line of JSON (the head) and then the zlib-packed tables in the order of `TABLES`,
their packed sizes in the head. `packaging/make_icd10_index.py` writes it.

A *stem* is a code as the tabular list prints it, without its dot (`E119`, `S025`). Some 10,000 of
them, mostly injuries, are not codes to bill by themselves: they take a seventh character from one
of a few *ending groups* (`A`, "initial encounter"), with `X` filling the gap: `S025XXA`.
Stems and titles stand in the order of the codes. Words lead to *ranks*: the place of a stem in the
order in which search results are shown.
"""

import json
import re
import sys
import unicodedata
import zlib
from array import array
from dataclasses import dataclass
from itertools import accumulate, pairwise

FORMAT = 1
TABLES = ("stems", "titles", "group_of", "groups", "position_at", "words", "counts", "gaps")

# An ending group is listed among the words under this mark and its number, so that the ranks of its
# stems are kept like those of a word; no typed word can start with it.
GROUP_MARK = "~"


class DiagnosisListError(Exception):
    """The file of diagnosis codes is not one this version can read."""

    def __init__(self) -> None:
        super().__init__("The list of diagnosis codes is damaged: install Chartproof again.")


@dataclass(frozen=True, slots=True)
class Ending:
    """One seventh character: its text, and its words as ` one two` for the search."""

    character: str
    text: str
    spaced_words: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The unpacked list. `group_of[i]` is 0 for a stem without endings."""

    release: str
    stems: list[str]
    titles: list[str]
    group_of: bytes
    groups: tuple[tuple[Ending, ...], ...]
    position_at: "array[int]"
    words: list[str]
    starts: "array[int]"
    gaps: "array[int]"

    def ranks_of(self, first: int, last: int) -> set[int]:
        """Collect the ranks of all stems that have one of the words first..last-1.

        The ranks of a word are kept as steps from one to the next, which pack far better.
        """
        ranks: set[int] = set()
        for start, end in pairwise(self.starts[first : last + 1]):
            ranks.update(accumulate(self.gaps[start:end]))
        return ranks


def words_of(text: str) -> list[str]:
    """Split text into the words that are searched: lower case, no accents, no possessive `'s`."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.findall(r"[a-z0-9]+", re.sub(r"['’]s\b", "", plain))


def unpack(packed: bytes) -> Tables:
    """Unpack the file's bytes; raise DiagnosisListError when they are not such a file."""
    try:
        head_line, _, rest = packed.partition(b"\n")
        head = json.loads(head_line)
        if head["format"] != FORMAT:
            raise DiagnosisListError
        parts: dict[str, bytes] = {}
        for name in TABLES:
            size = head["packed"][name]
            parts[name], rest = zlib.decompress(rest[:size]), rest[size:]
        return _tables(head["release"], parts)
    except (ValueError, KeyError, TypeError, zlib.error) as problem:
        raise DiagnosisListError from problem


def _tables(release: str, parts: dict[str, bytes]) -> Tables:
    return Tables(
        release=release,
        stems=_lines(parts["stems"]),
        titles=_lines(parts["titles"]),
        group_of=parts["group_of"],
        groups=tuple(
            tuple(
                Ending(character, text, "".join(f" {word}" for word in words_of(text)))
                for character, text in group
            )
            for group in json.loads(parts["groups"])
        ),
        position_at=_numbers(parts["position_at"]),
        words=_lines(parts["words"]),
        starts=array("I", accumulate(_numbers(parts["counts"]), initial=0)),
        gaps=_numbers(parts["gaps"]),
    )


def _lines(part: bytes) -> list[str]:
    return part.decode("utf-8").split("\n")


def _numbers(part: bytes) -> "array[int]":
    """Unpack 16-bit numbers, which are stored low byte first on every machine."""
    numbers = array("H", part)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
