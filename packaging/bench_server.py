"""A database of its own on the server of CHARTPROOF_TEST_POSTGRES; bench_scale.py uses it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Composable, Identifier, Literal

from app.crypto import Secret
from app.storage.server.server import ServerLogin
from app.storage.server.server_address import ServerAddress
from app.storage.server.server_engine import make_server_engine
from app.storage.server.server_schema import upgrade_server
from postgres_cluster import ADDRESS

_NAME = "chartproof_bench"


class ServerDatabase(AbstractContextManager[ServerLogin]):
    """Made with its tables when the block begins; dropped when it ends, unless it is `kept`."""

    def __init__(self, *, kept: bool = False) -> None:
        self._admin = os.environ[ADDRESS]
        self._password = secrets.token_hex(16)
        self._kept = kept
        self.is_new = True

    def __enter__(self) -> ServerLogin:
        """How the role of daily use gets in."""
        self.is_new = not self._stands()
        said = "CREATE ROLE {} LOGIN PASSWORD {}" if self.is_new else "ALTER ROLE {} PASSWORD {}"
        for role in (self._role("owner"), self._role("daily")):
            self._run(said, Identifier(role), Literal(self._password))
        if self.is_new:
            made = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
            self._run(made, Identifier(_NAME), Identifier(self._role("owner")))
        owner = self._login("owner")
        engine = make_server_engine(owner.address, owner.password)
        upgrade_server(engine, self._role("owner"), self._role("daily"))
        engine.dispose()
        return self._login("daily")

    def __exit__(self, failed: object, *_: object) -> None:
        """Drop everything; what was half made is never kept."""
        if self._kept and failed is None:
            return
        self._run("DROP DATABASE {} WITH (FORCE)", Identifier(_NAME))
        for role in (self._role("daily"), self._role("owner")):
            self._run("DROP ROLE {}", Identifier(role))

    @contextmanager
    def twin(self) -> Iterator[ServerLogin]:
        """How to get into a copy of it; nobody may be connected while it is made."""
        name, copied = f"{_NAME}_twin", "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
        self._run(copied, Identifier(name), Identifier(_NAME))
        try:
            login = self._login("daily")
            yield ServerLogin(replace(login.address, database=name), login.password)
        finally:
            self._run("DROP DATABASE {} WITH (FORCE)", Identifier(name))

    def look_over(self) -> None:
        """Let the server learn what is in the tables, as it does by itself within minutes."""
        server = {**conninfo_to_dict(self._admin), "dbname": _NAME}
        with psycopg.connect(**server, autocommit=True) as connection:  # type: ignore[arg-type] # all are texts
            connection.execute("VACUUM ANALYZE")

    def _stands(self) -> bool:
        with psycopg.connect(self._admin) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (_NAME,))
            return found.fetchone() is not None

    def _run(self, statement: LiteralString, *parts: Composable) -> None:
        with psycopg.connect(self._admin, autocommit=True) as connection:
            connection.execute(SQL(statement).format(*parts))

    def _role(self, kind: str) -> str:
        return f"{_NAME}_{kind}"

    def _login(self, kind: str) -> ServerLogin:
        server = conninfo_to_dict(self._admin)
        host, port = str(server["host"]), int(server["port"] or 5432)
        address = ServerAddress(host, port, _NAME, self._role(kind))
        return ServerLogin(address, Secret(self._password.encode()))
