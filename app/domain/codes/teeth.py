"""Teeth and areas of the mouth: how they are typed, stored, shown, told and coded.

The draft and the teeth field read and show them; narratives describe them; the claim sheet asks for
the area codes. The stored form is a tuple of tokens in canonical order, without duplicates:

* areas `00` whole mouth, `01` upper arch, `02` lower arch, then the quadrants `UR UL LL LR`;
* permanent teeth `1`-`32`, supernumerary permanent teeth `51`-`82` (tooth plus 50);
* primary teeth `A`-`T`, supernumerary primary teeth `AS`-`TS`.

A bare number is always a tooth, so the quadrants are stored as letters and not as their area codes
10, 20, 30 and 40, which would read as teeth 10, 20 and 30. Numbering: Oklahoma Health Care
Authority, "Tooth numbering system"; area codes: the oral cavity codes of dental claims.
"""

import re
from collections.abc import Iterable, Iterator

from app.domain.reading.problem import Unread

_AREAS = ("00", "01", "02", "UR", "UL", "LL", "LR")
_PERMANENT = tuple(str(number) for number in range(1, 33))
_EXTRA_PERMANENT = tuple(str(number) for number in range(51, 83))
_PRIMARY = tuple("ABCDEFGHIJKLMNOPQRST")
_EXTRA_PRIMARY = tuple(f"{letter}S" for letter in _PRIMARY)
_SERIES = (_PERMANENT, _EXTRA_PERMANENT, _PRIMARY, _EXTRA_PRIMARY)
_ORDER = {
    token: place
    for place, token in enumerate(
        (*_AREAS, *_PERMANENT, *_EXTRA_PERMANENT, *_PRIMARY, *_EXTRA_PRIMARY)
    )
}
_AREA_NAMES = {"00": "full mouth", "01": "upper arch", "02": "lower arch"}
_AREA_PHRASES = {
    "00": "the whole mouth",
    "01": "the upper arch",
    "02": "the lower arch",
    "UR": "the upper right quadrant",
    "UL": "the upper left quadrant",
    "LL": "the lower left quadrant",
    "LR": "the lower right quadrant",
}

_NOT_TEETH = Unread("Not teeth or an area: type 3, 14-16, or A-E, UR, upper, or full mouth.")

_AREA_WORDS = {
    **{f"{jaw} right": "UR" for jaw in ("upper", "maxillary")},
    **{f"{jaw} left": "UL" for jaw in ("upper", "maxillary")},
    **{f"{jaw} left": "LL" for jaw in ("lower", "mandibular")},
    **{f"{jaw} right": "LR" for jaw in ("lower", "mandibular")},
    **{token.casefold(): token for token in _AREAS},
    **dict.fromkeys(("full", "whole", "entire"), "00"),
    **dict.fromkeys(("upper", "maxillary", "maxilla"), "01"),
    **dict.fromkeys(("lower", "mandibular", "mandible"), "02"),
}
_TOOTH = "[0-9]{1,3}|[a-z]s?"
# Longer words first, so that "upper right" is not taken for "upper".
_PIECE = re.compile(
    rf"(?P<area>{'|'.join(sorted(_AREA_WORDS, key=len, reverse=True))})"
    r"(?: (?:quadrant|arch|jaw|mouth|teeth))?"
    rf"|#? ?(?P<first>{_TOOTH})(?: ?(?:-|to|through) ?#?(?P<last>{_TOOTH}))?"
)
_BETWEEN = re.compile(r"(?:[,;& ]|\band\b|\b(?:tooth|teeth)\b)*")


def read_teeth(text: str) -> tuple[str, ...] | Unread:
    """Read teeth, ranges of teeth and areas into their stored form.

    Understood: `3, 14-16, 30`, `#3`, `tooth 3`, `A-E`, `AS`, `51`, `UR`, `upper right`, `upper` or
    `maxillary`, `lower` or `mandibular`, `full mouth` or `whole`, and the area codes `00`, `01`,
    `02`. A range may be typed from either end.
    """
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", " ".join(text.casefold().split()))
    found: set[str] = set()
    place = _skip_between(plain, 0)
    while place < len(plain):
        match = _PIECE.match(plain, place)
        if match is None:
            return _NOT_TEETH
        tokens = _tokens_of(match)
        if isinstance(tokens, Unread):
            return tokens
        found.update(tokens)
        after = _skip_between(plain, match.end())
        if after == match.end() < len(plain):
            return _NOT_TEETH
        place = after
    return _in_order(found) if found else _NOT_TEETH


def show_teeth(teeth: tuple[str, ...]) -> str:
    """Write stored teeth the way the program shows them: `UR, 3, 14-16`; it reads back the same."""
    areas = [_AREA_NAMES.get(token, token) for token in _in_order(teeth) if token in _AREAS]
    runs = [run for series in _SERIES for run in _runs(series, teeth, "-")]
    return ", ".join(areas + runs)


def describe_teeth(teeth: tuple[str, ...]) -> str:
    """Name stored teeth inside a sentence: `teeth 3 and 14–16`, `the upper right quadrant`."""
    parts = [_AREA_PHRASES[token] for token in _in_order(teeth) if token in _AREAS]
    for noun, pair in (
        ("", (_PERMANENT, _PRIMARY)),
        ("supernumerary ", (_EXTRA_PERMANENT, _EXTRA_PRIMARY)),
    ):
        count = sum(token in series for series in pair for token in teeth)
        runs = [run for series in pair for run in _runs(series, teeth, "–")]
        if runs:
            parts.append(f"{noun}{'tooth' if count == 1 else 'teeth'} {_listed(runs)}")
    return _listed(parts)


def _skip_between(plain: str, place: int) -> int:
    match = _BETWEEN.match(plain, place)
    return match.end() if match else place


def _tokens_of(match: re.Match[str]) -> tuple[str, ...] | Unread:
    """Turn one matched piece into tokens: an area, a tooth or a range of teeth."""
    if match["area"]:
        return (_AREA_WORDS[match["area"]],)
    first, last = match["first"], match["last"]
    for typed in (first, last):
        wrong = typed and _wrong_tooth(typed)
        if wrong:
            return wrong
    if last is None:
        return (first.upper(),)
    for series in _SERIES:
        if first.upper() in series and last.upper() in series:
            start, end = sorted((series.index(first.upper()), series.index(last.upper())))
            return series[start : end + 1]
    return Unread("A range joins teeth of one kind: type 14-16, A-E or 51-53.")


def _wrong_tooth(typed: str) -> Unread | None:
    """Say why a number or letter names no tooth; None when it does."""
    if typed.upper() in _ORDER and typed.upper() not in _AREAS:
        return None
    if typed.startswith("0"):
        return Unread("Type a tooth without the leading zero; only 00, 01 and 02 are areas.")
    if typed == "40":
        return Unread("There is no tooth 40: type LR for the lower right quadrant.")
    if typed.isdecimal():
        return Unread(f"There is no tooth {typed}: teeth are 1-32, 51-82 and A-T.")
    return Unread("Primary teeth are A to T, and AS to TS when supernumerary: check the letter.")


def _in_order(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(tokens), key=_ORDER.__getitem__))


def _runs(series: tuple[str, ...], teeth: tuple[str, ...], dash: str) -> Iterator[str]:
    """Write the teeth of one series, three or more neighbors as a range.

    Neighbors across the midline (8 and 9) count too: a range follows the numbering.
    """
    start = 0
    while start < len(series):
        end = start
        while end < len(series) and series[end] in teeth:
            end += 1
        if end - start >= 3:
            yield f"{series[start]}{dash}{series[end - 1]}"
        else:
            yield from series[start:end]
        start = end + 1


def _listed(parts: list[str]) -> str:
    if len(parts) < 3:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"
