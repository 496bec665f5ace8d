"""What all tests share: no test is timed; databases on a PostgreSQL server."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:  # most tests need no driver
    from app.storage.server.server import ServerLogin
    from postgres_cluster import Cluster
    from tests.servers import TestServer

settings.register_profile("untimed", settings(deadline=None))  # a busy machine fails no property
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def server() -> "Iterator[TestServer]":
    """The server for tests; without one a test is skipped, in CI it fails."""
    from tests.servers import found_server

    with found_server() as found:
        yield found


@pytest.fixture
def server_login(server: "TestServer") -> "ServerLogin":
    """A database on the server, with tables and no practice in it, for daily use."""
    return server.empty()


@pytest.fixture(scope="session")
def spare_cluster(server: "TestServer") -> "Iterator[Cluster]":
    """A second server, which tests set up, stop and start; each leaves it running."""
    from postgres_cluster import running

    del server  # skipped, or failed, where there is none
    with running({"listen_addresses": "*"}) as made:
        yield made
