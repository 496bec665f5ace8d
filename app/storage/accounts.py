"""The accounts of those who sign in, by staff id; the services ask for them."""

from sqlalchemy import Connection, select

from app.domain.practice.account import Account
from app.storage.records import RecordTable
from app.storage.tables import accounts


class AccountRepository:
    """Accounts, closed ones included."""

    def __init__(self, connection: Connection) -> None:
        self._records = RecordTable(connection, accounts, Account, lambda _: {})

    def get(self, record_id: str) -> Account | None:
        """The account of a staff id, or None when there is none."""
        return self._records.get(record_id)

    def save(self, record: Account) -> Account:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        return self._records.save(record.id, record)

    def all(self) -> tuple[Account, ...]:
        """Every account, in the order they were made."""
        found = self._records.read(select(accounts).order_by(accounts.c.id))
        return tuple(sorted(found, key=lambda account: account.made_at))
