"""An office with a denied claim's EOB, shared by the tests of a module."""

from collections.abc import Iterator

import pytest

from app.domain.evidence.evidence import EvidenceRecord
from app.services.office.billing_room import BillingRoom
from tests.packing_desk import PackingDesk
from tests.services.denials.denied_claims import taken_eob
from tests.storage.fakes import MemoryStore


@pytest.fixture(scope="module")
def desk() -> Iterator[PackingDesk]:
    opened = PackingDesk.over(MemoryStore())
    yield opened
    opened.office.close()


@pytest.fixture(scope="module")
def eob(desk: PackingDesk) -> EvidenceRecord:
    return taken_eob(desk)


@pytest.fixture
def room(desk: PackingDesk) -> BillingRoom:
    return desk.office.billing
