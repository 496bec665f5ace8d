"""The narrative of an open note, told again only where a change touches it.

The narrative panel keeps one and asks for the next after every change; documents, which tell a
note once, call `narrative.tell`. A property test holds both equal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from app.documents.narrative.narrative import Told, parsed, tell_at
from app.domain.facts.facts import Facts
from app.domain.guides.condition import reads
from app.domain.guides.guide import Guide, Sentence
from app.domain.guides.paths import TOP, Place, parent_table, place_of, template_of

_Rows = dict[str, Told | None]


@dataclass(frozen=True, slots=True)
class Narration:
    """Every sentence of the guide with what it tells now: by row, or once under the empty path."""

    sentences: tuple[_Rows, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """Every sentence the answers allow, in the guide's order."""
        every = chain.from_iterable(rows.values() for rows in self.sentences)
        return tuple(told for told in every if told is not None)


def narrate(guide: Guide, facts: Facts) -> Narration:
    """The whole narrative."""
    return Narration(tuple(_tell_all(sentence, guide, facts) for sentence in guide.says))


def narrate_again(
    before: Narration, guide: Guide, facts: Facts, touched: Iterable[str]
) -> Narration:
    """The narrative after a change.

    `touched` are the answer paths that changed, were shown or were hidden, and the tables whose
    rows came or went.
    """
    paths = {path: template_of(path) for path in touched}
    return Narration(
        tuple(
            _tell_touched(rows, sentence, guide, facts, paths)
            for rows, sentence in zip(before.sentences, guide.says, strict=True)
        )
    )


def _tell_all(sentence: Sentence, guide: Guide, facts: Facts) -> _Rows:
    if not sentence.each:
        return {"": tell_at(sentence, guide, facts, TOP)}
    places = facts.places(sentence.each, TOP)
    return {place.row: tell_at(sentence, guide, facts, place) for place in places}


def _tell_touched(
    rows: _Rows, sentence: Sentence, guide: Guide, facts: Facts, paths: dict[str, str]
) -> _Rows:
    looked_at = _reads(sentence)
    near = [path for path, template in paths.items() if _concerns(template, looked_at)]
    if not near:
        return rows
    inside = f"{sentence.each}/"
    if not sentence.each or any(not paths[path].startswith(inside) for path in near):
        return _tell_all(sentence, guide, facts)
    places = [_row_of(path, sentence.each) for path in near]
    again = {p.row: tell_at(sentence, guide, facts, p) for p in places if p.row in rows}
    return rows | again


def _concerns(template: str, looked_at: frozenset[str]) -> bool:
    """Whether a sentence reads the field, or anything of the table the field stands in."""
    return template in looked_at or f"{parent_table(template)}/*" in looked_at


def _row_of(path: str, table: str) -> Place:
    place: Place | None = place_of(path)
    while place is not None and place.table[:-1] != table:
        place = place.outer
    return place or TOP


@lru_cache(maxsize=256)
def _reads(sentence: Sentence) -> frozenset[str]:
    return frozenset(_looked_at(sentence))


def _looked_at(sentence: Sentence) -> Iterator[str]:
    yield sentence.each
    for path in _fields(sentence):
        yield path
        while path := parent_table(path):
            yield path


def _fields(sentence: Sentence) -> Iterator[str]:
    yield from reads(sentence.when)
    for text in (sentence.text, sentence.short):
        for placeholder in parsed(text).placeholders():
            yield placeholder.path
            if placeholder.filter == "sum":  # a row's time may stand in any of its fields
                yield f"{parent_table(placeholder.path)}/*"
