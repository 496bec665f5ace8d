"""Whether a regular expression of a guide could keep the form waiting; `check_rules` asks.

Python's engine tries every way to share a text out among repeats. What is let through shares it
among three at most, over a text of `MOST_JUDGED` characters: some 0.1 s at the very worst, where a
repeated group could take years.
"""

import re

MOST_REPEATS = 3
"""Repeats in one expression; a look ahead at its beginning has as many of its own."""

_TOKEN = re.compile(
    r"""
    (?P<back>\\[1-9]|\(\?P=)
    |(?P<look>\(\?[=!])
    |(?P<flags>\(\?[aimsx]+\))
    |(?P<named>\(\?P<\w+>)
    |(?P<other>\(\?(?!:))
    |(?P<open>\((?:\?:)?)
    |(?P<repeat>[*+]|\{[0-9]*,?[0-9]*\})
    |(?P<maybe>\?)
    |(?P<close>\))
    |(?P<sign>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_GROUP = "It repeats a group in brackets: repeat single characters or sets such as [a-z] only."
_MANY = f"It has more than {MOST_REPEATS} repeats: leave out what need not be told apart."
_BACK = "It refers back to what it matched before: write that part out."
_INSIDE = "It looks ahead in the middle: look ahead at the beginning only."
_OTHER = "It has a group that is not judged here: use plain groups and look-aheads."


def why_slow(pattern: str) -> str:
    """Why an expression that compiles is refused, in one sentence; empty when it is fast."""
    looks: list[bool] = []  # of the groups that are open: whether each looks ahead
    repeats, before, has_begun = [0], "", False
    for token in _TOKEN.finditer(pattern):
        kind, is_apart = str(token.lastgroup), True in looks
        trouble = _trouble(kind, before, has_begun=has_begun or is_apart)
        if trouble:
            return trouble
        if kind in ("look", "named", "open"):
            looks.append(kind == "look")
            repeats += [0] * (kind == "look")
        elif kind == "close":
            is_look_over = bool(looks) and looks.pop()
            if is_look_over:
                repeats.pop()
        elif kind == "repeat":
            repeats[-1] += 1
        if repeats[-1] > MOST_REPEATS:
            return _MANY
        has_begun = has_begun or (kind in ("sign", "named", "open") and not is_apart)
        before = kind
    return ""


def _trouble(kind: str, before: str, *, has_begun: bool) -> str:
    if kind == "repeat" and before == "close":
        return _GROUP
    if kind == "look" and has_begun:
        return _INSIDE
    return {"back": _BACK, "other": _OTHER}.get(kind, "")
