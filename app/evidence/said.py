"""What a file says of itself, made fit to be shown: title, author and date, when they make sense.

Used by `look`. It is a first guess that the user sees and can change.
"""

import datetime as dt
import re
import unicodedata

_LONGEST = 120  # letters; as long as a title may be (`app.domain.practice.people.Named`)
_FIRST_YEAR = 1990  # no office has digital documents older than that; clocks that were never set do

_MAKERS_PREFIX = re.compile(r"^Microsoft (Word|Excel|PowerPoint|Outlook) - ", re.IGNORECASE)
_FILE_ENDING = re.compile(
    r"\.(docx?|xlsx?|pptx?|odt|rtf|txt|pdf|tiff?|jpe?g|png|html?)$", re.IGNORECASE
)
_MEANINGLESS = re.compile(
    r"(untitled|unknown|anonymous|document|scan(ned)?( (document|image))?|image|fax|print(out)?"
    r"|user|owner|admin(istrator)?|scanner|pc|default|none|null|title|author|test"
    r"|olympus digital camera|screenshot)[\s_-]*\d*",
    re.IGNORECASE,
)
_DATE = re.compile(r"(\d{4})[:\-/]?(\d{2})[:\-/]?(\d{2})")  # PDF D:YYYYMMDD, EXIF YYYY:MM:DD


def as_title(said: str) -> str:
    """A title out of a file's properties, or nothing when it names no document."""
    return _meaning(_FILE_ENDING.sub("", _MAKERS_PREFIX.sub("", one_line(said))))


def as_author(said: str) -> str:
    """An author out of a file's properties, or nothing when it names nobody."""
    return _meaning(one_line(said))


def as_date(said: str, today: dt.date) -> dt.date | None:
    """A day out of a file's properties, if one can be meant."""
    found = _DATE.match(said.strip().removeprefix("D:"))
    if found is None:
        return None
    try:
        day = dt.date(*map(int, found.groups()))
    except ValueError:
        return None
    # A camera may stand in a time zone where it is tomorrow.
    return day if day.year >= _FIRST_YEAR and day <= today + dt.timedelta(days=1) else None


def one_line(said: str) -> str:
    """A text on one line, without control letters and those that turn the reading direction."""
    plain = unicodedata.normalize("NFC", said[: 10 * _LONGEST])
    kept = ("\n" if each.isspace() else each for each in plain if _is_shown(each))
    return " ".join("".join(kept).split())[:_LONGEST].strip()


def _is_shown(letter: str) -> bool:
    return letter.isspace() or not unicodedata.category(letter).startswith("C")


def _meaning(text: str) -> str:
    lacks = not any(letter.isalpha() for letter in text) or "\ufffd" in text
    return "" if lacks or _MEANINGLESS.fullmatch(text) else text
