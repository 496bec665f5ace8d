"""Whether a regular expression of a guide could keep the form waiting; `check_rules` asks.

Python's engine tries every way through an expression. What is let through has at most `MOST_WAYS`
over a text of `MOST_JUDGED` characters, some 0.1 s at the very worst, where a repeated group or
fifty question marks could take years.
"""

import re
from dataclasses import dataclass

from app.rules.checks.pattern import MOST_JUDGED

MOST_WAYS = 64 * MOST_JUDGED**3
"""Ways through one expression: of three repeats and three choices of two, or fifteen such choices.
Each look ahead at its beginning may have as many. A choice is counted twice over: leaving it costs
the engine more than a step of a repeat."""

_TOKEN = re.compile(
    r"""
    (?P<back>\\[1-9]|\(\?P=)
    |(?P<look>\(\?[=!])
    |(?P<flags>\(\?[aims]+\))
    |(?P<named>\(\?P<\w+>)
    |(?P<other>\(\?(?!:))
    |(?P<open>\((?:\?:)?)
    |(?P<repeat>[*+]|\{[0-9]*,?[0-9]*\})
    |(?P<maybe>\?)
    |(?P<either>\|)
    |(?P<close>\))
    |(?P<sign>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_GROUP = "It repeats a group in brackets: repeat single characters or sets such as [a-z] only."
_MANY = (
    "It has too many repeats, question marks and alternatives together: leave out what need not be"
    " told apart."
)
_BACK = "It refers back to what it matched before: write that part out."
_INSIDE = "It looks ahead in the middle: look ahead at the beginning only."
_OTHER = "It has a group that is not judged here: use plain groups and look-aheads."


@dataclass(slots=True)
class _Group:
    """Ways through a group that is open: of the alternatives before, and of this one so far."""

    looks: bool = False
    alternatives: int = 1
    before: int = 0
    ways: int = 1

    @property
    def all_ways(self) -> int:
        return (self.before + self.ways) * self.alternatives


def why_slow(pattern: str) -> str:
    """Why an expression that compiles is refused, in one sentence; empty when it is fast."""
    groups = [_Group()]
    before, has_begun = "", False
    for token in _TOKEN.finditer(pattern):
        kind, is_apart = str(token.lastgroup), any(group.looks for group in groups)
        trouble = _trouble(kind, before, has_begun=has_begun or is_apart)
        if trouble:
            return trouble
        _count(kind, before, groups)
        if groups[-1].all_ways > MOST_WAYS:
            return _MANY
        has_begun = has_begun or (kind in ("sign", "named", "open") and not is_apart)
        before = kind
    return ""


def _count(kind: str, before: str, groups: list[_Group]) -> None:
    """What a token adds to the ways through the innermost group; a group's multiply those around.

    A look ahead is over once it held, so its ways multiply nothing.
    """
    inner = groups[-1]
    if kind in ("look", "named", "open"):
        groups.append(_Group(looks=kind == "look"))
    elif kind == "close":
        groups.pop()
        groups[-1].ways *= 1 if inner.looks else inner.all_ways
    elif kind == "either":
        inner.before, inner.ways = inner.before + inner.ways, 1
        inner.alternatives += 1
    elif kind == "repeat":
        inner.ways *= MOST_JUDGED
    elif kind == "maybe" and before != "repeat":
        inner.ways *= 4


def _trouble(kind: str, before: str, *, has_begun: bool) -> str:
    if kind == "repeat" and before == "close":
        return _GROUP
    if kind == "look" and has_begun:
        return _INSIDE
    return {"back": _BACK, "other": _OTHER}.get(kind, "")
