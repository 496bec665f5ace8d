"""Certain words are better replaced; quotations are left alone.

Complete: "medical consultation".
Lacking: "medical clearance", unless somebody else is quoted.
"""

import re
from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Text
from app.domain.guides.paths import Place

KIND = "avoids_words"


@dataclass(frozen=True, slots=True)
class Params:
    """The text fields looked at and the words to avoid."""

    field: str
    fields: tuple[str, ...]
    words: tuple[str, ...]


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return params.fields


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether none of the words occurs outside quotation marks."""
    texts = (answer for field in params.fields for answer in facts.column(field, place))
    own = [_QUOTED.sub(" ", a.value).casefold() for a in texts if isinstance(a, Text)]
    return not any(word.casefold() in text for word in params.words for text in own)


_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
