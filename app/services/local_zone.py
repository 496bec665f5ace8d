"""The computer's own time zone, with its summer time at each moment; bootstrap makes the clock.

A fixed offset taken at the start would show half of all old notes an hour off.
"""

import datetime as dt
import time

_NO_RULES = (OSError, OverflowError, ValueError)
"""What the system answers about moments it knows no local time of: Windows before 1970."""


class LocalZone(dt.tzinfo):
    """Follows the system's rules for every moment, as `datetime.astimezone()` does."""

    def utcoffset(self, at: dt.datetime | None) -> dt.timedelta | None:
        """The offset at a local time; of a time that comes twice in autumn, the one `fold` says."""
        if at is None:
            return None
        return _local(at).utcoffset()

    def dst(self, at: dt.datetime | None) -> dt.timedelta | None:
        """How much of the offset is summer time."""
        if at is None:
            return None
        local = _local(at)
        try:
            is_summer = time.localtime(local.timestamp()).tm_isdst > 0
        except _NO_RULES:
            is_summer = False
        return dt.timedelta(hours=1 if is_summer else 0)

    def tzname(self, at: dt.datetime | None) -> str | None:
        """The zone's short name at a local time."""
        return None if at is None else _local(at).tzname()

    def fromutc(self, at: dt.datetime) -> dt.datetime:
        """The local time of a moment given in UTC."""
        moment = at.replace(tzinfo=dt.UTC)
        try:
            there = moment.astimezone()
        except _NO_RULES:
            there = moment.astimezone(_winter())
        local = there.replace(tzinfo=self)
        comes_again = local.utcoffset() != there.utcoffset()
        return local.replace(fold=1) if comes_again else local


def _local(at: dt.datetime) -> dt.datetime:
    """A local time with its offset; where the system has no rules, that of winter."""
    plain = at.replace(tzinfo=None)
    try:
        return plain.astimezone()
    except _NO_RULES:
        return plain.replace(tzinfo=_winter())


def _winter() -> dt.timezone:
    return dt.timezone(dt.timedelta(seconds=-time.timezone), time.tzname[0])
