"""What was changed at another workstation: stores tell it to whoever shows lists and notes."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ChangedElsewhere:
    """A record that another program saved; nothing of what it holds.

    `kind` is the name of its repository in `app.services.ports.store`, such as "notes" or
    "patients". `id` is empty when more records changed at once than are worth naming.
    """

    kind: str
    id: str = ""


class Watcher(Protocol):
    """Who wants to know what others change; called on a thread of the store's own."""

    def changed(self, change: ChangedElsewhere) -> None:
        """Another program has saved a record: it can be read by now."""
        ...

    def lost(self) -> None:
        """The server is not reached. What changes from now on is missed."""
        ...

    def back(self) -> None:
        """The server is reached again: whatever is shown must be read anew."""
        ...
