"""Where F8 leads on a page of records: the fields still needed, record by record; pages ask it."""

from collections.abc import Sequence

from app.domain.guides.paths import template_of
from app.ui.pages.records.record_session import RecordSession

Needed = tuple[RecordSession, str]
"""A record and the answer path of one of its fields."""


def next_needed(
    sessions: Sequence[RecordSession], here: RecordSession | None, path: str, step: int
) -> Needed | None:
    """The field needed after (`step` 1) or before (-1) `path` of the record `here`, or None.

    From the last it goes on to the first. From a place where nothing is needed it goes on to what
    comes next there; an empty path stands before all of a record's fields.
    """
    needed = [each for session in sessions for each in _needed_in(session)]
    if not needed:
        return None
    if here is None or here not in sessions:
        return needed[0 if step > 0 else -1]
    if (here, path) in needed:
        return needed[(needed.index((here, path)) + step) % len(needed)]
    places = [(sessions.index(session), _rank(session, at)) for session, at in needed]
    behind = sum(place <= (sessions.index(here), _rank(here, path)) for place in places)
    return needed[(behind if step > 0 else behind - 1) % len(needed)]


def _needed_in(session: RecordSession) -> list[Needed]:
    paths = dict.fromkeys(item.path for item in session.bridge.state.open_items)
    return [(session, path) for path in sorted(paths, key=lambda path: _rank(session, path))]


def _rank(session: RecordSession, path: str) -> tuple[int, ...]:
    """The place of a field on the page: by the form's order, within a table row by row."""
    fields = list(session.bridge.guide.fields)
    parts = path.split("/") if path else []
    rank = []
    for at, part in enumerate(parts):
        before = "/".join(parts[:at])
        order = session.bridge.rows(before) if at % 2 else fields
        name = part if at % 2 else template_of("/".join(parts[: at + 1]))
        rank.append(order.index(name) if name in order else len(order))
    return tuple(rank)
