"""What one edit changed: the one value that goes up the same call and is signalled once."""

from typing import NamedTuple

from app.rules.state import Evaluation


class Change(NamedTuple):
    """One edit's whole effect.

    `origin` is the answer path whose editor made the edit (that editor is not written to), None
    for undo, redo and edits from elsewhere. `changed` are the answer paths with a new answer,
    `tables` the tables whose rows came, went or moved, `flipped` the fields that were shown or
    hidden. `state` holds every open item and all counts.
    """

    origin: str | None
    changed: tuple[str, ...]
    tables: tuple[str, ...]
    flipped: tuple[str, ...]
    state: Evaluation
    can_undo: bool
    can_redo: bool
