"""Databases of their own on the PostgreSQL server that CHARTPROOF_TEST_POSTGRES names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg.sql import SQL, Identifier, Literal

from app.crypto import Secret
from app.storage.schema import HEAD
from app.storage.server.server import ServerLogin
from app.storage.server.server_address import ServerAddress, read_address
from app.storage.server.server_engine import make_server_engine
from app.storage.server.server_schema import upgrade_server

ADDRESS = "CHARTPROOF_TEST_POSTGRES"
PASSWORD = Secret(b"a test's password")


@dataclass(frozen=True, slots=True)
class TestServer:
    """The server with a database for the tests; `admin` is its superuser."""

    __test__ = False  # no tests in here

    admin: ServerLogin
    name: str

    @property
    def owner(self) -> str:
        return f"{self.name}_owner"

    @property
    def daily(self) -> str:
        return f"{self.name}_daily"

    def login(self, database: str, role: str) -> ServerLogin:
        """How a role of the tests gets into a database."""
        address = self.admin.address
        return ServerLogin(
            ServerAddress(address.host, address.port, database, role, address.root_certificate),
            PASSWORD,
        )

    def run(self, statement: LiteralString, *names: str) -> None:
        """A statement as superuser; `{}` in it are names."""
        with connected(self.admin, autocommit=True) as connection:
            connection.execute(SQL(statement).format(*map(Identifier, names)))

    def prepare(self) -> None:
        """Make the roles and the database."""
        for role in (self.owner, self.daily):
            with connected(self.admin, autocommit=True) as connection:
                made = SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                    Identifier(role), Literal(PASSWORD.reveal().decode())
                )
                connection.execute(made)
        self.run(
            "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
            self.name,
            self.owner,
        )
        login = self.login(self.name, self.owner)
        engine = make_server_engine(login.address, login.password)
        upgrade_server(engine, self.owner, self.daily)
        engine.dispose()

    def clear(self) -> None:
        """Remove what `prepare` made."""
        self.drop(self.name)
        for role in (self.daily, self.owner):
            self.run("DROP ROLE {}", role)

    def empty(self) -> ServerLogin:
        """The database with its tables and no practice in it; how its daily user gets in.

        Made empty, not anew: that would take ten times as long. Whoever is connected is cut off.
        """
        there = replace(self.admin.address, database=self.name)
        with connected(ServerLogin(there, self.admin.password)) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute("SET session_replication_role = replica")  # no trigger refuses
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (table,) in tables:
                connection.execute(SQL("DELETE FROM {}").format(Identifier(table)))
            connection.execute("INSERT INTO alembic_version VALUES (%s)", (HEAD,))
        return self.login(self.name, self.daily)

    def drop(self, name: str) -> None:
        self.run("DROP DATABASE {} WITH (FORCE)", name)


def connected(login: ServerLogin, *, autocommit: bool = False) -> "psycopg.Connection[Any]":
    """A plain connection; as a context manager it commits and closes."""
    address, password = login.address, login.password
    return psycopg.connect(
        host=address.host,
        port=address.port,
        dbname=address.database,
        user=address.role,
        password=password.reveal().decode() if password else None,
        autocommit=autocommit,
    )


@contextmanager
def found_server() -> Iterator[TestServer]:
    """The server for one run of the tests. In CI there must be one; elsewhere it is skipped."""
    text = os.environ.get(ADDRESS)
    if not text:
        how = f"{ADDRESS} names no server (packaging/postgres_cluster.py starts one for a command)"
        if os.environ.get("CI"):
            pytest.fail(how)
        pytest.skip(how)
    given, problems = read_address(text)
    assert given, problems
    admin = ServerLogin(given.address, given.password)
    server = TestServer(admin, f"chartproof_test_{os.getpid()}")
    server.prepare()
    try:
        yield server
    finally:
        server.clear()
