"""A server that says nothing is waited for once, and not by every click."""

from itertools import count

import psycopg
import pytest

from app.server_errors import ServerUnreachable
from app.storage.failures import driver_failures
from app.storage.server.server import ServerLogin
from app.storage.server.server_engine import make_server_engine, server_connection
from app.storage.server.server_reach import HANGING_SECONDS, HELD_SECONDS, Reach


class Line:
    """A line to a server, and the clock beside it. `takes` are the seconds it lets one wait."""

    def __init__(self) -> None:
        self.now, self.takes, self.tried = 0.0, 5.0, 0
        self.reach = Reach(lambda: self.now)

    def connect(self) -> "psycopg.Connection[object]":
        self.tried += 1
        self.now += self.takes
        raise psycopg.OperationalError("connection failed: timeout expired")

    def try_at_once(self) -> None:
        with pytest.raises(psycopg.OperationalError):
            self.reach.at_once(self.connect)

    def try_patiently(self) -> None:
        with pytest.raises(psycopg.OperationalError):
            self.reach.patiently(self.connect)


@pytest.fixture
def line() -> Line:
    return Line()


def test_a_server_that_says_nothing_is_waited_for_once(line: Line) -> None:
    for _ in range(5):
        line.try_at_once()
    assert line.tried == 1
    line.now += HELD_SECONDS
    line.try_at_once()
    assert line.tried == 2


def test_the_line_of_messages_goes_on_trying_and_keeps_the_window_from_waiting(line: Line) -> None:
    for tried in range(1, 9):
        line.try_patiently()
        line.now += HELD_SECONDS / 2
        line.try_at_once()
        assert line.tried == tried


def test_a_server_that_refuses_at_once_is_asked_again_at_once(line: Line) -> None:
    line.takes = HANGING_SECONDS / 2
    for tried in count(1):
        line.try_at_once()
        assert line.tried == tried
        if tried == 3:
            break
    line.takes = HANGING_SECONDS
    line.try_patiently()
    line.takes = 0.0
    line.try_patiently()  # it is there, and starting up
    line.try_at_once()
    assert line.tried == 6


def test_a_store_reads_again_once_the_line_of_messages_gets_through(
    line: Line, server_login: ServerLogin
) -> None:
    address, password = server_login.address, server_login.password
    engine = make_server_engine(address, password, line.reach)
    line.try_patiently()
    with pytest.raises(ServerUnreachable), driver_failures():
        engine.connect()
    line.reach.patiently(lambda: server_connection(address, password)).close()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
