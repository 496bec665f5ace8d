"""A server made ready and joined by its code over TLS; another certificate is not trusted."""

import datetime as dt
import stat
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates import make_certificate
from app.crypto import KeyRing, Secret
from app.server_errors import (
    KeeperRefused,
    NoServerHere,
    OldServer,
    ServerRefused,
    UntrustedServer,
)
from app.storage.server import server_setup
from app.storage.server.pairing import Pairing, code_of, read_code
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_address import read_address
from app.storage.server.server_joining import join_server
from app.storage.server.server_setup import Prepared, prepare_server, upgrade_database
from postgres_cluster import Cluster
from tests.storage import samples
from tests.storage.conftest import KEY

HERE = "0.0.0.0"
"""This computer, by an address that is none of loopback: so TLS is asked for."""

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def admin(spare_cluster: Cluster) -> ServerLogin:
    given, _ = read_address(spare_cluster.address)
    assert given
    return ServerLogin(given.address, given.password)


@pytest.fixture(scope="module")
def prepared(admin: ServerLogin) -> Prepared:
    return prepare_server(admin, HERE, "office", NOW)


def test_a_workstation_joins_by_the_code_and_works_over_tls(
    tmp_path: Path, prepared: Prepared, ring: KeyRing
) -> None:
    pairing, problems = read_code(code_of(prepared.pairing))
    assert pairing, problems
    login = join_server(pairing, tmp_path)
    store = ServerPractice(tmp_path, lambda: login).create(ring, KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        seen = work.audit._connection.exec_driver_sql(
            "SELECT ssl, current_user FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).one()
    store.close()
    assert tuple(seen) == (True, "office_daily")


def test_without_tls_the_role_of_daily_use_is_not_let_in(
    spare_cluster: Cluster, prepared: Prepared
) -> None:
    def connect() -> None:
        psycopg.connect(
            host="127.0.0.1",
            port=spare_cluster.port,
            dbname="office",
            user="office_daily",
            password=prepared.pairing.password.reveal().decode(),
            sslmode="disable",
        ).close()

    def connect_until_the_server_has_read_its_new_rules() -> None:
        for _ in range(1_000):
            connect()

    with pytest.raises(psycopg.OperationalError, match="conf rejects"):
        connect_until_the_server_has_read_its_new_rules()


def test_another_certificate_than_the_codes_is_not_trusted(
    tmp_path: Path, prepared: Prepared
) -> None:
    other = replace(prepared.pairing, fingerprint=make_certificate((HERE,), NOW).fingerprint)
    with pytest.raises(UntrustedServer):
        join_server(other, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_server_with_another_certificate_than_was_joined_is_not_trusted(
    tmp_path: Path, prepared: Prepared
) -> None:
    login = join_server(prepared.pairing, tmp_path)
    (tmp_path / "server.crt").write_bytes(make_certificate((HERE,), NOW).certificate)
    with pytest.raises(UntrustedServer):
        ServerPractice(tmp_path, lambda: login).stands()


def test_a_server_by_a_name_that_its_certificate_does_not_have_is_not_trusted(
    tmp_path: Path, prepared: Prepared
) -> None:
    login = join_server(prepared.pairing, tmp_path)
    elsewhere = replace(login, address=replace(login.address, host="127.0.0.1"))
    assert elsewhere.address.is_local  # loopback needs no proof
    ServerPractice(tmp_path, lambda: elsewhere).stands()
    mapped = replace(login, address=replace(login.address, host="::ffff:127.0.0.1"))
    with pytest.raises(UntrustedServer):
        ServerPractice(tmp_path, lambda: mapped).stands()


def test_preparing_again_keeps_the_practice_and_voids_older_codes(
    tmp_path: Path, admin: ServerLogin, ring: KeyRing
) -> None:
    first = prepare_server(admin, HERE, "again", NOW)
    login = join_server(first.pairing, tmp_path / "first")
    ServerPractice(tmp_path / "first", lambda: login).create(ring, KEY).close()
    second = prepare_server(admin, HERE, "again", NOW)
    assert first.pairing.fingerprint == second.pairing.fingerprint
    with pytest.raises(ServerRefused):
        join_server(first.pairing, tmp_path / "second")
    login = join_server(second.pairing, tmp_path / "second")
    practice = ServerPractice(tmp_path / "second", lambda: login)
    assert practice.keys() == ring
    practice.open(KEY).close()
    upgrade_database(admin, "again")


def test_the_lines_of_others_stay_as_they_are_in_any_encoding(
    spare_cluster: Cluster, admin: ServerLogin
) -> None:
    """As Windows' Notepad or an office in Europe leaves them, and readable for a group."""
    rules = spare_cluster.data / "pg_hba.conf"
    with rules.open("ab") as file:
        file.write(b"# b\xfcro\r\n")
    rules.chmod(0o640)
    before = rules.read_bytes()
    prepare_server(admin, HERE, "others", NOW)
    prepare_server(admin, HERE, "others", NOW)
    assert rules.read_bytes().endswith(before)
    assert rules.read_bytes().count(b"# begin of others_daily\n") == 1
    assert stat.S_IMODE(rules.stat().st_mode) == 0o640


def test_who_keeps_the_server_is_told_what_they_can_do(admin: ServerLogin) -> None:
    nobody = replace(admin, address=replace(admin.address, role="nobody"))
    with pytest.raises(KeeperRefused):
        prepare_server(nobody, HERE, "refused", NOW)
    silent = replace(admin, address=replace(admin.address, port=1))
    with pytest.raises(NoServerHere):
        upgrade_database(silent, "refused")


def test_a_server_that_is_too_old_is_refused_before_anything_is_changed(
    spare_cluster: Cluster, admin: ServerLogin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_setup, "OLDEST_SERVER", 990_000)
    with pytest.raises(OldServer):
        prepare_server(admin, HERE, "too_old", NOW)
    assert b"too_old" not in (spare_cluster.data / "pg_hba.conf").read_bytes()


def pairings() -> st.SearchStrategy[Pairing]:
    hosts = st.from_regex(r"[a-z0-9][a-z0-9.:-]{0,60}", fullmatch=True)
    return st.builds(
        Pairing,
        host=hosts,
        port=st.integers(1, 65535),
        database=st.from_regex(r"[a-z][a-z0-9_]{0,40}", fullmatch=True),
        fingerprint=st.binary(min_size=32, max_size=32),
        secret=st.binary(min_size=16, max_size=16).map(Secret),
    )


@given(pairings())
def test_a_code_says_what_it_was_made_of(pairing: Pairing) -> None:
    read, problems = read_code(code_of(pairing).upper().replace("-", " "))
    assert (read, problems) == (pairing, ())


@given(pairings(), st.data())
def test_a_mistyped_code_is_noticed(pairing: Pairing, data: st.DataObject) -> None:
    signs = list(code_of(pairing).replace("-", ""))
    place = data.draw(st.integers(0, len(signs) - 5))
    other = data.draw(
        st.sampled_from([s for s in "abcdefghijklmnopqrstuvwxyz" if s != signs[place]])
    )
    signs[place] = other
    assert read_code("".join(signs))[0] is None


@given(st.text(max_size=300))
def test_no_code_at_all_is_said(typed: str) -> None:
    assert read_code(typed)[1]
