"""The narrative: sentences made of answers only, fitted to each channel's length, never cut inside.

The draft's narrative panel, the documents and the command line call `tell`, then `fit`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.documents.narrative.template import Template, fill, parse_template
from app.domain.facts.facts import Facts
from app.domain.guides.condition import reads
from app.domain.guides.guide import Field, Guide, Sentence
from app.domain.guides.paths import TOP, Place, template_of


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence that could be told: full and short, each with the answer paths behind it.

    A `sensitive` one rests on a field marked so: only the chart note tells it.
    """

    id: str
    priority: int
    text: str
    fields: tuple[str, ...]
    short: str
    short_fields: tuple[str, ...]
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a narrative may be. `characters` None means unlimited.

    `piece` is the length of one piece where the text travels in pieces that break between words.
    What goes `to_payers` leaves sensitive sentences out.
    """

    name: str
    title: str
    characters: int | None = None
    piece: int | None = None
    to_payers: bool = True

    @property
    def pieces(self) -> int:
        """How many pieces there may be."""
        return self.characters // self.piece if self.characters and self.piece else 1


FULL = Limit("full", "Full", to_payers=False)
ATTACHED = Limit("2000", "2,000 characters", 2000)
"""What attachment services take that state a limit; the printed attachment keeps to it as well."""

CLAIM_NOTE = Limit("400", "400 in pieces of 80", 400, 80)
"""Electronic dental claim note: five notes of 80 characters each (837D, loop 2300 NTE)."""

REMARKS = Limit("253", "253 characters", 253)
"""What one practice system shows of the remarks on the printed claim form."""

SHORT_REMARKS = Limit("125", "125 characters", 125)
"""What one practice system transmits of the note with an electronic claim."""

LIMITS: tuple[Limit, ...] = (FULL, ATTACHED, CLAIM_NOTE, REMARKS, SHORT_REMARKS)


@dataclass(frozen=True, slots=True)
class Placed:
    """One sentence in a fitted narrative: where it stands in the text, whether it was shortened."""

    start: int
    end: int
    told: Told
    shortened: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The answer paths this sentence comes from."""
        return self.told.short_fields if self.shortened else self.told.fields


@dataclass(frozen=True, slots=True)
class Fitted:
    """A narrative that keeps to a limit: its text, its sentences, and what was left out.

    `lead` characters at the start of the text (an attachment number) are counted with it.
    """

    limit: Limit
    text: str
    sentences: tuple[Placed, ...]
    dropped: tuple[Told, ...]

    @property
    def pieces(self) -> tuple[str, ...]:
        """The text in pieces, as the claim carries it; one piece where the limit has none."""
        return split_pieces(self.text, self.limit.piece) if self.limit.piece else (self.text,)


def tell(guide: Guide, facts: Facts) -> tuple[Told, ...]:
    """Every sentence the answers allow, in the guide's order."""
    found = (
        tell_at(sentence, guide, facts, place)
        for sentence in guide.says
        for place in (facts.places(sentence.each, TOP) if sentence.each else (TOP,))
    )
    return tuple(told for told in found if told is not None)


def fit(told: tuple[Told, ...], limit: Limit, lead: str = "") -> Fitted:
    """The most that fits: what matters most first, short forms before leaving out, never a cut.

    A sentence of lower priority is never kept when one of higher priority was left out.
    """
    chosen: dict[int, str] = {}
    tellable = (i for i, each in enumerate(told) if not (each.sensitive and limit.to_payers))
    ranked = sorted(tellable, key=lambda index: (told[index].priority, index))

    def fits() -> bool:
        return _keeps(_composed(chosen, lead), limit)

    lost_at = None
    for index in ranked:
        if lost_at is not None and told[index].priority > lost_at:
            break
        chosen[index] = told[index].short or told[index].text
        if not fits():
            del chosen[index]
            lost_at = told[index].priority
    for index in ranked:
        if index in chosen and chosen[index] != told[index].text:
            short = chosen[index]
            chosen[index] = told[index].text
            if not fits():
                chosen[index] = short
    text = _composed(chosen, lead)
    return Fitted(
        limit,
        text,
        tuple(_placed(chosen, told, lead)),
        tuple(each for index, each in enumerate(told) if index not in chosen),
    )


def suggestion(template: str, facts: Facts, place: Place, fields: Mapping[str, Field]) -> str:
    """The text a field suggests, out of other answers; empty while an answer is missing."""
    filled = fill(parsed(template), facts, place, fields)
    return filled.text if filled else ""


def split_pieces(text: str, length: int) -> tuple[str, ...]:
    """The text in pieces of at most `length` characters, broken between words where it can be."""
    pieces: list[str] = []
    rest = text
    while len(rest) > length:
        cut = rest.rfind(" ", 0, length + 1)
        cut = cut if cut > 0 else length
        pieces.append(rest[:cut])
        rest = rest[cut:].lstrip(" ")
    return (*pieces, rest) if rest or not pieces else tuple(pieces)


def _keeps(text: str, limit: Limit) -> bool:
    if limit.characters is None:
        return True
    fits_pieces = limit.piece is None or len(split_pieces(text, limit.piece)) <= limit.pieces
    return len(text) <= limit.characters and fits_pieces


def _composed(chosen: Mapping[int, str], lead: str) -> str:
    texts = [chosen[index] for index in sorted(chosen)]
    return " ".join([lead, *texts] if lead else texts)


def _placed(chosen: Mapping[int, str], told: tuple[Told, ...], lead: str) -> Iterator[Placed]:
    at = len(lead) + 1 if lead else 0
    for index in sorted(chosen):
        text = chosen[index]
        yield Placed(at, at + len(text), told[index], text != told[index].text)
        at += len(text) + 1


def tell_at(sentence: Sentence, guide: Guide, facts: Facts, place: Place) -> Told | None:
    """One sentence at one place, or None when the answers do not allow it."""
    if sentence.when is not None and not sentence.when.holds(facts, place):
        return None
    full = fill(parsed(sentence.text), facts, place, guide.fields)
    short = fill(parsed(sentence.short), facts, place, guide.fields) if sentence.short else None
    best = full or short
    if best is None:
        return None
    brief = short if short and len(short.text) < len(best.text) else best
    sensitive = _is_sensitive(sentence, guide, best.fields + brief.fields)
    return Told(
        sentence.id,
        sentence.priority,
        best.text,
        best.fields,
        brief.text,
        brief.fields,
        sensitive,
    )


def _is_sensitive(sentence: Sentence, guide: Guide, paths: tuple[str, ...]) -> bool:
    if not guide.sensitive:
        return False
    looked_at = {*map(template_of, paths), *reads(sentence.when)}
    return not guide.sensitive.isdisjoint(looked_at)


_parse: Callable[[str], tuple[Template, tuple[str, ...]]] = lru_cache(maxsize=1024)(parse_template)


def parsed(text: str) -> Template:
    """A sentence template of a guide, parsed once."""
    return _parse(text)[0]
