"""The channels an attachment can travel by: those that ship, and the office's own copies.

Packs are planned by them; the channel page shows, copies and changes them.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from app.domain.finding.listing import search_key
from app.domain.ids import NewId, new_id
from app.domain.packs.channel import Channel, ChannelSource
from app.services.ports.store import Store

_COPY = " (own copy)"
_MOST_TITLE = 120

OFFICE = "practice"
"""The source of what the office wrote down itself, and its authority."""

ShippedChannels = Callable[[], Mapping[str, Channel]]
"""The channels that ship, by id; called when they are first needed."""


class ChannelShelf:
    """Every channel of one practice. Nothing is deleted: what is retired is only not offered."""

    def __init__(self, store: Store, shipped: ShippedChannels, fresh_id: NewId = new_id) -> None:
        self._store = store
        self._shipped = shipped
        self._fresh_id = fresh_id

    def all(self) -> tuple[Channel, ...]:
        """The channels to choose from, the office's own first, each by title."""
        return tuple(each for each in self.every() if not each.retired)

    def every(self) -> tuple[Channel, ...]:
        """All of them, retired ones too, in the same order."""
        with self._store.reading() as found:
            own = found.channels.all()
        shipped = sorted(self._shipped().values(), key=lambda each: search_key(each.title))
        return (*own, *shipped)

    def get(self, channel_id: str) -> Channel | None:
        """The channel behind an id, retired or not."""
        if shipped := self._shipped().get(channel_id):
            return shipped
        with self._store.reading() as found:
            return found.channels.get(channel_id)

    def copy(self, channel: Channel, today: dt.date) -> Channel:
        """A copy of the office's own to change, not stored yet; it takes every rule's source along.

        Its id is new, so that it never stands in for the channel it came from.
        """
        title = channel.title[: _MOST_TITLE - len(_COPY)] + _COPY
        return channel.model_copy(
            update={
                "id": self._fresh_id(),
                "title": title,
                "version": 0,
                "own": True,
                "retired": False,
                "sources": {**channel.sources, OFFICE: office_source(today)},
            }
        )


def office_source(today: dt.date) -> ChannelSource:
    """The source of a rule that the office wrote down today."""
    return ChannelSource(title="Written down by the office", authority=OFFICE, checked=today)
