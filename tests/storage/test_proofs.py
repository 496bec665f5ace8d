"""Proofs: what was signed on paper comes back byte for byte, and the rows take no change."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.domain.signing.seal import Proof
from app.errors import StaleRecord
from app.services.ports.store import Store
from app.storage.engine import connected
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY

FIRST = Proof("n1", 1, "0" * 64, b'{"pages":"\xc3\xa9"}', bytes(range(64)))
SECOND = replace(FIRST, number=2, body=b"{}")


def test_proofs_come_back_in_order_and_whole(store: Store) -> None:
    with store.writing() as work:
        work.notes.save(samples.note("n1"), SUMMARY, NOON)
        work.proofs.add(SECOND)
        work.proofs.add(FIRST)
    with store.reading() as found:
        assert found.proofs.of_note("n1") == (FIRST, SECOND)
        assert found.proofs.of_note("n2") == ()


def test_two_proofs_do_not_take_the_same_place(store: Store) -> None:
    with store.writing() as work:
        work.notes.save(samples.note("n1"), SUMMARY, NOON)
        work.proofs.add(FIRST)
    with pytest.raises(StaleRecord), store.writing() as work:
        work.proofs.add(replace(SECOND, number=1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE proofs SET body = x'00'",
        "DELETE FROM proofs",
        "INSERT OR REPLACE INTO proofs SELECT * FROM proofs",
    ],
)
def test_the_table_of_proofs_takes_no_change(practice_folder: Path, statement: str) -> None:
    opened = EmbeddedFolder(practice_folder).open(KEY)
    with opened.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.save(samples.note("n1"), SUMMARY, NOON)
        work.proofs.add(FIRST)
    opened.close()
    connection = connected(practice_folder / "practice.db", KEY)
    with pytest.raises(dbapi2.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()
    again = EmbeddedFolder(practice_folder).open(KEY)
    with again.reading() as found:
        assert found.proofs.of_note("n1") == (FIRST,)
    again.close()
