"""Text in the few characters that electronic claims carry safely; `claim_fragments` calls it.

The basic character set of X12, with small letters (of the extended set, which every dental claim
in use takes). Its own separators `~ * : ^` end fields there, so they never stay. What carries a
meaning becomes a word: an INR “< 2.5” must not arrive as “2.5”.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_letters, digits

BASIC = frozenset(ascii_letters + digits + " !\"&'()+,-./;?=")
"""What passes as it is."""

LOST = "?"
"""Stands for a letter or sign that has no plain form, so that its loss is seen."""

_WORDS = {
    "%": "percent",
    "@": "at",
    "#": "No.",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "~": "about",
    "≈": "about",
    "<": "less than",
    ">": "more than",
    "≤": "at most",
    "≥": "at least",
    "≠": "not equal to",
    "°": "deg",
    "℃": "deg C",
    "℉": "deg F",
}
"""Signs said in words, set apart by spaces."""

_SIGNS = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "′": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "•": "-", "·": "-", "→": "-", "…": "...", "±": "+/-", "×": "x", "÷": "/",
    "*": " ", "^": " ", "_": " ", "|": "/", "\\": "/", "[": "(", "]": ")", "{": "(", "}": ")",
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
    "µ": "u", "μ": "u", "⁄": "/", "\u00ad": "",
}  # fmt: skip
"""Signs and letters with a plain form; accented letters fold by themselves."""

_TIME = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?!\d|,\d)")
"""2:05 and 14:30; in 1:100,000 the colon parts a ratio."""

_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Changed:
    """One character that could not stay: what took its place, and how often."""

    character: str
    replacement: str
    count: int


@dataclass(frozen=True, slots=True)
class Basic:
    """A text in basic characters only, and everything that was changed in it."""

    text: str
    changed: tuple[Changed, ...] = ()


def basic_text(text: str) -> Basic:
    """The text in basic characters. What passes already stays, in its order."""
    seen: Counter[tuple[str, str]] = Counter()
    parts: list[str] = []
    for at, character in enumerate(text):
        if character in BASIC:
            parts.append(character)
            continue
        plain = _plain(text, at)
        seen[(character, plain.strip() or plain)] += 1
        parts.append(plain)
    return Basic("".join(parts), _counted(seen))


def all_changed(found: Iterable[Basic]) -> tuple[Changed, ...]:
    """What was changed in several texts, counted together."""
    seen: Counter[tuple[str, str]] = Counter()
    for each in found:
        for changed in each.changed:
            seen[(changed.character, changed.replacement)] += changed.count
    return _counted(seen)


def _counted(seen: Counter[tuple[str, str]]) -> tuple[Changed, ...]:
    return tuple(Changed(*pair, count) for pair, count in sorted(seen.items()))


def _plain(text: str, at: int) -> str:
    """What takes the place of the character; its neighbors decide about spaces and colons."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character == ":":
        return _colon(text, at)
    if character in _WORDS:
        return _apart(_WORDS[character], before, after)
    folded = _folded(character)
    if before.isdecimal() and folded[:1].isdigit():
        # 1½ tablets are not 11/2, and 10³ is not 103.
        return f" {folded}" if "/" in folded else f"({folded})"
    return folded


def _colon(text: str, at: int) -> str:
    """A time keeps its figures together; a ratio is said; after words a dash does the same work."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not (before.isdecimal() and after.isdecimal()):
        return _apart("-", before, after)
    is_time = any(_TIME.match(text, at - hours) for hours in (1, 2) if hours <= at)
    return "." if is_time else " to "


def _apart(word: str, before: str, after: str) -> str:
    """A word with a space on each side where none is yet and there is something to part from."""
    left = "" if before in ("", " ", "(") else " "
    right = "" if after in ("", " ", ".", ",", ")") else " "
    return f"{left}{word}{right}"


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", character)
    plain = "".join(_SIGNS.get(part, part) for part in parts if part in BASIC or part in _SIGNS)
    if plain:
        return plain
    name = unicodedata.name(character, "")
    if name.startswith("GREEK ") and "LETTER" in name:
        return name.split(" LETTER ")[1].split(" ")[0].lower()  # beta blockers
    return "" if unicodedata.category(character) in _INVISIBLE else LOST
