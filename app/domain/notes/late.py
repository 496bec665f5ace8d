"""Late entries: what is written into a draft long after the last word was, and why.

Reviewers trust a record made at the time. A draft that nobody touched for as long as the practice
says may be gone on with, but what is entered then is marked as late, with who, when and why. The
draft keeps the spells, the signature covers them, form and chart note show them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter, itemgetter

LATE_AFTER_HOURS = 48
"""Unless a state asks otherwise. General practice of record keeping, no single law's number."""


@dataclass(frozen=True, slots=True)
class LateSpell:
    """From `since` (UTC) on, what `by` (a staff id) enters is late, for a reason in their words."""

    since: dt.datetime
    by: str
    reason: str


def is_late(saved_at: dt.datetime | None, now: dt.datetime, after: dt.timedelta) -> bool:
    """Whether edits of a draft last saved then are late now (both UTC)."""
    return saved_at is not None and now - saved_at > after


def spell_of(spells: Iterable[LateSpell], at: dt.datetime) -> LateSpell | None:
    """The spell that an entry of that moment (UTC) belongs to; None where it was not late.

    Whoever made it: once a draft is gone on with late, all that follows is late.
    """
    return max((s for s in spells if s.since <= at), key=attrgetter("since"), default=None)


def joined_spells(spells: Iterable[LateSpell]) -> tuple[LateSpell, ...]:
    """The spells of two versions of one draft, each once, the earliest first.

    A spell that has its reason in one version only has it; two reasons are both kept.
    """
    reasons: dict[tuple[dt.datetime, str], dict[str, None]] = {}
    for spell in spells:
        given = reasons.setdefault((spell.since, spell.by), {})
        if spell.reason:
            given[spell.reason] = None
    return tuple(
        LateSpell(*begun, "; ".join(given))
        for begun, given in sorted(reasons.items(), key=itemgetter(0))
    )
