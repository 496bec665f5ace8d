"""The register of signers: whose keys there are, for whoever checks a signature."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from app.documents.notes.signing_words import grouped
from app.documents.requests.binder import Signer
from app.documents.requests.signer_register import NOBODY, Register, build
from app.domain.audit import AuditQuery, Deed
from app.domain.practice.people import PersonName, Practice, StaffMember, StaffRole
from app.errors import NotAllowed
from app.services.requests.signer_register import FILE_NAME, SignerRegister
from app.services.trail import Trail
from tests.documents.test_documents import words
from tests.packing_desk import NOON, PackingDesk
from tests.storage.fakes import MemoryStore

ADA = Signer("Ada Samplemann", "DDS", "DN-1", "1234567893", "0123 4567", "since 11/01/2026")


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


def of_somebody(desk: PackingDesk, role: StaffRole) -> SignerRegister:
    """The register as somebody else at the keyboard gets it."""
    name = PersonName(given="Finn", family="Deskwell")
    with desk.office.store.writing() as work:
        work.staff.save(StaffMember(id=role.value, name=name, role=role))
    return SignerRegister(
        desk.office.store, desk.office.printer, desk.office.clock, Trail(lambda: NOON, role.value)
    )


def test_the_register_says_whose_each_key_is_and_since_when() -> None:
    said = words(build(Register(Practice(name="Sample Dental"), "now", "Ada", (ADA,))))
    assert "Ada Samplemann | DDS | DN-1 | 1234567893 | 0123 4567 | since 11/01/2026" in said
    assert "Practice NPI: not given" in said


def test_an_empty_register_says_so() -> None:
    assert NOBODY in words(build(Register(Practice(), "now", "", ())))


def test_every_key_is_listed_with_its_days(desk: PackingDesk, tmp_path: Path) -> None:
    register = of_somebody(desk, StaffRole.MANAGER)
    desk.key()
    with desk.office.store.writing() as work:
        keys = work.signing_keys.all()
        work.signing_keys.end(desk.office.charting.user, NOON + dt.timedelta(days=2))
    register.save(tmp_path / FILE_NAME)
    text = " ".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO((tmp_path / FILE_NAME).read_bytes())).pages
    )
    assert keys
    for key in keys:
        assert all(group in text for group in grouped(key.fingerprint).split())
    assert "11/24/2026" in text


def test_saving_it_is_told_of(desk: PackingDesk, tmp_path: Path) -> None:
    register = of_somebody(desk, StaffRole.MANAGER)
    register.save(tmp_path / FILE_NAME)
    with desk.office.store.reading() as found:
        (row,) = found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows
    assert row.told["paper"] == "signers"


def test_it_is_offered_to_managers_alone(desk: PackingDesk, tmp_path: Path) -> None:
    assert of_somebody(desk, StaffRole.MANAGER).is_offered
    clerk = of_somebody(desk, StaffRole.FRONT_DESK)
    assert not clerk.is_offered
    with pytest.raises(NotAllowed):
        clerk.save(tmp_path / FILE_NAME)
    assert list(tmp_path.iterdir()) == []
