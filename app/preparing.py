"""How far opening a practice is where it takes long: after a new version, or the first time.

Storage and `services.audit.trail_start` tell it, the door shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Preparing:
    """What is done before a practice opens, and for how many records it is done."""

    what: Literal["indexing", "taking over"]
    done: int


Told = Callable[[Preparing], None]
"""Is told now and then, on the thread that does the work."""


def unheard(_news: Preparing) -> None:
    """Nobody waits for news."""
