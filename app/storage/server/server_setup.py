"""Sets a PostgreSQL server up for a practice; `chartproof server prepare` calls it where it runs.

It works through a connection of the server's superuser and in the server's own folder: a
certificate, two roles, a database with tables, and who is let in. Nothing else on the server is
changed. Doing it again gives the role of daily use a new password, so older codes are void; the
certificate stays while it serves, because other practices on the server may rest on it.
"""

import datetime as dt
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg.sql import SQL, Identifier, Literal

from app.certificates import ServerCertificate, make_certificate
from app.crypto import Secret
from app.errors import ReadOnlyFolder
from app.files import disk_failures, write_whole
from app.server_errors import (
    KeeperRefused,
    NoServerHere,
    OldServer,
    ServerRefused,
    ServerRightLacking,
    ServerUnreachable,
)
from app.storage.server.pairing import PASSWORD_BYTES, Pairing, daily_role, owner_role
from app.storage.server.server import ServerLogin
from app.storage.server.server_engine import COPYING_MS, make_server_engine, server_connection
from app.storage.server.server_schema import upgrade_server
from app.storage.server_failures import server_failures

OLDEST_SERVER = 140_000
"""The first PostgreSQL that replaces triggers; 15 is tested."""

CERTIFICATE, KEY = "chartproof-server.crt", "chartproof-server.key"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
"""Names of databases that stand in every file and statement without quotes."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What other computers need to join, and whether the server must be restarted before."""

    pairing: Pairing
    needs_restart: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a server keeps its files, and the port it takes connections on."""

    data: Path
    access_file: Path
    port: int


def is_usable_name(database: str) -> bool:
    """Whether a database may be called so: small letters, digits and underscores, at most 41."""
    return _NAME.fullmatch(database) is not None


def prepare_server(admin: ServerLogin, host: str, database: str, at: dt.datetime) -> Prepared:
    """Set a server up; `host` is the name or address that other computers reach it by.

    Raises NoServerHere, KeeperRefused, also where this user may not write into the server's folder,
    ServerPasswordMissing, OldServer, DiskFull.
    """
    secret = Secret(os.urandom(PASSWORD_BYTES))
    with _keepers_failures(), _connected(admin) as connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise OldServer
        place = _place(connection)
        certificate = _certificate(place, host, at)
        pairing = Pairing(host, place.port, database, certificate.fingerprint, secret)
        _make_roles(connection, database, pairing.password)
        _make_database(connection, database)
        _let_in(place, database)
        needs_restart = _configure(connection)
    upgrade_database(admin, database)
    return Prepared(pairing, needs_restart)


def upgrade_database(admin: ServerLogin, database: str) -> None:
    """Bring the tables of a database to this version, and lay down the rules anew.

    Raises NoServerHere, KeeperRefused, ServerPasswordMissing, NewerSchema.
    """
    there = replace(admin.address, database=database)
    with _keepers_failures(), _connected(ServerLogin(there, admin.password)) as connection:
        owner = Identifier(owner_role(database))
        connection.execute(SQL("ALTER SCHEMA public OWNER TO {}").format(owner))
    engine = make_server_engine(there, admin.password, unanswered_ms=COPYING_MS)
    try:
        upgrade_server(engine, owner_role(database), daily_role(database))
    finally:
        engine.dispose()


@contextmanager
def _keepers_failures() -> Iterator[None]:
    """What is refused, in words for whoever keeps the server: others are for workstations."""
    try:
        with server_failures():
            yield
    except ServerUnreachable:
        raise NoServerHere from None
    except (ServerRefused, ServerRightLacking, ReadOnlyFolder):
        raise KeeperRefused from None


def _connected(admin: ServerLogin) -> "psycopg.Connection[Any]":
    return server_connection(admin.address, admin.password, autocommit=True)


def _place(connection: "psycopg.Connection[Any]") -> _Place:
    def shown(name: LiteralString) -> str:
        row = connection.execute(SQL("SHOW {}").format(Identifier(name))).fetchone()
        assert row is not None  # every server has it
        return str(row[0])

    return _Place(Path(shown("data_directory")), Path(shown("hba_file")), int(shown("port")))


def _make_roles(connection: "psycopg.Connection[Any]", database: str, password: Secret) -> None:
    """The owner cannot sign in. Only the digest of the other one's password is sent."""
    daily = daily_role(database)
    digest = connection.pgconn.encrypt_password(
        password.reveal(), daily.encode(), b"scram-sha-256"
    ).decode()
    for role, ability in (
        (owner_role(database), SQL("NOLOGIN")),
        (daily, SQL("LOGIN PASSWORD {}").format(Literal(digest))),
    ):
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
        verb = SQL("ALTER ROLE {} {}" if found else "CREATE ROLE {} {}")
        connection.execute(verb.format(Identifier(role), ability))


def _make_database(connection: "psycopg.Connection[Any]", database: str) -> None:
    """Texts are ordered by their bytes, as in an embedded practice."""
    name, owner = Identifier(database), Identifier(owner_role(database))
    known = "SELECT 1 FROM pg_database WHERE datname = %s"
    if connection.execute(known, (database,)).fetchone() is None:
        made = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
        connection.execute(SQL(made).format(name, owner))
    connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    grant = SQL("GRANT CONNECT ON DATABASE {} TO {}")
    connection.execute(grant.format(name, Identifier(daily_role(database))))


def _certificate(place: _Place, host: str, at: dt.datetime) -> ServerCertificate:
    """The certificate that lies in the server's folder, or a new one put there."""
    certificate, key = place.data / CERTIFICATE, place.data / KEY
    with disk_failures():
        if certificate.exists() and key.exists():
            kept = ServerCertificate(certificate.read_bytes(), Secret(key.read_bytes()))
            if kept.serves(host, at):
                return kept
    made = make_certificate((host, "localhost"), at)
    for file, content in ((certificate, made.certificate), (key, made.key.reveal())):
        write_whole(file, content)
        _give_to_owner_of(place.data, file)
    return made


def _let_in(place: _Place, database: str) -> None:
    """Put our lines first, where they decide; those of an earlier time go.

    The others are bytes to us: comments have any encoding, lines end as an editor ended them.
    """
    role = daily_role(database).encode("ascii")
    begin, end = b"# begin of %b\n" % role, b"# end of %b\n" % role
    lines = (
        begin,
        b"hostssl %b %b all scram-sha-256\n" % (database.encode("ascii"), role),
        b"hostnossl %b %b all reject\n" % (database.encode("ascii"), role),
        end,
    )
    with disk_failures():
        content = place.access_file.read_bytes()
        mode = stat.S_IMODE(place.access_file.stat().st_mode)
    head, older, rest = content.partition(begin)
    others = head + rest.partition(end)[2] if older else content
    write_whole(place.access_file, b"".join(lines) + others, mode)
    _give_to_owner_of(place.data, place.access_file)


def _configure(connection: "psycopg.Connection[Any]") -> bool:
    """Let the server use the certificate and listen; whether it must be restarted to do so."""
    for statement in (
        SQL("ALTER SYSTEM SET ssl_cert_file = {}").format(Literal(CERTIFICATE)),
        SQL("ALTER SYSTEM SET ssl_key_file = {}").format(Literal(KEY)),
        SQL("ALTER SYSTEM SET ssl = on"),
        SQL("ALTER SYSTEM SET listen_addresses = '*'"),
    ):
        connection.execute(statement)
    connection.execute("SELECT pg_reload_conf()")
    listening = connection.execute("SHOW listen_addresses").fetchone()
    return listening != ("*",)


def _give_to_owner_of(folder: Path, file: Path) -> None:
    """A server reads only its own files; root may write them for it."""
    if sys.platform != "win32" and os.geteuid() == 0:
        owner = folder.stat()
        shutil.chown(file, owner.st_uid, owner.st_gid)
