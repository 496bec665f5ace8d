"""Times of day as people type them; time fields, the draft and the command line read them here."""

import datetime as dt
import re

from app.domain.reading.problem import Unread

_NOT_A_TIME = Unread("Not a time: type 9:30, 2:30p, 1430 or n for now.")

# Typed without am or pm, these hours are afternoon: few practices work between 1 and 7 in the
# morning.
_AFTERNOON_HOURS = range(1, 7)

_NAMED_TIMES = {"noon": dt.time(12), "midnight": dt.time(0)}
_HALF = r"(?: ?([ap])(?:\.?m\.?)?)?"
_CLOCK = re.compile(rf"([0-9]{{1,2}})(?:[:.]([0-9]{{2}}))?{_HALF}")
_RUN_TOGETHER = re.compile(rf"([0-9]{{1,2}})([0-9]{{2}}){_HALF}")


def read_time(text: str, now: dt.time) -> dt.time | Unread:
    """Read a time of day to the minute.

    Understood: `1430`, `930`, `9:30`, `14.30`, `2:30p`, `2:30 pm`, `2p`, `9`, `noon`, `midnight`,
    and `n` or `now` for the time passed in.

    Without am or pm, 1:00 to 6:59 is afternoon, as office hours are. A leading zero (`02:30`,
    `0230`) or an hour above 12 means the 24-hour clock.
    """
    typed = " ".join(text.casefold().split())
    if typed in ("n", "now"):
        return dt.time(now.hour, now.minute)
    if typed in _NAMED_TIMES:
        return _NAMED_TIMES[typed]
    match = _CLOCK.fullmatch(typed) or _RUN_TOGETHER.fullmatch(typed)
    if match is None:
        return _NOT_A_TIME
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23:
        return Unread(f"There is no hour {hour}: hours run from 0 to 23, midnight is 0:00.")
    if minute > 59:
        return Unread(f"There is no minute {minute}: minutes run from 00 to 59.")
    if match[3]:
        return _on_half(hour, minute, match[3])
    if hour in _AFTERNOON_HOURS and not match[1].startswith("0"):
        hour += 12
    return dt.time(hour, minute)


def show_time(time: dt.time) -> str:
    """Write a time the one way the program shows it, to the minute: `2:30 PM`."""
    half = "AM" if time.hour < 12 else "PM"
    return f"{time.hour % 12 or 12}:{time.minute:02} {half}"


def _on_half(hour: int, minute: int, half: str) -> dt.time | Unread:
    """Apply am or pm; an hour of the 24-hour clock must agree with it."""
    if 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif (hour >= 12) != (half == "p"):
        return Unread("The hour and am or pm do not agree: type 2:30p or 14:30.")
    return dt.time(hour, minute)
