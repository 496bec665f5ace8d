"""What people left unfinished, in the practice's own file; the services ask for it."""

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from app.domain.left_open.unfinished import LeftWork
from app.storage.tables import unfinished


class UnfinishedRepository:
    """Keeps, finds and forgets; nothing here is a record of the practice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, kept: LeftWork) -> None:
        """Keep it in place of what was kept under this name."""
        self.drop(kept.who, kept.what)
        values = {"who": kept.who, "what": kept.what, "kept_at": kept.at, "body": kept.body}
        self._connection.execute(insert(unfinished).values(values))

    def get(self, who: str, what: str) -> LeftWork | None:
        """What somebody left under a name, or None."""
        row = self._connection.execute(select(unfinished).where(_is(who, what))).one_or_none()
        return LeftWork(*row) if row else None

    def drop(self, who: str, what: str) -> None:
        """Forget it, if it is there."""
        self._connection.execute(delete(unfinished).where(_is(who, what)))

    def of(self, who: str) -> tuple[LeftWork, ...]:
        """Everything that somebody left, the newest first."""
        theirs = select(unfinished).where(unfinished.c.who == who)
        rows = self._connection.execute(theirs.order_by(unfinished.c.kept_at.desc()))
        return tuple(LeftWork(*row) for row in rows)


def _is(who: str, what: str) -> ColumnElement[bool]:
    return (unfinished.c.who == who) & (unfinished.c.what == what)
