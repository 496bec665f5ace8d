"""When to back up, how thoroughly, and which backups to keep: rules without a disk.

`backups` asks. Everything goes by the moments backups were made at, and by days and weeks that have
one: after a month without work the last ones are still there.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from app.domain.backup import Backup

DAILY = 14
"""Days with a backup of which one is kept: what was spoiled before a vacation can be found."""

WEEKLY = 8
"""Weeks with a backup of which one is kept: an office looks at its month's end before that."""

DUE_AFTER = dt.timedelta(days=1)
"""A day's work is the most an office would retype."""

LATE_AFTER = dt.timedelta(days=2)
"""One missed day may be a day off; two are said."""

OPENED_AFTER = dt.timedelta(days=7)
"""A large practice is opened and looked through this often; blocks are read back each time."""

OPENED_EACH_TIME = 1024**3
"""Bytes of a database that is looked through each time: seconds up to a minute."""


def is_due(last_good: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the last good backup is older than a day."""
    return not _is_within(DUE_AFTER, last_good, now)


def is_late(last_good: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the status bar should warn."""
    return not _is_within(LATE_AFTER, last_good, now)


def last_good(kept: Iterable[Backup], now: dt.datetime) -> dt.datetime | None:
    """When the newest good backup was made, without those of days to come.

    One that a wrong clock dated ahead would else be the newest for as long, and every hour another
    one be due.
    """
    good = (each.facts.made_at for each in kept if each.facts.is_good)
    return max((made_at for made_at in good if made_at <= now), default=None)


def rests_on(kept: Sequence[Backup], now: dt.datetime) -> dt.datetime | None:
    """When backups were last opened, for one that need not be; None when this one has to be."""
    newest = kept[0].facts if kept else None
    if newest is None or not newest.is_good or newest.size <= OPENED_EACH_TIME:
        return None
    return newest.opened_at if _is_within(OPENED_AFTER, newest.opened_at, now) else None


def to_drop(kept: Iterable[Backup], made: str = "") -> tuple[str, ...]:
    """The names of backups that nobody needs any more, out of all there are.

    Kept are the newest good one of each of the last days and weeks that have one, the newest of
    all, the one just `made`, whatever the clock says, and what is not ours.
    """
    ours = sorted(
        (each for each in kept if each.is_ours), key=lambda each: each.facts.made_at, reverse=True
    )
    good = [each for each in ours if each.facts.is_good]
    needed = {each.name for each in (*ours[:1], *_first_of(good, _day, DAILY))}
    needed |= {made, *(each.name for each in _first_of(good, _week, WEEKLY))}
    return tuple(each.name for each in ours if each.name not in needed)


def _is_within(span: dt.timedelta, then: dt.datetime | None, now: dt.datetime) -> bool:
    return then is not None and dt.timedelta(0) <= now - then < span


def _first_of(
    newest_first: Iterable[Backup], span: Callable[[dt.datetime], tuple[int, ...]], most: int
) -> list[Backup]:
    firsts: dict[tuple[int, ...], Backup] = {}
    for each in newest_first:
        firsts.setdefault(span(each.facts.made_at), each)
    return list(firsts.values())[:most]


def _day(moment: dt.datetime) -> tuple[int, ...]:
    return (moment.toordinal(),)


def _week(moment: dt.datetime) -> tuple[int, ...]:
    return moment.isocalendar()[:2]
