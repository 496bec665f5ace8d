"""ICD-10-CM diagnoses: look up, search and read; the draft, the diagnosis field, checks call it.

The list is the CMS release in `resources/icd10/`. It is unpacked when it is first asked,
so that nothing before the first diagnosis pays for it.
"""

import heapq
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from app.domain.codes.icd10_tables import GROUP_MARK, Ending, Tables, unpack, words_of
from app.domain.reading.problem import Unread

# Three characters and at most four more; the second may be a letter (QA0), so a digit tells a code
# from a word.
_CODE = re.compile(r"(?=.*[0-9])[A-Z][0-9A-Z]{2,6}")
_CODE_START = re.compile(r"[A-Z][0-9A-Z]{0,6}")
_SOCIAL_FACTOR = re.compile(r"Z(?:5[5-9]|6[0-5])")
# D68.0 stands for ten codes; more than a dozen no longer read as a sentence.
_CHILDREN_NAMED = 12

_NOT_A_CODE = Unread("Not an ICD-10-CM code: type one such as Z95.2, or choose from the list.")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One entry of ICD-10-CM: its dotted code and its title.

    `billable` is false for the head of a group, which no payer accepts as a diagnosis.
    """

    code: str
    title: str
    billable: bool


class DiagnosisIndex:
    """The diagnosis list, given as the bytes of its file or as the file's path.

    The first question unpacks it, and may raise OSError or DiagnosisListError.
    """

    def __init__(self, source: bytes | Path) -> None:
        self._source = source

    @property
    def release(self) -> str:
        """The CMS release the list was made from, as people say it: `April 2026`."""
        return self._tables.release

    def lookup(self, code_text: str) -> Diagnosis | None:
        """Find one code, typed with or without its dot, in any case."""
        code = _plain(code_text)
        if not _CODE.fullmatch(code):
            return None
        return next((entry for entry in self._under(code) if _plain(entry.code) == code), None)

    def billable_under(self, code_text: str) -> Iterator[Diagnosis]:
        """Give the billable codes that begin with this code, in code order."""
        return (entry for entry in self._under(_plain(code_text)) if entry.billable)

    def search(self, words_or_code: str, limit: int = 50) -> tuple[Diagnosis, ...]:
        """Find at most `limit` diagnoses by the beginning of a code or of words in any order.

        Codes come first. Within each kind billable ones come before heads of groups; by words, the
        diagnoses that `resources/icd10/words.tsv` lists come first, then short titles before long.
        """
        found: dict[str, Diagnosis] = {}
        code = _plain(words_or_code)
        if _CODE_START.fullmatch(code):
            _fill(found, self.billable_under(code), limit)
            if len(found) < limit:
                _fill(found, self._under(code), limit)
        words = list(dict.fromkeys(words_of(words_or_code)))
        if words and len(found) < limit:
            _fill(found, self._with_words(words, limit), limit)
        return tuple(found.values())

    @cached_property
    def _tables(self) -> Tables:
        source = self._source
        return unpack(source if isinstance(source, bytes) else source.read_bytes())

    @cached_property
    def _ranks_of_group(self) -> tuple[set[int], ...]:
        numbers = range(len(self._tables.groups))
        return tuple(self._ranks_with(f"{GROUP_MARK}{number:02}") for number in numbers)

    def _under(self, code: str) -> Iterator[Diagnosis]:
        """Give every entry whose code begins with these characters, in code order."""
        stems = self._tables.stems
        position = bisect_left(stems, code)
        # The stem before may be the one that takes the rest of the code as its ending.
        start = position - 1 if position and code.startswith(stems[position - 1]) else position
        for place in range(start, len(stems)):
            if place >= position and not stems[place].startswith(code):
                return
            entries = (self._stem_entry(place), *self._ending_entries(place))
            yield from (entry for entry in entries if _plain(entry.code).startswith(code))

    def _stem_entry(self, place: int) -> Diagnosis:
        tables = self._tables
        stem = tables.stems[place]
        is_head = tables.group_of[place] > 0 or (
            place + 1 < len(tables.stems) and tables.stems[place + 1].startswith(stem)
        )
        return Diagnosis(_dotted(stem), tables.titles[place], billable=not is_head)

    def _ending_entries(self, place: int) -> Iterator[Diagnosis]:
        for ending in self._tables.groups[self._tables.group_of[place]]:
            yield self._ending_entry(place, ending)

    def _ending_entry(self, place: int, ending: Ending) -> Diagnosis:
        code = f"{self._tables.stems[place]:X<6}{ending.character}"
        title = f"{self._tables.titles[place]}, {ending.text}"
        return Diagnosis(_dotted(code), title, billable=True)

    def _ranks_with(self, beginning: str) -> set[int]:
        """Find the stems with a word that begins so; "\\x7f" sorts after all that words hold."""
        words = self._tables.words
        return self._tables.ranks_of(
            bisect_left(words, beginning), bisect_left(words, f"{beginning}\x7f")
        )

    def _with_words(self, words: list[str], limit: int) -> Iterator[Diagnosis]:
        """Give the diagnoses that hold every word, billable ones first.

        A word may stand in the title of the stem or in its ending, so for each ending only the
        words it lacks are asked of the stem.
        """
        tables = self._tables
        ranks_with = [self._ranks_with(word) for word in words]
        in_title = set.intersection(*ranks_with)
        with_ending = [
            [(ending, self._ranks_fitting(ending, number, words, ranks_with)) for ending in group]
            for number, group in enumerate(tables.groups)
        ]
        candidates = in_title.union(*(ranks for group in with_ending for _, ranks in group))
        # Each candidate gives at least one diagnosis, so no more than `limit` are needed.
        best = heapq.nsmallest(limit, candidates)
        for rank in best:
            place = tables.position_at[rank]
            endings = with_ending[tables.group_of[place]]
            if not endings:
                yield self._stem_entry(place)
            yield from (self._ending_entry(place, ending) for ending, fit in endings if rank in fit)
        yield from (self._stem_entry(tables.position_at[rank]) for rank in best if rank in in_title)

    def _ranks_fitting(
        self, ending: Ending, group: int, words: list[str], ranks_with: list[set[int]]
    ) -> set[int]:
        """Find the stems of an ending group that hold the words this ending of it lacks."""
        lacking = [
            ranks
            for word, ranks in zip(words, ranks_with, strict=True)
            if f" {word}" not in ending.spaced_words
        ]
        return self._ranks_of_group[group].intersection(*lacking)


def read_diagnosis(text: str, index: DiagnosisIndex) -> Diagnosis | Unread:
    """Read a code that can be billed; the head of a group is refused, naming its codes."""
    if not _CODE.fullmatch(_plain(text)):
        return _NOT_A_CODE
    entry = index.lookup(text)
    if entry is None:
        return Unread(
            f"This code is not in ICD-10-CM of {index.release}: check it, or search by words."
        )
    if entry.billable:
        return entry
    children = [child.code for child in index.billable_under(entry.code)]
    if len(children) > _CHILDREN_NAMED:
        choice = f"type more of it, such as {children[0]}, or choose from the list"
    else:
        choice = f"choose {', '.join(children)}"
    return Unread(f"{entry.code} heads a group and cannot be billed: {choice}.")


def is_social_factor(code: str) -> bool:
    """Say whether a code is one of Z55-Z65, social circumstances: never a first diagnosis.

    Source: ICD-10-CM Official Guidelines for Coding and Reporting, chapter 21.
    """
    return bool(_SOCIAL_FACTOR.match(_plain(code)))


def _plain(code_text: str) -> str:
    """Bring a code to the form of the stems: capital letters, no dot behind the third one."""
    code = code_text.strip().upper()
    return code[:3] + code[4:] if code[3:4] == "." else code


def _dotted(code: str) -> str:
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 else code


def _fill(found: dict[str, Diagnosis], entries: Iterable[Diagnosis], limit: int) -> None:
    """Add new entries, in their order, until there are `limit`."""
    new = (entry for entry in entries if entry.code not in found)
    for entry in islice(new, limit - len(found)):
        found[entry.code] = entry
