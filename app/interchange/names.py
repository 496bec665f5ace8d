"""A whole name in one piece, taken apart; imports and bridge files have such columns."""

from collections.abc import Mapping

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def split_name(full: str) -> Mapping[str, str]:
    """First, middle and last name and suffix of `Testwell, Marisol A` or `Marisol A Testwell`.

    One word alone is a last name. What is not there is left out.
    """
    before, comma, after = full.partition(",")
    if comma:
        family, rest = before.split(), after.replace(",", " ").split()
    else:
        words = full.split()
        tail = 2 if len(words) > 2 and _is_suffix(words[-1]) else 1
        rest, family = words[:-tail], words[-tail:]
    suffix = ""
    for words in (rest, family):
        if len(words) > 1 and _is_suffix(words[-1]):
            suffix = words.pop()
    parts = {
        "given": rest[0] if rest else "",
        "middle": " ".join(rest[1:]),
        "family": " ".join(family),
        "suffix": suffix,
    }
    return {name: part for name, part in parts.items() if part}


def _is_suffix(word: str) -> bool:
    return word.casefold().strip(".") in _SUFFIXES
