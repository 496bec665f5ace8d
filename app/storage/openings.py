"""Which notes are open at which workstation; every program writes its own and reads the others'.

The beats stand in a table of their own: screens are told of every opening, and of no beat.
"""

import datetime as dt

from sqlalchemy import Connection, delete, func, insert, select, update

from app.domain.workstations.opening import Opening
from app.storage.live_tables import heartbeats, openings


class OpeningRepository:
    """The openings as `workstation` sees them; see `app.services.ports.live.Openings`."""

    def __init__(self, connection: Connection, workstation: str) -> None:
        self._connection = connection
        self._workstation = workstation

    def begin(self, note_id: str, who: str, at: dt.datetime) -> None:
        """Keep that a note is open here since then (UTC), in place of what stood there."""
        self.end(note_id)
        self.beat()
        row = {"note_id": note_id, "workstation": self._workstation, "who": who, "since": at}
        self._connection.execute(insert(openings).values(row))

    def beat(self) -> None:
        """Count up, so that the others see that the program here still runs."""
        here = heartbeats.c.workstation == self._workstation
        counted = update(heartbeats).where(here).values(beats=heartbeats.c.beats + 1)
        if self._connection.execute(counted).rowcount == 0:
            first = {"workstation": self._workstation, "beats": 1}
            self._connection.execute(insert(heartbeats).values(first))

    def is_told(self, note_id: str) -> bool:
        """Whether a note still stands as open here: who slept was taken for gone by the others."""
        mine = openings.c.workstation == self._workstation
        query = select(openings.c.note_id).where(mine, openings.c.note_id == note_id)
        return self._connection.execute(query).first() is not None

    def end(self, note_id: str = "") -> None:
        """Take a note out that is no longer open here; without an id, all of them."""
        mine = delete(openings).where(openings.c.workstation == self._workstation)
        self._connection.execute(mine.where(openings.c.note_id == note_id) if note_id else mine)

    def others(self) -> tuple[Opening, ...]:
        """Every note that is open at another workstation, by note."""
        at_the_same = heartbeats.c.workstation == openings.c.workstation
        query = (
            select(openings, func.coalesce(heartbeats.c.beats, 0).label("beats"))
            .select_from(openings.outerjoin(heartbeats, at_the_same))
            .where(openings.c.workstation != self._workstation)
            .order_by(openings.c.note_id, openings.c.since, openings.c.workstation)
        )
        return tuple(Opening(**row) for row in self._connection.execute(query).mappings())

    def forget(self, workstation: str) -> None:
        """Take out what a workstation left behind that no longer beats."""
        for table in (openings, heartbeats):
            self._connection.execute(delete(table).where(table.c.workstation == workstation))
