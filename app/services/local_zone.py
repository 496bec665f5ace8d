"""The computer's own time zone, with its summer time at each moment; bootstrap makes the clock.

A fixed offset taken at the start would show half of all old notes an hour off.
"""

import datetime as dt
import time


class LocalZone(dt.tzinfo):
    """Follows the system's rules for every moment, as `datetime.astimezone()` does."""

    def utcoffset(self, at: dt.datetime | None) -> dt.timedelta | None:
        """The offset at a local time; of a time that comes twice in autumn, the one `fold` says."""
        if at is None:
            return None
        return at.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, at: dt.datetime | None) -> dt.timedelta | None:
        """How much of the offset is summer time."""
        if at is None:
            return None
        local = at.replace(tzinfo=None).astimezone()
        is_summer = time.localtime(local.timestamp()).tm_isdst > 0
        return dt.timedelta(hours=1 if is_summer else 0)

    def tzname(self, at: dt.datetime | None) -> str | None:
        """The zone's short name at a local time."""
        return None if at is None else at.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, at: dt.datetime) -> dt.datetime:
        """The local time of a moment given in UTC."""
        moment = at.replace(tzinfo=dt.UTC)
        local = moment.astimezone().replace(tzinfo=self)
        comes_again = local.utcoffset() != moment.astimezone().utcoffset()
        return local.replace(fold=1) if comes_again else local
