"""What the screen says when work fails: the failure's own sentence, or a general one.

`application` makes one `FailureWords`; whoever runs background work asks it.
"""

from app.errors import Failure, MissingFolder
from app.files import went_away
from app.log import Event, EventLog

UNEXPECTED = "Something went wrong inside Chartproof. What you typed is kept. Try again."


class FailureWords:
    """Turns an exception into a sentence and a log line, which has none of its words."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def of(self, error: Exception, event: Event = Event.TASK_FAILED) -> str:
        """The sentence to show."""
        self._log.failure(event, error)
        if event is Event.EXPORT_FAILED and isinstance(error, OSError) and went_away(error):
            return MissingFolder.sentence
        return str(error) if isinstance(error, Failure) else UNEXPECTED
