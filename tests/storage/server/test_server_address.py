"""Addresses of servers: read as written, refused when less safe, no password in any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.server.server_address import (
    NO_ADDRESS,
    UNPROVEN,
    GivenAddress,
    ServerAddress,
    read_address,
)

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
HOSTS = st.one_of(
    st.from_regex(r"[a-z][a-z0-9-]{0,20}(\.[a-z]{2,5})?", fullmatch=True),
    st.ip_addresses().map(str),
    st.sampled_from(["localhost", "/var/run/postgresql", "/tmp/my socket"]),
)


@given(st.builds(ServerAddress, HOSTS, st.integers(1, 65535), NAMES, NAMES))
def test_an_address_is_read_as_it_is_written(address: ServerAddress) -> None:
    assert read_address(address.text) == (GivenAddress(address), ())


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("/var/run/postgresql", True),
        ("office", False),
        ("0.0.0.0", False),
        ("192.168.1.7", False),
        ("localhost.office.lan", False),
        ("127.0.0.1.office.lan", False),
    ],
)
def test_only_this_computer_itself_needs_no_proof(host: str, is_local: bool) -> None:
    address = ServerAddress(host, 5432, "office", "office_daily")
    assert address.is_local == is_local
    given, problems = read_address(f"{address.text.partition('?')[0]}?host={host}&sslmode=require")
    assert (given is not None) == is_local
    assert problems == (() if is_local else (UNPROVEN,))


def test_several_servers_are_never_this_computer_alone() -> None:
    """libpq takes a list, and goes on to the next one where a socket is not there."""
    assert not ServerAddress("/tmp,office.lan", 5432, "office", "office_daily").is_local


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca", ""])
def test_every_way_to_ask_for_less_is_refused(mode: str) -> None:
    assert read_address(f"postgresql://me@office/x?sslmode={mode}") == (None, (UNPROVEN,))


def test_what_is_asked_for_twice_does_not_get_by() -> None:
    """Whichever of two counts, neither may ask for less."""
    text = "postgresql://me@office/x?sslmode=disable&sslmode=verify-full"
    assert read_address(text) == (None, (UNPROVEN,))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "office",
        "postgresql://",
        "postgresql://office/x",
        "postgresql://me@office",
        "postgresql://me@/x",
        "postgresql://me@office:many/x",
        "postgresql://me@[::1/x",
        "mysql://me@office/x",
        "/home/somebody/practice",
        "postgresql://me@/x?host=/tmp,office.lan",
        "postgresql://me@%2Ftmp%2Coffice.lan/x",
        "postgresql://me@localhost,office.lan/x",
        "postgresql://me@office%00/x",
    ],
)
def test_what_is_no_address_is_said(text: str) -> None:
    assert read_address(text) == (None, (NO_ADDRESS,))


@given(st.text(max_size=100))
def test_whatever_is_typed_is_read_or_said(typed: str) -> None:
    given, problems = read_address(typed)
    assert (given is None) == bool(problems)


def test_a_password_is_taken_out_and_shown_nowhere() -> None:
    given, _ = read_address("postgresql://me:pass%40word@localhost/x")
    assert given
    assert given.password
    assert given.password.reveal() == b"pass@word"
    assert "@word" not in f"{given!r} {given.address.text}"
