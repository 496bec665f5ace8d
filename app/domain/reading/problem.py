"""The one way a reader says no; every reader returns it and every field editor shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unread:
    """Typed text that could not be read as a value.

    `why` is one sentence in plain words that says what to type instead. It repeats no free text of
    the user, because it may end up in a report or a log.
    """

    why: str
