"""Finds what somebody means by a few letters: the letters occur in order, word starts count more.

The finder's lists use it for commands, patients and notes.
"""

from app.domain.finding.listing import search_key

_WORD_START, _RUN, _PLAIN = 8, 5, 1


def score(typed: str, text: str) -> int:
    """How well a text fits what was typed, 0 when it does not; each typed word must fit."""
    words, key = search_key(typed).split(), search_key(text)
    total = 1
    for word in words:
        found = _word_score(word, key)
        if not found:
            return 0
        total += found
    return total


def _word_score(word: str, key: str) -> int:
    at = key.find(word)
    if at >= 0:  # the letters stand together: better than any scattered ones
        return len(word) * _WORD_START + (_WORD_START if _starts_word(key, at) else 0)
    total, before, at = 0, -2, -1
    for letter in word:
        at = key.find(letter, at + 1)
        if at < 0:
            return 0
        total += _WORD_START if _starts_word(key, at) else _RUN if at == before + 1 else _PLAIN
        before = at
    # Scattered letters fit nearly everything; half of them must begin words or follow another.
    return total if total >= len(word) * (_RUN - 1) else 0


def _starts_word(key: str, at: int) -> bool:
    return at == 0 or not key[at - 1].isalnum()
